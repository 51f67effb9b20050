import Buildout
import Sampling

extension ScenarioSchema {
  /// The roles of quantities, each once, by the name of its definition.
  static let roles: [(name: String, role: Quantity.Role)] = {
    let all: [Quantity.Role] = [
      .rate, .levelRate, .perTrial, .level, .duration, .stepChance, .size, .arrivals, .progress,
      .capacity, .chance, .monthlyChance, .spell, .effect, .delay,
    ]
    var named: [(name: String, role: Quantity.Role)] = []
    for role in all where !named.contains(where: { $0.name == name(of: role) }) {
      named.append((name(of: role), role))
    }
    return named
  }()

  private static func name(of role: Quantity.Role) -> String {
    let bound =
      switch role.bound {
      case .any: "any"
      case .notNegative: "amount"
      case .unitInterval: "chance"
      }
    return "\(bound)-by-\(role.each.map(\.rawValue).sorted().joined(separator: "-"))"
  }

  /// A number or a distribution, by reference.
  static func quantity(_ role: Quantity.Role) -> SchemaValue { ref(name(of: role)) }

  /// The numbers that a bound allows.
  private static func limits(_ bound: Quantity.Role.Bound) -> SchemaValue {
    switch bound {
    case .any: number()
    case .notNegative: number(from: 0)
    case .unitInterval: number(from: 0, to: 1)
    }
  }

  /// A number or a distribution, in full.
  ///
  /// - Parameter factor: Whether it is a factor, which has a title beside its distribution.
  static func quantity(_ role: Quantity.Role, factor: Bool) -> SchemaValue {
    // A chance has no distribution without an end.
    let unfit = role.bound == .unitInterval ? ["exponential", "weibull"] : []
    var values: [String: SchemaValue] = [
      "each": words(role.each.map(\.rawValue)), "title": title(), "basis": ref("basis"),
    ]
    for distribution in DistributionSpelling.all {
      values[distribution.name] = schema(of: distribution, role.bound)
    }
    let set = factor ? Vocabulary.factor : Vocabulary.quantity
    return mapping(
      KeySet(set.owner, keys: set.keys.filter { !unfit.contains($0) }), "Distributions", values
    )
    .adding(limits(role.bound))
    .adding([
      "type": ["number", "object"],
      "allOf": [
        when(["type": "object"], one(of: DistributionSpelling.names.filter { !unfit.contains($0) }))
      ],
    ])
  }

  /// What the sampler takes for a parameter; any number where nothing is said.
  static let parameterLimits: [String: SchemaValue] = [
    "normal.sd": number(from: 0), "lognormal.median": number(from: 0, above: true),
    "lognormal.sigma": number(from: 0, to: 10), "lognormal.mean": number(from: 0, above: true),
    "lognormal.cv": number(from: 0, to: 1000), "gamma.mean": number(from: 0, above: true),
    "gamma.cv": number(from: 0, to: 30), "gamma.shape": number(from: 1e-3, to: 1e8),
    "gamma.scale": number(from: 0, above: true), "beta.alpha": number(from: 1e-3, to: 1e6),
    "beta.beta": number(from: 1e-3, to: 1e6), "exponential.mean": number(from: 0, above: true),
    "weibull.shape": number(from: 0.1, to: 1e4), "weibull.scale": number(from: 0, above: true),
    "studentT.df": number(from: 0.1, to: 1e6), "studentT.scale": number(from: 0),
    "poisson.mean": number(from: 0, to: 1e6), "binomial.probability": number(from: 0, to: 1),
    "negativeBinomial.mean": number(from: 0, to: 1e6),
    "negativeBinomial.size": number(from: 1e-3, to: 1e9),
    "negativeBinomial.probability": number(from: 0, to: 1, above: true),
    "geometric.probability": number(from: 1e-6, to: 1),
    "bernoulli.probability": number(from: 0, to: 1),
  ]

  private static func parameter(_ distribution: DistributionSpelling, _ name: String) -> SchemaValue
  {
    if let range = DistributionSpelling.whole[name] { return whole(range) }
    return parameterLimits["\(distribution.name).\(name)"] ?? number()
  }

  private static func schema(of distribution: DistributionSpelling, _ bound: Quantity.Role.Bound)
    -> SchemaValue
  {
    switch distribution.shape {
    case .number(let way):
      return distribution.name == "constant" ? limits(bound) : parameter(distribution, way.names[0])
    case .list(let way): return list(limits(bound), of: way.required.count...way.required.count)
    case .data: return list(limits(bound), of: 1...100_000)
    case .table:
      return mapping(
        KeySet("\(distribution.name)", keys: distribution.parameters), distribution.name,
        [
          "values": list(limits(bound), of: 1...100_000),
          "weights": list(number(from: 0), of: 1...100_000)
            .adding(["contains": ["exclusiveMinimum": 0]]),
        ], required: distribution.parameters)
    case .mapping(let ways):
      var values: [String: SchemaValue] = [:]
      for name in distribution.parameters { values[name] = parameter(distribution, name) }
      let isOne = ways.count == 1
      var rules = tails(of: distribution, bound)
      if !isOne {
        rules.append([
          "anyOf": .array(
            ways.map {
              ["required": .texts($0.names), "maxProperties": .integer($0.names.count)]
            })
        ])
      }
      return mapping(
        KeySet("\(distribution.name)", keys: distribution.parameters), distribution.name, values,
        required: isOne ? Array(ways[0].required) : [], rules: rules)
    }
  }

  /// What keeps a distribution within a bound that it would pass without.
  private static func tails(of distribution: DistributionSpelling, _ bound: Quantity.Role.Bound)
    -> [SchemaValue]
  {
    let cuts: [(String, SchemaValue)]
    switch bound {
    case .any: return []
    case .notNegative: cuts = [("min", ["minimum": 0])]
    case .unitInterval: cuts = [("min", ["minimum": 0]), ("max", ["maximum": 1])]
    }
    func still(_ spread: String) -> SchemaValue {
      ["required": [.text(spread)], "properties": .object([(spread, ["const": 0] as SchemaValue)])]
    }
    switch distribution.name {
    case "normal":
      return [
        [
          "anyOf": [
            ["required": .texts(cuts.map(\.0)), "properties": .object(cuts)], still("sd"),
          ]
        ]
      ]
    case "beta": return [["properties": .object(cuts)]]
    case "studentT": return [still("scale")]
    default: return []
    }
  }
}
