import Buildout

/// Targets that are counted together as a row.
struct JointRow: Sendable {
  let id: String
  /// What people call them.
  var name = ""
  /// Their ids; empty where there is a row for each number of them.
  var targets: [String] = []
  let of: Int
  let atLeast: Int
  let atMost: Int?
  let met: Proportion

  init(_ joint: JointForecast, name: String = "") {
    id = joint.scope.id
    self.name = name
    targets = joint.targets
    of = joint.targets.count
    atLeast = joint.atLeast
    atMost = joint.atMost
    met = joint.met
  }

  /// At least so many of all firm targets.
  init(_ met: TargetsMet, atLeast: Int) {
    id = "at-least"
    of = met.of
    self.atLeast = atLeast
    atMost = nil
    self.met = met.atLeast(atLeast)
  }
}

extension Catalogue<JointRow> {
  /// What is said of targets together.
  static let joint = Catalogue(columns: [
    .data(
      "id", [.csv, .json],
      "`all`, `sector:ID` or `group:ID`; in CSV also `at-least`, of which there is one row for each number "
        + "of firm targets"
    ) { .text($0.id) },
    .init(.words, "name", [.table], "Firm targets", "刚性目标范围") { row, _ in .text(row.name) },
    .init(
      .short, "needed", [.table], "Needed", "要求",
      meaning: Meaning(
        "how many of a group's targets must be met together.", "该组目标中须同时完成的项数。",
        isForWorkbook: true)
    ) { row, say in .text(say.needed(atLeast: row.atLeast, atMost: row.atMost, of: row.of)) },
    .data("targets", [.json], "the ids of the targets that are counted together") {
      .array($0.targets.map(JSON.text))
    },
    .data("targets", [.csv], "how many targets are counted together") { .integer($0.of) },
    .data("at_least", [.csv, .json], "how many of them must be met") { .integer($0.atLeast) },
    .data(
      "at_most", [.csv, .json], lastIn: [.csv],
      "how many of them may be met, if that is limited"
    ) { $0.atMost.map(JSON.integer) ?? .null },
    // Of so many in words, or beside a chart as a number.
    .init(.number, "number", [.summary], "At least", "至少完成") { row, say in
      .text(say("\(row.atLeast) of \(row.of)", "\(row.of)项中\(row.atLeast)项"))
    },
    .init(.number, "number", [.workbook], "At least", "至少完成") { row, _ in .count(row.atLeast) },
    .init(
      .number, "probability", [.csv, .json, .table, .summary, .workbook], "Probability", "完成概率",
      about: "the share of trials in which so many of them were met"
    ) { row, say in say.probability(row.met) },
    .init(
      .number, "interval", [.csv, .json, .table, .summary, .workbook], "95 % interval", "95% 置信区间",
      csv: ends(of: "probability"),
      about: "the Wilson interval of the probability, as for a target"
    ) { row, say in say.interval(row.met) },
  ])
}
