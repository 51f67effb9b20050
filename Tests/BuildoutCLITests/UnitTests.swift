import Testing

@testable import Buildout
@testable import BuildoutCLI

@Suite struct UnitTests {
  /// Examples of FIPS 180-2, appendix B, and of the NIST example values.
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    (
      "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqr"
        + "lmnopqrsmnopqrstnopqrstu",
      "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"
    ),
    (
      String(repeating: "a", count: 1_000_000),
      "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
    ),
  ]) func sha256(message: String, digest: String) {
    #expect(SHA256.hex(Array(message.utf8)) == digest)
  }

  @Test(arguments: [
    ("roads-km@p80", "roads-km", 0.8), ("a@b@p5", "a@b", 0.05), ("x@P99", "x", 0.99),
  ]) func percentile(text: String, target: String, quantile: Double) {
    let percentile = Percentile(argument: text)
    #expect(percentile?.target == target)
    #expect(percentile?.quantile == quantile)
  }

  @Test(arguments: ["", "@p80", "x", "x@", "x@p", "x@80", "x@p0", "x@p100", "x@p-1", "x@p８０"])
  func noPercentile(text: String) {
    #expect(Percentile(argument: text) == nil)
  }

  @Test(
    arguments: [
      ("1e4", 10_000), ("10,000", 10_000), ("10 000", 10_000), ("10_000", 10_000), ("10k", 10_000),
      ("1.5K", 1_500), ("2M", 2_000_000), ("1万", 10_000), ("10000.0", 10_000), ("+5", 5),
      ("1,5", nil), ("1,0000", nil), ("0x10", nil), ("1e-3", nil), ("1.5", nil), ("many", nil),
      ("", nil), ("nan", nil), ("inf", nil), ("k", nil), ("-5", nil),
    ] as [(String, Double?)])
  func whatANumberMeans(text: String, number: Double?) {
    #expect(WholeNumber.meant(text) == number)
  }

  @Test func shownText() {
    #expect(
      "a\u{1B}[1m\tb\r\n\u{7F}\u{85}\u{202E}".shown == #"a\x1B[1m\tb\r\n\x7F\x85\u{202E}"#)
    #expect("城市 👩‍👩‍👧 é".shown == "城市 👩‍👩‍👧 é")
    #expect("one\ntwo\u{7}".shownLines == "one\ntwo\\x07")
  }

  @Test func progress() {
    let bar = ProgressBar(total: 10_000, language: .en)
    #expect(
      bar.line(2_500, elapsed: .seconds(10))
        == "[#####...............] 25 %  2500 of 10000 trials, 0:30 left")
    #expect(
      bar.line(10_000, elapsed: .seconds(10))
        == "[####################] 100 %  10000 of 10000 trials, 0:00 left")
    #expect(bar.line(0, elapsed: .zero).contains("0 %"))
    #expect(
      ProgressBar(total: 100, language: .zh).line(50, elapsed: .seconds(100))
        == "[##########..........] 50%  已完成50/100次模拟，剩余1:40")
  }

  @Test("What does not fit into memory is refused with what would") func shortage() {
    let shortage = MemoryShortage(
      needed: 6_000_000_000, allowed: 1_500_000_000, measures: 3_000, months: 120)
    let outcome = Outcome(of: shortage, signal: nil)
    #expect(outcome.code == 71)
    #expect(
      outcome.text
        == "error: 3000 different measures over 120 months would take about 6000 MB, there are "
        + "1500 MB for them; nothing was simulated; about 750 measures would fit, or as many over fewer "
        + "months\n")
  }

  @Test("A cause that nobody foresaw is called our fault") func ownBug() {
    struct Unforeseen: Error {}
    let outcome = Outcome(of: Unforeseen(), signal: nil)
    #expect(outcome.code == 70)
    #expect(outcome.text.contains("please report it"))
  }
}
