import Testing

@testable import Sampling

@Suite struct ValidationTests {
  /// A factory of one argument, with what it must refuse and what it must accept.
  struct Rule: Sendable, CustomTestStringConvertible {
    let distribution: String
    let parameter: String
    let make: @Sendable (Double) throws -> Distribution
    let bad: [Double]
    let good: [Double]

    init(
      _ distribution: String, _ parameter: String, bad: [Double], good: [Double],
      _ make: @escaping @Sendable (Double) throws -> Distribution
    ) {
      self.distribution = distribution
      self.parameter = parameter
      self.make = make
      self.bad = bad
      self.good = good
    }

    var testDescription: String { "\(distribution) \(parameter)" }
  }

  static let shares: [Double] = [-1e-9, 1.0000001, 30]
  static let sizes: [Double] = [-1e16, 1e16]

  static var limits: [Rule] {
    [
      Rule("constant", "value", bad: sizes, good: [-1e15, 0, 1e15]) { try .constant($0) },
      Rule("uniform", "min", bad: sizes + [3], good: [-1e15, 2]) { try .uniform(min: $0, max: 2) },
      Rule("uniform", "max", bad: sizes + [1], good: [2, 1e15]) { try .uniform(min: 2, max: $0) },
      Rule("triangular", "min", bad: sizes + [3], good: [2]) {
        try .triangular(min: $0, mode: 2, max: 5)
      },
      Rule("triangular", "mode", bad: sizes + [6], good: [1, 5]) {
        try .triangular(min: 1, mode: $0, max: 5)
      },
      Rule("pert", "max", bad: sizes + [3], good: [4]) { try .pert(min: 1, mode: 4, max: $0) },
      Rule("pert", "lambda", bad: [-0.1, 2e6], good: [0, 4, 1e6]) {
        try .pert(min: 1, mode: 2, max: 4, lambda: $0)
      },
      Rule("normal", "mean", bad: sizes, good: [-3]) { try .normal(mean: $0, sd: 1) },
      Rule("normal", "sd", bad: [-1e-9, 1e16], good: [0, 1]) { try .normal(mean: 0, sd: $0) },
      Rule("truncatedNormal", "mean", bad: sizes + [-40], good: [2]) {
        try .truncatedNormal(mean: $0, sd: 1, min: 0, max: 3)
      },
      Rule("truncatedNormal", "sd", bad: [-1], good: [0, 2]) {
        try .truncatedNormal(mean: 1, sd: $0, min: 0, max: 3)
      },
      Rule("truncatedNormal", "min", bad: [4, 6.5], good: [-50, 2.9]) {
        try .truncatedNormal(mean: 1, sd: 1, min: $0, max: 3)
      },
      Rule("truncatedNormal", "max", bad: [-6, -1e16], good: [0]) {
        try .truncatedNormal(mean: 1, sd: 1, max: $0)
      },
      Rule("lognormal", "median", bad: [0, -1, 1e16], good: [1e-9, 1e15]) {
        try .lognormal(median: $0, sigma: 0.1)
      },
      Rule("lognormal", "sigma", bad: [-0.1, 11], good: [0, 10]) {
        try .lognormal(median: 1, sigma: $0)
      },
      Rule("lognormal", "mean", bad: [0, -1, 1e16], good: [1]) { try .lognormal(mean: $0, cv: 1) },
      Rule("lognormal", "cv", bad: [-0.1, 1001], good: [0, 1000]) {
        try .lognormal(mean: 1, cv: $0)
      },
      Rule("gamma", "mean", bad: [0, -3, 1e16], good: [1e-9]) { try .gamma(mean: $0, cv: 1) },
      Rule("gamma", "cv", bad: [-0.1, 1e-5, 31], good: [0, 1e-4, 30]) {
        try .gamma(mean: 1, cv: $0)
      },
      Rule("gamma", "shape", bad: [0, -1e18, 1e-4, 1e9], good: [1e-3, 1e8]) {
        try .gamma(shape: $0, scale: 1)
      },
      Rule("gamma", "scale", bad: [0, -1, 1e16], good: [1e-9]) { try .gamma(shape: 1, scale: $0) },
      Rule("beta", "alpha", bad: [0, -1, 1e7], good: [1e-3, 1e6]) {
        try .beta(alpha: $0, beta: 1)
      },
      Rule("beta", "beta", bad: [0, -1, 1e7], good: [1e-3, 1e6]) {
        try .beta(alpha: 1, beta: $0)
      },
      Rule("beta", "min", bad: sizes + [1.5], good: [-1, 1]) {
        try .beta(alpha: 1, beta: 1, min: $0)
      },
      Rule("exponential", "mean", bad: [0, -1, 1e16], good: [1e-9]) { try .exponential(mean: $0) },
      Rule("weibull", "shape", bad: [0, -1, 0.05, 1e5], good: [0.1, 1e4]) {
        try .weibull(shape: $0, scale: 1)
      },
      Rule("weibull", "scale", bad: [0, -1, 1e16], good: [1e-9]) {
        try .weibull(shape: 1, scale: $0)
      },
      Rule("studentT", "df", bad: [0, -1, 1e7], good: [0.1, 2, 1e6]) { try .studentT(df: $0) },
      Rule("studentT", "location", bad: sizes, good: [-3]) { try .studentT(df: 3, location: $0) },
      Rule("studentT", "scale", bad: [-1, 1e16], good: [0, 1]) { try .studentT(df: 3, scale: $0) },
      Rule("poisson", "mean", bad: [-1e-9, 5e9, 1_000_001], good: [0, 1e6]) {
        try .poisson(mean: $0)
      },
      Rule("binomial", "probability", bad: shares, good: [0, 1]) {
        try .binomial(trials: 3, probability: $0)
      },
      Rule("negativeBinomial", "size", bad: [0, -1, 1e10], good: [1e-3, 1e6]) {
        try .negativeBinomial(size: $0, probability: 0.5)
      },
      Rule("negativeBinomial", "probability", bad: shares + [0, 1e-9], good: [1e-3, 1]) {
        try .negativeBinomial(size: 2, probability: $0)
      },
      Rule("negativeBinomial", "mean", bad: [-1, 5e9], good: [0, 1e6]) {
        try .negativeBinomial(mean: $0, size: 2)
      },
      Rule("negativeBinomial", "size", bad: [0, -1, 1e10, 0.01], good: [0.1, 1e9]) {
        try .negativeBinomial(mean: 1e6, size: $0)
      },
      Rule("geometric", "probability", bad: shares + [0, 1e-7], good: [1e-6, 1]) {
        try .geometric(probability: $0)
      },
      Rule("bernoulli", "probability", bad: shares, good: [0, 1]) {
        try .bernoulli(probability: $0)
      },
      Rule("table", "value 2", bad: sizes, good: [-3]) {
        try .table(values: [1, $0], weights: [1, 1])
      },
      Rule("table", "weight 2", bad: [-1, 1e16], good: [0]) {
        try .table(values: [1, 2], weights: [1, $0])
      },
      Rule("resample", "value 2", bad: sizes, good: [-3]) { try .resample([1, $0]) },
    ]
  }

