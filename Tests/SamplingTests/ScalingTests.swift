import Testing

@testable import Sampling

@Suite struct ScalingTests {
  @Test(arguments: try Case.all()) func everyMeanGrowsByATenth(_ distribution: Case) throws {
    guard distribution.name != "poisson of the largest mean" else {
      #expect(throws: DistributionError.self) { try distribution.distribution.scaled(by: 1.1) }
      return
    }
    let scaled = try distribution.distribution.scaled(by: 1.1)
    let mean = distribution.distribution.mean * 1.1
    #expect((scaled.mean - mean).magnitude <= 1e-9 * max(1, mean.magnitude))
    #expect(scaled.isCount == distribution.distribution.isCount)
    guard !distribution.distribution.isCount else { return }
    for p in [0.01, 0.3, 0.5, 0.9, 0.999] {
      let quantile = distribution.distribution.quantile(p) * 1.1
      #expect((scaled.quantile(p) - quantile).magnitude <= 1e-6 * max(1, quantile.magnitude))
    }
  }

  @Test func probabilitiesStayBelowOne() throws {
    #expect(try Distribution.constant(0.5).scaledWithinOne(by: 1.1).constantValue == 0.55)
    #expect(try Distribution.constant(0.95).scaledWithinOne(by: 1.1).constantValue == 1)
    let beta = try Distribution.beta(alpha: 3, beta: 7).scaledWithinOne(by: 1.1)
    #expect((beta.mean - 0.33).magnitude < 1e-12)
    #expect(beta.upperBound == 1)
    #expect(throws: DistributionError.self) {
      try Distribution.beta(alpha: 19, beta: 1).scaledWithinOne(by: 1.1)
    }
    #expect(throws: DistributionError.self) {
      try Distribution.uniform(min: 0.5, max: 1).scaledWithinOne(by: 1.1)
    }
    #expect(throws: DistributionError.self) {
      try Distribution.bernoulli(probability: 0.95).scaled(by: 1.1)
    }
  }
}
