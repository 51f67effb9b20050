import Testing

@testable import Sampling

@Suite struct PhiloxTests {
  /// The three vectors of Random123's kat_vectors for philox4x32 with ten rounds.
  @Test func agreesWithRandom123() {
    let ones = UInt32.max
    #expect(
      Philox.block(counter: (0, 0, 0, 0), key: (0, 0))
        == [0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8])
    #expect(
      Philox.block(counter: (ones, ones, ones, ones), key: (ones, ones))
        == [0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd])
    #expect(
      Philox.block(
        counter: (0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344),
        key: (0xa409_3822, 0x299f_31d0))
        == [0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1])
  }

  /// The layout is part of every published result: it says which words a key stands for.
  @Test func keysArePackedAsDocumented() {
    let generator = Generator(seed: 0x0123_4567_89ab_cdef)
    let key = StreamKey(
      entity: 0x0f0f_0000_dead_beef, unit: 0xf_edcb, month: 0xa5, purpose: .capacity, visit: 0x9ab)
    generator.select(trial: 0x7654_3210, key)
    for block in 0..<3 as Range<UInt32> {
      let expected = Philox.block(
        counter: (0x9ab0_0000 | block, 0x7654_3210, 0xdead_beef, 0xea5f_edcb),
        key: (0x89ab_cdef, 0x0123_4567 ^ 0x0f0f_0000))
      #expect((0..<4).map { _ in generator.bits() } == expected)
    }
  }

  @Test func uniformNumbersAreWordsOver2To32() {
    let words = Generator(seed: 5)
    let uniforms = Generator(seed: 5)
    for _ in 0..<100 { #expect(uniforms.uniform() == Double(words.bits()) / 4_294_967_296) }
  }

  @Test func purposesFitFourBitsAndNeverMove() {
    #expect(Purpose.allCases.map(\.rawValue) == Array(0...8) + [10, 11, 13, 14])
    #expect(Purpose.allCases.allSatisfy { $0.rawValue < 16 })
  }
}
