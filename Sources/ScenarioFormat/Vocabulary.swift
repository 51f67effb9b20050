/// The keys that one kind of mapping may have.
struct KeySet {
  /// What the mapping is, for messages: "a pool".
  let owner: String
  /// In the order in which a message lists them.
  let keys: [String]

  /// A key that such a mapping hardly does without, for messages.
  var example: String {
    guard keys.contains("title") else { return keys[0] }
    let likely = ["measure", "takes", "chance", "capacity", "steps", "targets", "set"]
    return likely.first(where: keys.contains) ?? "title"
  }

  init(_ owner: String, _ keys: String...) {
    self.owner = owner
    self.keys = keys
  }

  init(_ owner: String, keys: [String]) {
    self.owner = owner
    self.keys = keys
  }
}

/// Every key of the language, except ids, which are the author's.
enum Vocabulary {
  static let document = KeySet(
    "a scenario file", "scenario", "basis", "sectors", "seasons", "pools", "factors",
    "correlations", "risks", "programmes", "targets", "groups", "options")
  static let scenario = KeySet("'scenario'", "id", "title", "start", "months", "money")
  static let basis = KeySet("a basis", "kind", "note", "source")
  static let title = KeySet("a title", "en", "zh")
  static let season = KeySet("a season", "weights", "basis")
  static let pool = KeySet(
    "a pool", "title", "capacity", "season", "reusable", "carry", "whole", "split", "basis")
  static let factor = KeySet("a factor", keys: Law.names + ["each", "title", "basis"])
  static let correlation = KeySet("a correlation", "factors", "matrix", "basis")
  static let risk = KeySet(
    "a risk", "title", "chance", "each", "monthly", "ends", "acting", "window", "lasts", "given",
    "on", "speed", "delay", "capacity", "cost", "basis")
  static let programme = KeySet(
    "a programme", "title", "sector", "tags", "unit", "cohorts", "steps", "basis")
  static let cohort = KeySet(
    "a cohort", "number", "size", "at", "start", "progress", "monthly", "ceiling", "basis")
  static let step = KeySet(
    "a step", "title", "tags", "rate", "takes", "chance", "cap", "remaining", "backlog", "start",
    "bounds",
    "season", "factors", "uses", "cost", "priority", "servers", "buffer", "endless", "opens",
    "window", "after", "then", "basis")
  static let target = KeySet(
    "a target", "title", "sector", "measure", "atLeast", "above", "atMost", "below", "by", "due",
    "firmness", "unit", "clause", "basis")
  static let measure = KeySet(
    "a measure", "number", "sum", "difference", "ratio", "share", "minimum", "maximum")
  static let group = KeySet("a group", "title", "targets", "atLeast", "atMost")
  static let option = KeySet("an option", "title", "set", "from", "cost", "extends", "basis")
  static let optionCost = KeySet("a cost", "oneOff", "monthly")
  static let quantity = KeySet("a law", keys: Law.names + ["each", "basis"])

  static let all =
    [
      document, scenario, basis, title, season, pool, factor, correlation, risk, programme, cohort,
      step, target, measure, group, option, optionCost, quantity,
    ] + Law.all.map { KeySet("'\($0.name)'", keys: $0.parameters) }
}

/// How a probability law is spelt.
struct Law {
  enum Shape {
    /// One number.
    case number(String)
    /// Numbers in a fixed order.
    case list([String])
    /// Named numbers: one of several ways to give them, and what may be added to any of them.
    case mapping([[String]], optional: [String])
    /// Values, and a weight for each.
    case table
    /// A list of any length.
    case data
  }

  let name: String
  let shape: Shape

  /// The named parameters.
  var parameters: [String] {
    switch shape {
    case .mapping(let ways, let optional):
      (ways.flatMap { $0 } + optional).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    case .table: ["values", "weights"]
    case .number, .list, .data: []
    }
  }

  static let all = [
    Law(name: "constant", shape: .number("value")),
    Law(name: "uniform", shape: .list(["min", "max"])),
    Law(name: "triangular", shape: .list(["min", "mode", "max"])),
    Law(name: "pert", shape: .list(["min", "mode", "max"])),
    Law(name: "normal", shape: .mapping([["mean", "sd"]], optional: ["min", "max"])),
    Law(name: "lognormal", shape: .mapping([["median", "sigma"], ["mean", "cv"]], optional: [])),
    Law(name: "gamma", shape: .mapping([["mean", "cv"], ["shape", "scale"]], optional: [])),
    Law(name: "beta", shape: .mapping([["alpha", "beta"]], optional: ["min", "max"])),
    Law(name: "exponential", shape: .number("mean")),
    Law(name: "weibull", shape: .mapping([["shape", "scale"]], optional: [])),
    Law(name: "studentT", shape: .mapping([["df"]], optional: ["location", "scale"])),
    Law(name: "poisson", shape: .number("mean")),
    Law(name: "binomial", shape: .mapping([["trials", "probability"]], optional: [])),
    Law(
      name: "negativeBinomial",
      shape: .mapping([["mean", "size"], ["size", "probability"]], optional: [])),
    Law(name: "geometric", shape: .number("probability")),
    Law(name: "bernoulli", shape: .number("probability")),
    Law(name: "table", shape: .table),
    Law(name: "resample", shape: .data),
  ]
  static let names = all.map(\.name)

  static func named(_ name: String) -> Law? { all.first { $0.name == name } }
}
