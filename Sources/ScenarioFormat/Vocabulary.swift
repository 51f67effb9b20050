import Buildout
import Sampling

/// The keys that one kind of mapping may have.
struct KeySet {
  /// What the mapping is, for messages: "a pool".
  let owner: Message
  /// In the order in which a message lists them.
  let keys: [String]

  /// A key that such a mapping hardly does without, for messages.
  var example: String {
    guard keys.contains("title") else { return keys[0] }
    let likely = ["measure", "takes", "chance", "capacity", "steps", "targets", "set"]
    return likely.first(where: keys.contains) ?? "title"
  }

  init(_ owner: Message, _ keys: String...) {
    self.owner = owner
    self.keys = keys
  }

  init(_ owner: Message, keys: [String]) {
    self.owner = owner
    self.keys = keys
  }
}

/// Every key of the language, except ids, which are the author's.
enum Vocabulary {
  static let document = KeySet(
    "a scenario file", "scenario", "basis", "sectors", "seasons", "pools", "factors",
    "correlations", "risks", "programmes", "targets", "groups", "options")
  static let scenario = KeySet(
    "'scenario'", "id", "title", "start", "months", "money", "budget")
  static let basis = KeySet("a basis", "kind", "note", "source")
  static let title = KeySet("a title", "en", "zh")
  static let season = KeySet("a season", "weights", "basis")
  static let pool = KeySet(
    "a pool", "title", "capacity", "season", "reusable", "carry", "whole", "split", "basis")
  static let factor = KeySet(
    "a factor", keys: DistributionSpelling.names + ["each", "title", "basis"])
  static let correlation = KeySet("a correlation", "factors", "matrix", "basis")
  static let risk = KeySet(
    "a risk",
    keys: [
      "title", "chance", "each", "monthly", "ends", "acting", "window", "lasts", "given", "on",
    ] + Risk.Effect.allCases.map(\.rawValue) + ["basis"])
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
    "firmness", "unit", "clause", "lead", "note", "basis")
  static let measure = KeySet(
    "a measure", keys: ["number"] + Measure.Combination.allCases.map(\.rawValue))
  static let group = KeySet("a group", "title", "targets", "atLeast", "atMost")
  static let option = KeySet(
    "an option", "title", "set", "add", "units", "from", "cost", "extends", "excludes", "exchange",
    "basis")
  static let units = KeySet("units", "from", "to", "step")
  static let optionCost = KeySet("a cost", "oneOff", "monthly")
  static let quantity = KeySet(
    "a distribution", keys: DistributionSpelling.names + ["each", "basis"])

  static let all =
    [
      document, scenario, basis, title, season, pool, factor, correlation, risk, programme, cohort,
      step, target, measure, group, option, units, optionCost, quantity,
    ] + DistributionSpelling.all.map { KeySet("'\($0.name)'", keys: $0.parameters) }
}