  @Test(arguments: limits)
  func badNumbersAreRefused(_ rule: Rule) {
    // One side of a truncated normal distribution may be left open, the other never.
    let openEnd: Double? =
      rule.distribution != "truncatedNormal"
      ? nil : rule.parameter == "min" ? -.infinity : rule.parameter == "max" ? .infinity : nil
    for value in rule.bad + [.nan, .infinity, -.infinity] where value != openEnd {
      let error = #expect(throws: DistributionError.self, "\(value)") { try rule.make(value) }
      #expect(error?.distribution == rule.distribution)
      #expect(error?.problem.isEmpty == false && error?.remedy.hasSuffix(".") == true)
    }
  }

  @Test(arguments: limits)
  func limitsThemselvesAreAccepted(_ rule: Rule) throws {
    let generator = Generator(seed: 2)
    for value in rule.good {
      let distribution = try rule.make(value)
      for _ in 0..<20 { #expect(distribution.sampler.draw(generator).isFinite, "\(distribution)") }
      #expect(distribution.quantile(0.5).isFinite, "\(distribution)")
    }
  }

  @Test func listsAreChecked() {
    for make: @Sendable () throws -> Distribution in [
      { try .table(values: [], weights: []) },
      { try .table(values: [1], weights: [1, 2]) },
      { try .table(values: [1, 2], weights: [0, 0]) },
      {
        try .table(
          values: Array(repeating: 1, count: 100_001), weights: Array(repeating: 1, count: 100_001))
      },
      { try .resample([]) },
      { try .resample(Array(repeating: 1, count: 100_001)) },
      { try .binomial(trials: -1, probability: 0.5) },
      { try .binomial(trials: 1_000_001, probability: 0.5) },
      { try .truncatedNormal(mean: 0, sd: 0, min: 1, max: 2) },
    ] {
      #expect(throws: DistributionError.self) { try make() }
    }
  }

  @Test func errorsReadAsSentences() {
    let negative = #expect(throws: DistributionError.self) {
      try Distribution.gamma(mean: -3, cv: 1)
    }
    #expect(
      negative?.description
        == "gamma: mean is -3; it must be above 0 and at most 1e15. "
        + "Give a mean within these limits.")
    #expect(negative?.parameter == "mean" && negative?.value == "-3")
    #expect(negative?.code == .outOfRange)

    let percent = #expect(throws: DistributionError.self) {
      try Distribution.bernoulli(probability: 30)
    }
    #expect(
      percent?.description
        == "bernoulli: probability is 30; it must be at least 0 and at most 1. "
        + "Give a share such as 0.3, not a percentage.")

    let order = #expect(throws: DistributionError.self) {
      try Distribution.pert(min: 6, mode: 5, max: 16)
    }
    #expect(
      order?.description
        == "pert: min is 6; it must not be above mode, which is 5. "
        + "Exchange the two, or correct one of them.")
    #expect(order?.code == .inconsistent)

    let unknown = #expect(throws: DistributionError.self) {
      try Distribution.normal(mean: .nan, sd: 1)
    }
    #expect(unknown?.code == .notFinite && unknown?.value == "nan")

    let many = #expect(throws: DistributionError.self) {
      try Distribution.negativeBinomial(size: 1e7, probability: 0.5)
    }
    #expect(many?.problem == "mean is 1e7; it must be at least 0 and at most 1000000")
  }

  @Test func lawsAreValues() throws {
    #expect(try Distribution.gamma(mean: 2, cv: 0.5) == .gamma(shape: 4, scale: 0.5))
    #expect(try Distribution.gamma(mean: 2, cv: 0) != .constant(2))
    let table = try Distribution.table(values: [1, 2], weights: [1, 3])
    #expect(try table == .table(values: [1, 2], weights: [1, 3]))
    #expect(try table != .table(values: [1, 2], weights: [1, 4]))
    #expect(try table.hashValue == Distribution.table(values: [1, 2], weights: [1, 3]).hashValue)
    #expect("\(table)" == "table(2 rows)")
    #expect(
      try "\(Distribution.pert(min: 6, mode: 9, max: 16))"
        == "pert(min: 6, mode: 9, max: 16, lambda: 4)")
    #expect(try "\(Distribution.gamma(mean: 2, cv: 0))" == "gamma(always 2)")
  }
}
