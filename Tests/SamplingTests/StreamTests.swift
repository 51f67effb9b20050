import Testing

@testable import Sampling

@Suite struct StreamTests {
  let base = StreamKey(entity: 1000, unit: 10, month: 5, purpose: .output, visit: 1)

  func words(_ key: StreamKey, trial: UInt32 = 3, seed: UInt64 = 9, count: Int = 6) -> [UInt32] {
    let generator = Generator(seed: seed)
    generator.select(trial: trial, key)
    return (0..<count).map { _ in generator.bits() }
  }

  @Test func sameKeySameWords() {
    #expect(words(base) == words(base))
  }

  @Test func everyPartOfTheKeyCounts() {
    var seen: Set<[UInt32]> = [words(base)]
    var count = 1
    func add(_ words: [UInt32]) {
      seen.insert(words)
      count += 1
    }
    add(words(base, trial: 4))
    add(words(base, trial: .max))
    add(words(base, seed: 10))
    // The seed's upper half counts as well.
    add(words(base, seed: 9 | 1 << 32))
    for change: (inout StreamKey) -> Void in [
      { $0.entity += 1 }, { $0.entity += 1 << 40 }, { $0.entity = .max }, { $0.unit += 1 },
      { $0.unit = StreamKey.unitLimit - 1 }, { $0.month += 1 }, { $0.month = 255 },
      { $0.visit += 1 }, { $0.visit = StreamKey.visitLimit - 1 },
    ] {
      var key = base
      change(&key)
      add(words(key))
    }
    for purpose in Purpose.allCases where purpose != base.purpose {
      var key = base
      key.purpose = purpose
      add(words(key))
    }
    #expect(seen.count == count)
  }

  @Test func interleavingDoesNotMatter() {
    var other = base
    other.month += 1
    let generator = Generator(seed: 9)
    generator.select(trial: 3, other)
    _ = generator.bits()
    generator.select(trial: 3, base)
    let first = (0..<6).map { _ in generator.bits() }
    generator.select(trial: 3, other)
    let second = (0..<6).map { _ in generator.bits() }
    #expect(first == words(base))
    #expect(second == words(other))
  }

  /// GSL's samplers read as many words as they need. Giving one entity another distribution must not move
  /// what the next draws.
  @Test func aDrawLeavesOtherStreamsUnmoved() throws {
    var results: Set<[Double]> = []
    let neighbour = try Distribution.gamma(mean: 2, cv: 0.5)
    for item in try Case.all() {
      let generator = Generator(seed: 1)
      var values: [Double] = []
      for trial in 0..<50 as Range<UInt32> {
        generator.select(trial: trial, StreamKey(entity: 1, purpose: .duration))
        _ = item.distribution.sampler.draw(generator)
        generator.select(trial: trial, StreamKey(entity: 2, purpose: .duration))
        values.append(neighbour.sampler.draw(generator))
      }
      results.insert(values)
    }
    #expect(results.count == 1)
  }

  @Test func nearbyStreamsAreUncorrelated() {
    // Pearson's r of 20,000 independent pairs has standard deviation 0.007.
    let generator = Generator(seed: 77)
    for shift in 1...4 as ClosedRange<UInt32> {
      var sum = 0.0
      for trial in 0..<20_000 as Range<UInt32> {
        generator.select(trial: trial, StreamKey(entity: 1, unit: 0, purpose: .chance))
        let first = generator.uniform() - 0.5
        generator.select(trial: trial, StreamKey(entity: 1, unit: shift, purpose: .chance))
        sum += first * (generator.uniform() - 0.5)
      }
      #expect((sum / 20_000 * 12).magnitude < 0.03)
    }
  }

  @Test func tagsDependOnTheIdAlone() {
    // Computed independently, in Python, from the definition.
    #expect(EntityTag("").value == 0xefd0_1f60_ba99_2926)
    #expect(EntityTag("roads").value == 0x9a5f_69af_7153_185e)
    #expect(EntityTag("道路").value == 0x3d0d_def4_3b8d_a4b0)
  }
}
