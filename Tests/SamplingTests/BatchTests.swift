import CBatch
import CGSL
import Foundation
import TestSupport
import Testing

@testable import Sampling

@Suite("Draws side by side are those by themselves") struct BatchTests {
  /// A batch that is full, one that is not, and a single stream; streams that differ in trial, unit and visit.
  @Test(arguments: try Case.withEdges())
  func aBatchHasTheBitsOfSingleDraws(_ item: Case) {
    let batch = StreamBatch(seed: 3 << 40 | 11)
    let single = Generator(seed: 3 << 40 | 11)
    let tag = EntityTag(item.name).value
    var out = Array(repeating: 0.0, count: StreamBatch.limit)
    let scales: [Double] = (0..<StreamBatch.limit).map { (lane: Int) -> Double in
      lane % 7 == 0 ? 0 : 0.25 * Double(lane % 5 + 1)
    }
    for count in [StreamBatch.limit, 37, 1] {
      let keys: [StreamKey] = (0..<count).map { (lane: Int) -> StreamKey in
        StreamKey(
          entity: tag, unit: UInt32(lane % 3), month: UInt8(lane % 12), purpose: .output,
          visit: UInt16(lane % 2))
      }
      func select() {
        batch.select(tag, count: count)
        for (lane, key) in keys.enumerated() { batch.set(lane, trial: UInt32(lane * 91), key) }
      }
      func expectSingles(_ draw: (Int) -> Double) {
        for (lane, key) in keys.enumerated() {
          single.select(trial: UInt32(lane * 91), key)
          let expected = draw(lane)
          #expect(out[lane].bitPattern == expected.bitPattern, "lane \(lane) of \(count)")
        }
      }
      select()
      item.distribution.sampler.draw(batch, into: &out)
      expectSingles { _ in item.distribution.sampler.draw(single) }
      select()
      item.distribution.sampler.draw(batch, meansScaledBy: scales, into: &out)
      expectSingles { item.distribution.sampler.draw(single, meanScaledBy: scales[$0]) }
    }
  }

  /// Numbers below a bound, counted side by side and one by one; of some bounds that are a number's very value.
  @Test func countsBelowABound() {
    let generator = Generator(seed: 3 << 40 | 11)
    for (index, numbers) in [0, 1, 3, 4, 5, 31, 32, 33, 1_000].enumerated() {
      let key = StreamKey(
        entity: 1 << 50 | 4, unit: UInt32(index), month: 7, purpose: .thinning, visit: 3)
      generator.select(trial: 12, key)
      let drawn = (0..<numbers).map { _ in generator.uniform() }
      for bound in [0, 0x1p-33, 0.25, 0.3, 0.97, 1 - 0x1p-53, 1] + drawn.prefix(9) {
        let found = generator.count(ofFirst: numbers, below: bound, trial: 12, key)
        #expect(found == drawn.count { $0 < bound }, "\(numbers) below \(bound)")
      }
    }
  }

  @Test func consecutiveTrialsAreAShortForm() {
    let key = StreamKey(entity: 1 << 50 | 4, unit: 2, month: 7, purpose: .duration, visit: 3)
    let batch = StreamBatch(seed: 8)
    var uniforms = Array(repeating: 0.0, count: 100)
    batch.select(trials: 1_000..<1_100, key)
    try? Distribution.uniform(min: 0, max: 1).sampler.draw(batch, into: &uniforms)
    let single = Generator(seed: 8)
    for (lane, value) in uniforms.enumerated() {
      single.select(trial: UInt32(1_000 + lane), key)
      #expect(value == single.uniform())
    }
  }

  /// The quantile, the logarithm and the exponential beside GSL's and libm's.
  @Test func theArithmeticIsExactToUlps() {
    let tails: [Double] = (2...53).map { (power: Int) -> Double in pow(2, -Double(power)) }
    let probabilities = (1..<20_000).map { Double($0) / 20_000 } + tails + tails.map { 1 - $0 }
    for p in probabilities {
      let z = cbatch_quantile(p)
      #expect(isClose(z, gsl_cdf_ugaussian_Pinv(p), relative: 2e-15, absolute: 1e-15), "\(p)")
      #expect(isClose(cbatch_log(p), log(p), relative: 5e-16), "\(p)")
      let x = (p - 0.5) * 1_400
      #expect(isClose(cbatch_exp(x), exp(x), relative: 5e-16), "\(x)")
    }
    #expect(cbatch_log(1) == 0 && cbatch_exp(0) == 1 && cbatch_quantile(0.5) == 0)
  }

  /// A hundred million draws each beside the distribution's distribution function, which is GSL's: Pearson's test in
  /// cells of a hundredth, and of ever less towards the ends, to a millionth.
  @Test(.enabled(if: Proof.isLong), arguments: try Case.batched())
  func aHundredMillionDrawsFollowTheLaw(_ item: Case) {
    let total = 100_000_000
    let tails: [Double] = (1...12).map { (third: Int) -> Double in pow(10, -2 - Double(third) / 3) }
    let inner = (1..<100).map { Double($0) / 100 }
    let probabilities = (tails + inner + tails.map { 1 - $0 }).sorted()
    let edges = probabilities.map { item.distribution.quantile($0) }
    var below = edges.map { item.distribution.cdf($0) }
    below.append(1)
    var counts = Array(repeating: 0, count: below.count)
    // Where to begin to look for a value's cell: every edge's place in a fine grid.
    let (least, greatest) = (edges[0], edges[edges.count - 1])
    let scale = 4_096 / (greatest - least)
    let starts = (0...4_096).map { index in
      edges.firstIndex { $0 >= least + (Double(index) - 1) / scale } ?? edges.count - 1
    }
    let batch = StreamBatch(seed: 77)
    var out = Array(repeating: 0.0, count: StreamBatch.limit)
    for first in stride(from: 0, to: total, by: out.count) {
      let trials = UInt32(first)..<UInt32(min(total, first + out.count))
      batch.select(
        trials: trials, StreamKey(entity: EntityTag(item.name).value, purpose: .output))
      item.distribution.sampler.draw(batch, into: &out)
      for value in out[..<trials.count] {
        let index = (min(max(value, least), greatest) - least) * scale
        var cell = value > greatest ? edges.count : starts[Int(index)]
        while cell < edges.count && edges[cell] < value { cell += 1 }
        counts[cell] += 1
      }
    }
    var statistic = 0.0
    var cells = 0
    for cell in counts.indices {
      let expected = Double(total) * (below[cell] - (cell == 0 ? 0 : below[cell - 1]))
      guard expected > 5 else { continue }
      let difference = Double(counts[cell]) - expected
      statistic += difference * difference / expected
      cells += 1
    }
    let df = Double(cells - 1)
    let z = (cbrt(statistic / df) - (1 - 2 / (9 * df))) / (2 / (9 * df)).squareRoot()
    #expect(z < 4.3, "\(item.name): chi-square \(statistic) in \(cells) cells")
  }
}

extension Case {
  /// The kinds of which the sampler is the project's own.
  static let ownKinds: Set<Sampler.Kind> = [
    .uniform, .triangular, .beta, .normal, .truncatedNormal, .lognormal, .gamma, .exponential,
  ]

  /// The distributions of which the sampler is the project's own.
  static func batched() throws -> [Case] {
    try withEdges().filter {
      ownKinds.contains($0.distribution.sampler.kind)
    }
  }
}
