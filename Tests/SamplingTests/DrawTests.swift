import Foundation
import TestSupport
import Testing

@testable import Sampling

@Suite struct DrawTests {
  /// Draws are part of every published result. A change here is a change of all of them: announce
  /// it, then record anew with BUILDOUT_RECORD=1.
  @Test func drawsArePinned() throws {
    let lines = try Case.all().map { item in
      let generator = item.generator()
      let draws = (0..<3).map { _ in item.distribution.sampler.draw(generator) }
      return "\(item.name); " + draws.map { "\($0)" }.joined(separator: " ")
    }
    if Snapshots.isRecording {
      let header = "# The first three draws of each distribution from one stream: name; draws\n"
      try (header + lines.joined(separator: "\n") + "\n")
        .write(to: Snapshots().url("draws.txt"), atomically: true, encoding: .utf8)
    }
    let recorded = try Snapshots.lines("draws.txt")
    #expect(recorded.count == lines.count)
    for (line, expected) in zip(lines, recorded) {
      let (name, draws) = try Self.parse(line)
      let (expectedName, expectedDraws) = try Self.parse(expected)
      #expect(name == expectedName)
      for (x, y) in zip(draws, expectedDraws) {
        #expect(isClose(x, y, relative: 1e-12), "\(name): \(x), not \(y)")
      }
    }
  }

  private static func parse(_ line: String) throws -> (String, [Double]) {
    let parts = line.components(separatedBy: "; ")
    try #require(parts.count == 2)
    return (parts[0], try parts[1].split(separator: " ").map { try #require(Double($0)) })
  }

  /// Kolmogorov and Smirnov's test for continuous distributions, Pearson's for counts and tables. The seed is
  /// fixed, so a pass is for good; the limits are those of a false alarm in ten thousand.
  @Test(arguments: try Case.withEdges())
  func drawsFollowTheLaw(_ item: Case) {
    let count = 20_000
    let draws = item.draws(count).sorted()
    if item.distribution.isCount || ["table", "resample"].contains(item.distribution.name) {
      let edges =
        (1..<20).map { item.distribution.quantile(Double($0) / 20) } + [
          item.distribution.upperBound
        ]
      var statistic = 0.0
      var cells = 0
      var below = (observed: 0, expected: 0.0)
      for edge in Set(edges).sorted() {
        let observed = draws.firstIndex { $0 > edge } ?? count
        let expected = Double(count) * item.distribution.cdf(edge)
        guard expected - below.expected > 5 else { continue }
        let difference = Double(observed - below.observed) - (expected - below.expected)
        statistic += difference * difference / (expected - below.expected)
        cells += 1
        below = (observed, expected)
      }
      // Wilson and Hilferty's cube root is normal enough for a limit.
      let df = Double(max(cells - 1, 1))
      let z = (cbrt(statistic / df) - (1 - 2 / (9 * df))) / (2 / (9 * df)).squareRoot()
      #expect(z < 3.72, "chi-square \(statistic) in \(cells) cells")
    } else {
      var distance = 0.0
      for (index, x) in draws.enumerated() {
        let p = item.distribution.cdf(x)
        distance = max(distance, p - Double(index) / Double(count))
        distance = max(distance, Double(index + 1) / Double(count) - p)
      }
      #expect(distance * Double(count).squareRoot() < 2.23, "distance \(distance)")
    }
    #expect(
      draws[0] >= item.distribution.lowerBound && draws[count - 1] <= item.distribution.upperBound)
  }

  @Test(arguments: try Case.all())
  func scaledByOneIsTheDrawItself(_ item: Case) {
    let plain = item.generator()
    let scaled = item.generator()
    for _ in 0..<50 {
      let x = item.distribution.sampler.draw(plain)
      #expect(item.distribution.sampler.draw(scaled, meanScaledBy: 1) == x)
      #expect(item.distribution.sampler.draw(scaled, meanScaledBy: 0) == 0)
    }
  }

  /// Scaling a distribution of counts is drawing from the scaled distribution, word for word.
  @Test func countsScaleTheirMean() throws {
    let pairs: [(Distribution, Double, Distribution)] = [
      (try .poisson(mean: 3), 2.5, try .poisson(mean: 7.5)),
      (try .poisson(mean: 400), 0.25, try .poisson(mean: 100)),
      (
        try .binomial(trials: 40, probability: 0.25), 2,
        try .binomial(trials: 40, probability: 0.5)
      ),
      (
        try .binomial(trials: 40, probability: 0.25), 5,
        try .binomial(trials: 40, probability: 1)
      ),
      (try .bernoulli(probability: 0.25), 3, try .bernoulli(probability: 0.75)),
      (try .bernoulli(probability: 0.25), 9, try .bernoulli(probability: 1)),
      (
        try .negativeBinomial(mean: 4, size: 2), 3, try .negativeBinomial(mean: 12, size: 2)
      ),
      (try .geometric(probability: 0.5), 4, try .geometric(probability: 0.125)),
      (try .geometric(probability: 0.5), 0.25, try .geometric(probability: 1)),
    ]
    for (distribution, scale, scaledLaw) in pairs {
      let one = Generator(seed: 4)
      let other = Generator(seed: 4)
      for trial in 0..<200 as Range<UInt32> {
        one.select(trial: trial, StreamKey(entity: 1, purpose: .output))
        other.select(trial: trial, StreamKey(entity: 1, purpose: .output))
        #expect(
          distribution.sampler.draw(one, meanScaledBy: scale) == scaledLaw.sampler.draw(other))
      }
    }
  }

