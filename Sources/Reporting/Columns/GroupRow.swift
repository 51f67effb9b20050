import Buildout

/// Targets that are looked at together: those of a sector, or those that an office answers for.
struct GroupedTargets: Sendable {
  let targets: [TargetRow]

  var firm: [TargetRow] { targets.filter { $0.target.firmness == .firm } }
  var soft: Int { targets.count - firm.count }

  /// How many of the firm ones have a light.
  func count(_ light: Light) -> Int { firm.count { $0.light == light } }

  /// How many of the firm ones have each light, such as `3/0/2`.
  var lights: Table.Cell {
    .text([Light.green, .amber, .red].map { "\(count($0))" }.joined(separator: "/"))
  }

  /// How many of the firm ones are met on average; nil where there is none.
  var expectedMet: Figure? {
    let firm = firm
    return firm.isEmpty ? nil : GroupedTargets.expectedMet(firm)
  }

  /// How many of some targets are met on average; what the actuals settle is counted as it is.
  static func expectedMet(_ rows: [TargetRow]) -> Figure {
    let open = rows.filter { $0.fact == nil }.map(\.answer.met)
    let expected = open.reduce(Double(rows.count { $0.fact == true })) { $0 + $1.value }
    // Targets of a group rise and fall together, so their errors are added without cancelling.
    let error = open.isEmpty ? 0 : max(open.reduce(0) { $0 + $1.halfWidth }, 0.02)
    return Digits.estimate(expected, error: error)
  }

  /// The firm target with the lowest probability, the first of several, of those that are not settled.
  var weakest: TargetRow? {
    firm.filter { $0.fact == nil }.min { $0.answer.met.count < $1.answer.met.count }
  }
}

/// A row that is about a group of targets.
protocol GroupRow: Sendable {
  var group: GroupedTargets { get }
}

extension Column where Row: GroupRow {
  /// How many of the group's firm targets have a light.
  static func count(_ light: Light, _ views: Set<View>, about: String = "") -> Column {
    .init(
      .number, light.rawValue, views, Words(language: .en).light(light),
      Words(language: .zh).light(light), about: about
    ) { row, _ in .count(row.group.count(light)) }
  }

  /// The lowest probability of a firm target of the group.
  static func lowest(_ views: Set<View>, _ meaning: Meaning? = nil) -> Column {
    .init(.number, "lowest", views, "Lowest", "最低概率", meaning: meaning) { row, say in
      say.probability(row.group.weakest?.answer.met)
    }
  }

  /// The firm target that has it.
  static func weakest(_ views: Set<View>) -> Column {
    .init(.words, "weakest", views, "Weakest target", "最薄弱的目标") { row, say in
      .text(row.group.weakest.map { say.name($0.target) } ?? "-")
    }
  }
}
