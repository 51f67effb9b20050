import Sampling

/// How scenarios spell a distribution, and the factory that makes it of what they say.
struct DistributionSpelling: Sendable {
  typealias Make<each Input> =
    @Sendable (repeat each Input) throws(DistributionError) -> Distribution

  /// One way to give the parameters.
  struct Way: Sendable {
    /// All of them, in the order in which the factory takes them.
    let names: [String]
    /// Those of them, the last ones, that may be left out, with the values that they then have.
    let optional: [(name: String, value: Double)]
    /// Takes a value for each of the names.
    let make: Make<[Double]>

    var required: ArraySlice<String> { names.dropLast(optional.count) }

    init<each Parameter: DistributionParameter>(
      _ required: String..., optional: [(name: String, value: Double)] = [],
      make: @escaping Make<repeat each Parameter>
    ) {
      names = required + optional.map(\.name)
      self.optional = optional
      self.make = { values throws(DistributionError) in
        var values = values[...]
        return try make(repeat (each Parameter)(values.removeFirst()))
      }
    }
  }

  enum Shape: Sendable {
    /// One number.
    case number(Way)
    /// Numbers in a fixed order.
    case list(Way)
    /// Named numbers, in one of several ways.
    case mapping([Way])
    /// Values, and a weight for each.
    case table(Make<[Double], [Double]>)
    /// A list of any length.
    case data(Make<[Double]>)
  }

  let name: String
  let shape: Shape

  /// The named parameters.
  var parameters: [String] {
    switch shape {
    case .mapping(let ways):
      ways.flatMap(\.names).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    case .table: ["values", "weights"]
    case .number, .list, .data: []
    }
  }

  /// Every distribution of the language, in the order in which a message lists them.
  static let all = [
    DistributionSpelling(
      name: "constant", shape: .number(Way("value", make: Distribution.constant))),
    DistributionSpelling(
      name: "uniform", shape: .list(Way("min", "max", make: Distribution.uniform))),
    DistributionSpelling(
      name: "triangular", shape: .list(Way("min", "mode", "max", make: Distribution.triangular))),
    DistributionSpelling(
      name: "pert",
      shape: .list(Way("min", "mode", "max", optional: [("lambda", 4)], make: Distribution.pert))),
    DistributionSpelling(
      name: "normal",
      shape: .mapping([
        Way("mean", "sd", optional: [("min", -.infinity), ("max", .infinity)], make: normal)
      ])),
    DistributionSpelling(
      name: "lognormal",
      shape: .mapping([
        Way("median", "sigma", make: Distribution.lognormal(median:sigma:)),
        Way("mean", "cv", make: Distribution.lognormal(mean:cv:)),
      ])),
    DistributionSpelling(
      name: "gamma",
      shape: .mapping([
        Way("mean", "cv", make: Distribution.gamma(mean:cv:)),
        Way("shape", "scale", make: Distribution.gamma(shape:scale:)),
      ])),
    DistributionSpelling(
      name: "beta",
      shape: .mapping([
        Way("alpha", "beta", optional: [("min", 0), ("max", 1)], make: Distribution.beta)
      ])),
    DistributionSpelling(
      name: "exponential", shape: .number(Way("mean", make: Distribution.exponential))),
    DistributionSpelling(
      name: "weibull", shape: .mapping([Way("shape", "scale", make: Distribution.weibull)])),
    DistributionSpelling(
      name: "studentT",
      shape: .mapping([
        Way("df", optional: [("location", 0), ("scale", 1)], make: Distribution.studentT)
      ])),
    DistributionSpelling(name: "poisson", shape: .number(Way("mean", make: Distribution.poisson))),
    DistributionSpelling(
      name: "binomial", shape: .mapping([Way("trials", "probability", make: Distribution.binomial)])
    ),
    DistributionSpelling(
      name: "negativeBinomial",
      shape: .mapping([
        Way("mean", "size", make: Distribution.negativeBinomial(mean:size:)),
        Way("size", "probability", make: Distribution.negativeBinomial(size:probability:)),
      ])),
    DistributionSpelling(
      name: "geometric", shape: .number(Way("probability", make: Distribution.geometric))),
    DistributionSpelling(
      name: "bernoulli", shape: .number(Way("probability", make: Distribution.bernoulli))),
    DistributionSpelling(name: "table", shape: .table(Distribution.table)),
    DistributionSpelling(name: "resample", shape: .data(Distribution.resample)),
  ]
  static let names = all.map(\.name)

  /// Named parameters that are whole numbers.
  static let whole = ["trials": 0...1_000_000]

  static func named(_ name: String) -> DistributionSpelling? { all.first { $0.name == name } }

  private static func normal(
    mean: Double, sd: Double, min: Double, max: Double
  ) throws(DistributionError) -> Distribution {
    min == -.infinity && max == .infinity
      ? try .normal(mean: mean, sd: sd)
      : try .truncatedNormal(mean: mean, sd: sd, min: min, max: max)
  }
}

/// What a factory takes for a parameter: a number, or a whole one.
protocol DistributionParameter: Sendable {
  init(_ number: Double)
}

extension Double: DistributionParameter {}
extension Int: DistributionParameter {}
