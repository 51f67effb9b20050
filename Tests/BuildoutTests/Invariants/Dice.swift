/// SplitMix64: the tests' own random draws, so that they do not lean on the generator they test.
///
/// Source: Steele, Lea and Flood (2014), doi:10.1145/2714064.2660195.
struct Dice {
  private var state: UInt64

  init(_ seed: Int) { state = UInt64(bitPattern: Int64(seed)) &* 0x9e37_79b9_7f4a_7c15 &+ 1 }

  mutating func bits() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }

  mutating func whole(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + Int(bits() % UInt64(range.count))
  }

  /// A number of hundredths.
  mutating func number(_ low: Double, _ high: Double) -> Double {
    Double(whole(Int((low * 100).rounded())...Int((high * 100).rounded()))) / 100
  }

  mutating func coin(_ chance: Double = 0.5) -> Bool { Double(bits() >> 11) * 0x1p-53 < chance }

  mutating func one<Item>(of items: [Item]) -> Item { items[whole(0...items.count - 1)] }
}
