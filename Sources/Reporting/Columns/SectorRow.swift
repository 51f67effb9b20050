import Buildout

/// A sector with its targets as a row.
struct SectorRow: GroupRow {
  let title: String
  let group: GroupedTargets
  /// All of its firm targets together; nil where nothing says.
  let joint: Proportion?
}

extension Catalogue<SectorRow> {
  /// What is said of a sector.
  static let sectors = Catalogue(
    columns: [
      .init(.words, "sector", [.table, .summary], "Sector", "领域") { row, _ in .text(row.title) },
      .init(.number, "firm", [.table, .summary], "Firm", "刚性目标") { row, _ in
        .count(row.group.firm.count)
      },
      .init(.number, "soft", [.table, .summary], "Soft", "方向性目标") { row, _ in
        .count(row.group.soft)
      },
      .init(.number, "all_met", [.table, .summary], "All firm met", "刚性目标 全部完成") { row, say in
        say.probability(row.joint)
      },
      .init(.number, "interval", [.table, .summary], "95 % interval", "95% 置信区间") { row, say in
        row.joint.map(say.interval) ?? .text("-")
      },
      .init(
        .number, "expected", [.table, .summary], "Expected met", "预计 完成项数",
        meaning: Meaning("the sum of the firm targets' probabilities.", "各项刚性目标完成概率之和。")
      ) { row, _ in .figure(row.group.expectedMet) },
      .init(.number, "lights", [.table], "Lights +/~/!", "绿/黄/红灯") { row, _ in
        row.group.lights
      },
      // A number each, to be sorted by.
      .count(.green, [.summary]), .count(.amber, [.summary]), .count(.red, [.summary]),
      .lowest(
        [.table, .summary],
        Meaning(
          "the sector's firm target with the lowest probability.", "该领域完成概率最低的刚性目标。",
          term: Phrase("Lowest, weakest target", "最低概率、最薄弱的目标"), isForWorkbook: true)),
      .weakest([.table, .summary]),
    ], firstIn: [.summary: ["sector", "all_met", "interval"]])
}
