import Foundation
import Testing

/// A collection of hostile files, each with one planted fault, translated to this language. The numbers
/// are the collection's; what is not a scenario's to say here is told beside the case.
@Suite struct HostileFileTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  static let base = """
    scenario:
      id: demo
      title: Demo
      start: 2026-01
      months: 12
    factors:
      a: {gamma: {mean: 1, cv: .2}}
      b: {gamma: {mean: 1, cv: .2}}
      c: {gamma: {mean: 1, cv: .2}}
    programmes:
      housing: {unit: home, steps: {build: {rate: {poisson: 4.2}, factors: {a: 1, b: 1, c: 1}}}}
      permits: {unit: permit, cohorts: [{number: 3}], steps: {a: {takes: 1}, b: {takes: 1}}}
    targets:
      housing: {measure: housing.completed, atLeast: 55, due: 2026-12}

    """

  struct Case: CustomTestStringConvertible, Sendable {
    let number: Int
    let name: String
    /// The piece of the base that is put in place of another.
    let old: String
    let new: String
    /// Pieces of what the author reads, each of which must stand there.
    let says: [String]

    var testDescription: String { "\(number) \(name)" }
  }

  static let refused: [Case] = [
    // Nothing is expanded: an anchor is refused where it stands.
    Case(
      number: 1, name: "billion laughs", old: "scenario:\n",
      new: "a: &a [x, x, x, x, x, x, x, x, x]\n"
        + zip("bcdefghi", "abcdefgh").map { name, before in
          "\(name): &\(name) [\(Array(repeating: "*\(before)", count: 9).joined(separator: ", "))]\n"
        }.joined() + "scenario:\n",
      says: [":1:4: error: '&a' is an anchor"]),
    Case(
      number: 5, name: "duplicate key", old: "  months: 12\n", new: "  months: 12\n  months: 5\n",
      says: [":6:3: error: the key 'months' is given a second time", "line 5, column 3"]),
    Case(
      number: 7, name: "unknown key", old: "  months: 12\n", new: "  monhts: 12\n",
      says: [":5:3: error: 'monhts' is not a key", "did you mean 'months'?"]),
    Case(
      number: 9, name: "binary tag", old: "title: Demo", new: "title: !!binary \"AAAA\"",
      says: [":3:10: error:", "'!!binary'"]),
    Case(
      number: 11, name: "second document", old: "due: 2026-12}\n",
      new: "due: 2026-12}\n---\nscenario: {id: other}\n", says: [":15:1: error: a second document"]),
    Case(
      number: 13, name: "infinite mean", old: "poisson: 4.2", new: "poisson: .inf",
      says: [":11:57: error: '.inf' is infinite"]),
    Case(
      number: 15, name: "negative mean", old: "poisson: 4.2", new: "poisson: -3",
      says: [":11:57: error:", "-3"]),
    Case(
      number: 17, name: "gamma shape", old: "poisson: 4.2", new: "gamma: {shape: -1e18, scale: 1}",
      says: [":11:63: error:", "-1e18", "0.001"]),
    Case(
      number: 19, name: "probability", old: "poisson: 4.2", new: "bernoulli: 1.0000001",
      says: [":11:59: error:", "1.0000001", "at least 0 and at most 1"]),
    // The number of trials is given on the command line, see `trials()`.
    Case(
      number: 21, name: "integer overflow", old: "months: 12", new: "months: 99999999999999999999",
      says: [":5:11: error:", "99999999999999999999"]),
    Case(
      number: 23, name: "octal", old: "months: 12", new: "months: 010",
      says: [":5:11: error: '010' is octal for some YAML readers"]),
    Case(
      number: 23, name: "sexagesimal", old: "number: 3", new: "number: 190:20:30",
      says: [":12:46: error: '190:20:30' is a number to the base of 60"]),
    Case(
      number: 27, name: "order", old: "poisson: 4.2", new: "pert: [9, 4, 2]",
      says: [":11:54: error: 'pert' has min 9, mode 4, max 2"]),
    Case(
      number: 29, name: "correlation", old: "programmes:\n",
      new: "correlations:\n  - factors: [a, b, c]\n"
        + "    matrix: [[1, .9, -.9], [.9, 1, .9], [-.9, .9, 1]]\nprogrammes:\n",
      says: [":12:13: error:", "the smallest eigenvalue is -0.8 ", "'a' and 'b' contradict"]),
    Case(
      number: 31, name: "cycle", old: "a: {takes: 1}, b: {takes: 1}",
      new: "a: {takes: 1, after: [b]}, b: {takes: 1, after: [a]}",
      says: [":12:", "in a circle, a->b->a;"]),
    // There are no records of what has been built: the key is unknown, and all that is wrong is told.
    Case(
      number: 33, name: "actuals", old: "targets:\n",
      new: "actuals:\n  - {month: 2026-01, housing: -3}\ntargets:\n",
      says: [":13:1: error: 'actuals' is not a key of a scenario file"]),
  ]

  @Test(arguments: refused, ["check", "run"])
  func isRefused(_ fault: Case, _ command: String) throws {
    #expect(Self.base.contains(fault.old))
    try folder.write(
      Self.base.replacingOccurrences(of: fault.old, with: fault.new), to: "city.yaml")
    let result = try CommandLineProcess.run(command, "city.yaml", in: folder)
    #expect(result.code == 65)
    #expect(result.output.isEmpty)
    for piece in fault.says { #expect(result.errors.contains(piece), "\(result.errors)") }
  }

  @Test func baseIsAccepted() throws {
    try folder.write(Self.base, to: "city.yaml")
    #expect(try CommandLineProcess.run("check", "city.yaml", in: folder).code == 0)
  }

  /// 19: the ends themselves are probabilities.
  @Test(arguments: ["0", "1"]) func certainty(_ probability: String) throws {
    try folder.write(
      Self.base.replacing("poisson: 4.2", with: "bernoulli: \(probability)"), to: "city.yaml")
    #expect(try CommandLineProcess.run("check", "city.yaml", in: folder).code == 0)
  }

  /// 21 and 23: the number of trials is an argument, so a wrong one is a wrong argument.
  @Test(arguments: ["99999999999999999999", "190:20:30", "1e20", "0x10"])
  func trials(_ trials: String) throws {
    try folder.write(Self.base, to: "city.yaml")
    let result = try CommandLineProcess.run("run", "city.yaml", "--trials", trials, in: folder)
    #expect(result.code == 64)
    #expect(result.errors.contains(trials) && result.output.isEmpty)
  }

  /// 35: texts that a spreadsheet would take for formulas get an apostrophe, numbers do not.
  @Test func formulas() throws {
    let names = ["=cmd|'/c calc'!A1", "+1", "-2+3", "@sum(1)"]
    for name in names {
      let yaml = Self.base.replacing(
        "atLeast: 55", with: "title: \"\(name)\", atMost: -1.5")
      try folder.write(yaml, to: "city.yaml")
      let result = try CommandLineProcess.run(
        "run", "city.yaml", "--trials", "100", "--format", "csv", in: folder)
      #expect(result.code == 0)
      let row = try #require(result.output.split(whereSeparator: \.isNewline).dropFirst().first)
      let cells = row.split(separator: ",", omittingEmptySubsequences: false)
      #expect(cells.contains("'\(name)") && !cells.contains(Substring(name)), "\(row)")
      #expect(cells.contains("-1.5"), "\(row)")
    }
  }

  /// 37: where the byte stands; and a mark with Windows line ends is no fault.
  @Test func encoding() throws {
    let file = folder.url.appendingPathComponent("city.yaml")
    try (Data([0xEF, 0xBB, 0xBF]) + Data("scenario:\r\n  id: \"".utf8) + Data([0xFF, 0x80, 0x00]))
      .write(to: file)
    let result = try CommandLineProcess.run("check", "city.yaml", in: folder)
    #expect(result.code == 65)
    #expect(result.errors.contains("byte 22 of the file (0xFF, line 2) is not UTF-8"))
    let windows = "\u{FEFF}" + Self.base.replacing("\n", with: "\r\n")
    try Data(windows.utf8).write(to: file)
    #expect(try CommandLineProcess.run("check", "city.yaml", in: folder).code == 0)
  }
}
