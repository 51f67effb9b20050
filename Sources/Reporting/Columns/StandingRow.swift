import Buildout

/// The targets of a lead unit, or of a sector, as a row.
struct StandingRow: Sendable {
  let name: String
  let rows: [ProgressRow]

  /// How many firm ones are met on average; what the actuals settle is counted as it is.
  var expected: Figure {
    ForecastTables.expectedMet(firm.map { TargetRow(answer: $0.now, fact: $0.fact) })
  }

  var firm: [ProgressRow] { rows.filter { $0.now.target.firmness == .firm } }

  /// How many firm ones have a light, as in every other table.
  func count(_ light: Light) -> Int { firm.count { $0.light == light } }

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
    .init(.number, "reported", [.table, .workbook], "Reported", "已报送", extraIn: [.table]) {
      row, _ in
      row.count { $0.standing.actual != nil }
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
      .text([Light.green, .amber, .red].map { "\(row.count($0))" }.joined(separator: "/"))
    },
    light(.green), light(.amber), light(.red),
    .init(
      .number, "expected", [.table, .workbook], "Firm expected met", "刚性目标 预计完成项数"
    ) { row, _ in .figure(row.firm.isEmpty ? nil : row.expected) },
  ])

  private static func light(_ light: Light) -> Column<StandingRow> {
    .init(
      .number, light.rawValue, [.workbook], Words(language: .en).light(light),
      Words(language: .zh).light(light)
    ) { row, _ in .count(row.count(light)) }
  }
}