  @Test(arguments: try Case.all().filter { !$0.distribution.isCount })
  func quantitiesScaleTheirValue(_ item: Case) {
    let plain = item.generator()
    let scaled = item.generator()
    for _ in 0..<50 {
      let x = item.distribution.sampler.draw(plain)
      #expect(item.distribution.sampler.draw(scaled, meanScaledBy: 2.5) == 2.5 * x)
    }
  }

  @Test func hugeScalesEnd() throws {
    let generator = Generator(seed: 1)
    for distribution: Distribution in [
      try .poisson(mean: 1e6), try .negativeBinomial(mean: 1e6, size: 0.5),
      try .geometric(probability: 1e-6), try .binomial(trials: 1_000_000, probability: 0.4),
    ] {
      for scale in [1e6, 1e300, .infinity] {
        let x = distribution.sampler.draw(generator, meanScaledBy: scale)
        #expect(x >= 0 && (x <= 4.3e9 || x == .infinity))
      }
    }
  }

  @Test func degenerateLawsGiveTheirValue() throws {
    let expected: [(Distribution, Double)] = [
      (try .constant(-2), -2), (try .uniform(min: 3, max: 3), 3),
      (try .triangular(min: 3, mode: 3, max: 3), 3), (try .pert(min: 3, mode: 3, max: 3), 3),
      (try .normal(mean: 3, sd: 0), 3), (try .truncatedNormal(mean: 3, sd: 0, min: 2, max: 4), 3),
      (try .truncatedNormal(mean: 9, sd: 1, min: 4, max: 4), 4),
      (try .lognormal(median: 3, sigma: 0), 3), (try .lognormal(mean: 3, cv: 0), 3),
      (try .gamma(mean: 3, cv: 0), 3), (try .beta(alpha: 2, beta: 2, min: 3, max: 3), 3),
      (try .studentT(df: 4, location: 3, scale: 0), 3), (try .poisson(mean: 0), 0),
      (try .binomial(trials: 0, probability: 0.5), 0),
      (try .binomial(trials: 9, probability: 0), 0),
      (try .binomial(trials: 9, probability: 1), 9), (try .bernoulli(probability: 0), 0),
      (try .bernoulli(probability: 1), 1), (try .geometric(probability: 1), 1),
      (try .negativeBinomial(size: 2, probability: 1), 0),
      (try .negativeBinomial(mean: 0, size: 2), 0), (try .table(values: [3], weights: [1]), 3),
      (try .table(values: [3, 4], weights: [1, 0]), 3), (try .resample([3]), 3),
    ]
    let generator = Generator(seed: 6)
    for (distribution, value) in expected {
      for _ in 0..<100 { #expect(distribution.sampler.draw(generator) == value, "\(distribution)") }
      #expect(distribution.mean == value && distribution.variance == 0, "\(distribution)")
      #expect(
        distribution.lowerBound == value && distribution.upperBound == value, "\(distribution)")
      #expect(distribution.quantile(0.3) == value, "\(distribution)")
      #expect(distribution.cdf(value) == 1 && distribution.cdf(value - 0.5) == 0, "\(distribution)")
    }
  }

  @Test func everyKindOfSamplerIsAmongTheCases() throws {
    let kinds = (0...UInt8.max).compactMap(Sampler.Kind.init(rawValue:))
    let tested = try Case.all().map(\.distribution.sampler.kind)
    #expect(Set(kinds).subtracting(tested) == [.constant])
  }

  @Test func countsAreKnownByTheirKind() throws {
    let counts = try Case.all().filter(\.distribution.isCount).map(\.distribution.name)
    #expect(
      Set(counts) == [
        "poisson", "binomial", "negativeBinomial", "geometric", "bernoulli",
      ])
    #expect(try !Distribution.constant(3).isCount)
    #expect(try !Distribution.table(values: [0, 3], weights: [1, 1]).isCount)
    #expect(try !Distribution.resample([0, 3]).isCount)
  }
}
