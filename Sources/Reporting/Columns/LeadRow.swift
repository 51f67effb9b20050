import Buildout

/// An office with the targets that it answers for as a row.
struct LeadRow: Sendable {
  /// Nil for the targets that name no office.
  let lead: Text?
  let targets: [TargetRow]

  var firm: [TargetRow] { targets.filter { $0.target.firmness == .firm } }

  func count(_ light: Light) -> Int { firm.count { $0.light == light } }
}

extension Sequence {
  /// Its elements by the office that answers for them: the offices in the order in which they first appear; what
  /// names none stands last.
  ///
  /// Texts are one office when their Chinese is the same or, without any, their English.
  func grouped(byLead lead: (Element) -> Text?) -> [(lead: Text?, members: [Element])] {
    var groups: [(lead: Text?, members: [Element])] = []
    var indices: [String: Int] = [:]
    var others: [Element] = []
    for element in self {
      guard let text = lead(element) else {
        others.append(element)
        continue
      }
      let name = text.zh ?? text.en ?? ""
      if let index = indices[name] {
        groups[index].members.append(element)
      } else {
        indices[name] = groups.count
        groups.append((text, [element]))
      }
    }
    return groups + (others.isEmpty ? [] : [(nil, others)])
  }
}

extension Catalogue<LeadRow> {
  /// What is said of an office that answers for targets.
  static let leads = Catalogue(
    columns: [
      .init(
        .words, "lead", [.csv, .json, .table, .workbook], "Lead unit", "责任单位",
        csv: [("lead_en", "en"), ("lead_zh", "zh")],
        about:
          "who answers for them, in English (`en`) and Chinese (`zh`); none for those that name nobody"
      ) { row, say in Table.Cell(.text(say.lead(row.lead)), data: JSON(row.lead ?? Text())) },
      .data("target_ids", [.json], "the ids of their targets") {
        .array($0.targets.map { .text($0.target.id) })
      },
      .init(
        .number, "firm", [.csv, .json, .table, .workbook], "Firm", "刚性目标",
        about: "how many of their targets are firm"
      ) { row, _ in .count(row.firm.count) },
      .init(
        .number, "soft", [.csv, .json, .table, .workbook], "Soft", "方向性目标",
        about: "how many are soft"
      ) { row, _ in .count(row.targets.count - row.firm.count) },
      count(.green), count(.amber), count(.red),
      .init(
        .number, "expected_met", [.csv, .json, .table, .workbook], "Expected met", "预计 完成项数",
        about: "the sum of the firm targets' probabilities; none without firm targets",
        meaning: Meaning("the sum of the firm targets' probabilities.", "各项刚性目标完成概率之和。")
      ) { row, _ in
        row.firm.isEmpty
          ? .figure(nil)
          : .figure(
            ForecastTables.expectedMet(row.firm),
            data: .number(row.firm.reduce(0) { $0 + $1.answer.met.value }))
      },
      .init(.number, "lowest", [.table, .workbook], "Lowest", "最低概率") { row, say in
        say.probability(row.weakest?.answer.met)
      },
      .init(.words, "weakest", [.table, .workbook], "Weakest target", "最薄弱的目标") { row, say in
        .text(row.weakest.map { say.name($0.target) } ?? "-")
      },
    ])

  private static func count(_ light: Light) -> Column<LeadRow> {
    .init(
      .number, light.rawValue, [.csv, .json, .table, .workbook], Words(language: .en).light(light),
      Words(language: .zh).light(light), about: "how many of the firm ones are \(light.rawValue)"
    ) { row, _ in .count(row.count(light)) }
  }
}

extension LeadRow {
  /// The firm target with the lowest probability, the first of several, of those that have odds.
  fileprivate var weakest: TargetRow? {
    firm.filter { $0.fact == nil }.min { $0.answer.met.count < $1.answer.met.count }
  }
}

extension Words {
  /// The office that answers for a target, or what stands for none.
  func lead(_ lead: Text?) -> String {
    lead.map { text($0) } ?? self("No lead unit named", "未注明责任单位")
  }
}
