import Buildout

/// An office with the targets that it answers for as a row.
struct LeadRow: GroupRow {
  /// Nil for the targets that name no office.
  let lead: Text?
  let group: GroupedTargets
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
        .array($0.group.targets.map { .text($0.target.id) })
      },
      .init(
        .number, "firm", [.csv, .json, .table, .workbook], "Firm", "刚性目标",
        about: "how many of their targets are firm"
      ) { row, _ in .count(row.group.firm.count) },
      .init(
        .number, "soft", [.csv, .json, .table, .workbook], "Soft", "方向性目标",
        about: "how many are soft"
      ) { row, _ in .count(row.group.soft) },
      light(.green), light(.amber), light(.red),
      .init(
        .number, "expected_met", [.csv, .json, .table, .workbook], "Expected met", "预计 完成项数",
        about: "the sum of the firm targets' probabilities; none without firm targets",
        meaning: Meaning("the sum of the firm targets' probabilities.", "各项刚性目标完成概率之和。")
      ) { row, _ in
        row.group.firm.isEmpty
          ? .figure(nil)
          : .figure(
            row.group.expectedMet,
            data: .number(row.group.firm.reduce(0) { $0 + $1.answer.met.value }))
      },
      .lowest([.table, .workbook]), .weakest([.table, .workbook]),
    ])

  private static func light(_ light: Light) -> Column<LeadRow> {
    .count(
      light, [.csv, .json, .table, .workbook],
      about: "how many of the firm ones are \(light.rawValue)")
  }
}

extension Words {
  /// The office that answers for a target, or what stands for none.
  func lead(_ lead: Text?) -> String {
    lead.map { text($0) } ?? self("No lead unit named", "未注明责任单位")
  }
}
