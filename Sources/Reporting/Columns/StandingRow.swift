import Buildout

/// The targets of a lead unit, or of a sector, as a row.
struct StandingRow: GroupRow {
  let name: String
  let rows: [ProgressRow]

  var group: GroupedTargets {
    GroupedTargets(targets: rows.map { TargetRow(answer: $0.now, fact: $0.fact) })
  }

  func count(_ isCounted: (ProgressRow) -> Bool) -> Table.Cell {
    .count(rows.count(where: isCounted))
  }
}

extension Catalogue<StandingRow> {
  /// What is said of those who answer for targets.
  static let standing = Catalogue(columns: [
    .init(.words, "lead", [.table, .workbook], "Unit or sector", "单位或领域") { row, _ in
      .text(row.name)
    },
    .init(.number, "targets", [.table, .workbook], "Targets", "目标数") { row, _ in
      .count(row.rows.count)
    },
    .init(
      .number, "reported", [.table, .workbook], "Reported this month", "本月已报送",
      meaning: Meaning(
        "targets with a figure of the as-of month, of those that are open or were reported.",
        "截止月报送了实际值的目标项数，以及应报送的项数：尚未见分晓的，加上已完成或逾期未完成但本月仍报送的。")
    ) { row, _ in
      let asked = row.rows.filter(\.isAsked)
      return .text("\(asked.count(where: \.isReported))/\(asked.count)")
    },
    .init(
      .number, "met", [.table, .workbook], "Met", "已完成",
      meaning: Meaning(
        "targets that the actuals settle: what stands is met, what is past and was not reached is "
          + "missed.",
        "由实际值确定的目标：已达到的为已完成，到期未达到的为逾期未完成。", term: Phrase("Met, missed", "已完成、逾期未完成"))
    ) { row, _ in row.count { $0.fact == true } },
    .init(.number, "missed", [.table, .workbook], "Missed", "逾期 未完成") { row, _ in
      row.count { $0.fact == false }
    },
    .init(.number, "ahead", [.table, .workbook], "Ahead", "快于序时") { row, _ in
      row.count { ($0.ahead ?? 0) > 0 }
    },
    .init(.number, "behind", [.table, .workbook], "Behind", "慢于序时") { row, _ in
      row.count { ($0.ahead ?? 0) < 0 }
    },
    .init(.number, "lights", [.table], "Firm lights +/~/!", "刚性目标 绿/黄/红灯") { row, _ in
      row.group.lights
    },
    .count(.green, [.workbook]), .count(.amber, [.workbook]), .count(.red, [.workbook]),
    .init(
      .number, "expected", [.table, .workbook], "Firm expected met", "刚性目标 预计完成项数"
    ) { row, _ in .figure(row.group.expectedMet) },
  ])
}
