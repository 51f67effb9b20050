import Foundation
import TestSupport
import Testing

@testable import Sampling

/// A distribution under test, by the name under which the files in Snapshots know it.
struct Case: Sendable, CustomTestStringConvertible {
  let name: String
  let distribution: Distribution

  init(_ name: String, _ distribution: Distribution) {
    self.name = name
    self.distribution = distribution
  }

  var testDescription: String { name }

  /// Every distribution, at ordinary parameters and at awkward ones.
  static func all() throws -> [Case] {
    [
      Case("uniform", try .uniform(min: -2, max: 5)),
      Case("triangular", try .triangular(min: 1, mode: 2, max: 6)),
      Case("pert", try .pert(min: 6, mode: 9, max: 16)),
      Case("pert at its edge", try .pert(min: 1, mode: 1, max: 5)),
      Case("pert of lambda 10", try .pert(min: 0, mode: 7, max: 8, lambda: 10)),
      Case("normal", try .normal(mean: 0.3, sd: 0.5)),
      Case("truncatedNormal", try .truncatedNormal(mean: 1, sd: 0.5, min: 0, max: 3)),
      Case("truncatedNormal on one side", try .truncatedNormal(mean: 1, sd: 0.5, min: 0)),
      Case(
        "truncatedNormal in the upper tail", try .truncatedNormal(mean: 0, sd: 1, min: 4, max: 6)),
      Case(
        "truncatedNormal in the lower tail", try .truncatedNormal(mean: 10, sd: 2, min: 0, max: 5)),
      Case("lognormal", try .lognormal(median: 2, sigma: 0.4)),
      Case("lognormal by mean", try .lognormal(mean: 3, cv: 0.5)),
      Case("gamma by mean", try .gamma(mean: 1, cv: 0.4)),
      Case("gamma of a small shape", try .gamma(shape: 0.3, scale: 2)),
      Case("gamma of a large shape", try .gamma(shape: 1e6, scale: 0.001)),
      Case("beta", try .beta(alpha: 2.5, beta: 0.7)),
      Case("beta of small shapes", try .beta(alpha: 0.2, beta: 0.3, min: -1, max: 3)),
      Case("beta of large shapes", try .beta(alpha: 300_000, beta: 200_000)),
      Case("exponential", try .exponential(mean: 2.5)),
      Case("weibull", try .weibull(shape: 1.7, scale: 3)),
      Case("weibull of a small shape", try .weibull(shape: 0.6, scale: 3)),
      Case("studentT", try .studentT(df: 4, location: 1, scale: 2)),
      Case("studentT just above 2", try .studentT(df: 2.0001)),
      Case("poisson", try .poisson(mean: 2.5)),
      Case("poisson of a large mean", try .poisson(mean: 250)),
      Case("poisson of the largest mean", try .poisson(mean: 1e6)),
      Case("binomial", try .binomial(trials: 30, probability: 0.3)),
      Case("binomial of the most trials", try .binomial(trials: 1_000_000, probability: 0.4)),
      Case("negativeBinomial", try .negativeBinomial(size: 2.5, probability: 0.3)),
      Case("negativeBinomial by mean", try .negativeBinomial(mean: 250, size: 8)),
      Case("geometric", try .geometric(probability: 0.2)),
      Case("bernoulli", try .bernoulli(probability: 0.3)),
      Case("table", try .table(values: [5, 1, 9, 2], weights: [3, 1, 2, 4])),
      Case("resample", try .resample([1.5, 2.5, 2.5, 4])),
    ]
  }

  /// And at the edges of what the project's own samplers take.
  static func withEdges() throws -> [Case] {
    try all() + [
      Case("gamma of shape 1", try .gamma(shape: 1, scale: 3)),
      Case("gamma of the largest shape", try .gamma(shape: 1e8, scale: 1e-6)),
      Case("beta of shapes 1", try .beta(alpha: 1, beta: 1, min: 2, max: 5)),
      Case("beta of shapes 1 and many", try .beta(alpha: 1, beta: 1e6)),
      Case("beta of the largest shapes", try .beta(alpha: 1e6, beta: 1e6)),
      Case("lognormal of the widest sigma", try .lognormal(median: 1, sigma: 10)),
      Case("lognormal of a narrow sigma", try .lognormal(median: 1e6, sigma: 1e-6)),
      Case("normal of a small sd", try .normal(mean: 1e6, sd: 1e-3)),
      Case("truncatedNormal of nearly no mass", try .truncatedNormal(mean: 0, sd: 1, min: 5.9)),
      Case(
        "truncatedNormal in a sliver", try .truncatedNormal(mean: 2, sd: 1, min: 1.5, max: 1.501)),
      Case("pert of the largest lambda", try .pert(min: 0, mode: 1, max: 3, lambda: 1e5)),
      Case("triangular rising", try .triangular(min: 0, mode: 2, max: 2)),
      Case("triangular falling", try .triangular(min: 0, mode: 0, max: 2)),
    ]
  }

  /// The same draws wherever the distribution stands in the list: its stream is named after it.
  func generator(trial: UInt32 = 0) -> Generator {
    let generator = Generator(seed: 20_260_101)
    generator.select(trial: trial, StreamKey(entity: EntityTag(name), month: 3, purpose: .output))
    return generator
  }

  /// One draw in each of so many trials.
  func draws(_ count: Int) -> [Double] {
    let generator = Generator(seed: 20_260_101)
    let sampler = distribution.sampler
    let tag = EntityTag(name)
    return withExtendedLifetime(distribution) {
      (0..<UInt32(count)).map { trial in
        generator.select(trial: trial, StreamKey(entity: tag, month: 3, purpose: .output))
        return sampler.draw(generator)
      }
    }
  }
}

extension Snapshots {
  /// The lines of a text beside these tests that are not comments.
  static func lines(_ name: String) throws -> [String] {
    try String(contentsOf: Snapshots().url(name), encoding: .utf8)
      .split(separator: "\n").map(String.init).filter { !$0.hasPrefix("#") }
  }
}

func isClose(_ x: Double, _ y: Double, relative: Double, absolute: Double = 0) -> Bool {
  x == y || (x - y).magnitude <= max(relative * max(x.magnitude, y.magnitude), absolute)
}
