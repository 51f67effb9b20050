import Buildout

/// An input of a scenario as a row.
struct InputRow: Sendable {
  let entry: RegisterEntry
  let scenario: Scenario
  /// What it does to the number of firm targets met; nil where it was not tried.
  var gain: Estimate?
  /// The level of that interval by itself.
  var level = Proportion.level
  /// Where it stands among those with the largest effect on the forecast.
  var rank = 0
  /// What stands for its name below a title that says the beginning of it.
  var name: String?
  /// Whether it rests on the same as the row above it.
  var isAsAbove = false

  /// Whether the gain can be told from zero.
  var isDecisive: Bool { gain.map { !$0.isUndecided } ?? false }
}

extension Catalogue<InputRow> {
  /// What is said of inputs.
  ///
  /// - Parameter percent: By how much those that were tried were made larger, in either language.
  static func inputs(_ percent: Phrase) -> Catalogue {
    Catalogue(
      columns: origin + change(percent),
      firstIn: [.workbook: ["input", "value", "basis", "source"]])
  }

  private static let origin: [Column<InputRow>] = [
    .init(.number, "rank", [.weakest], "#", "#") { row, _ in .count(row.rank) },
    .init(
      .words, "input", [.csv, .json, .table, .weakest, .workbook], "Input", "输入",
      about: "the input's path in the scenario"
    ) { row, say in
      Table.Cell(
        .text(row.name ?? say.name(row.entry, in: row.scenario)), data: .text(row.entry.name))
    },
    .init(
      .words, "value", [.csv, .json, .table, .weakest, .workbook], "Value", "取值",
      about: "the value as the file has it"
    ) { row, say in
      Table.Cell(.text(say.value(row.entry, in: row.scenario)), data: .text(row.entry.value))
    },
    .init(
      .short, "basis", [.csv, .json, .table, .weakest, .workbook], "Basis", "依据",
      about: "what the input rests on: `document`, `reference class`, `assumption` or `unstated`",
      meaning: Meaning(
        "what an input rests on: a document, a class of comparable projects, or an assumption.",
        "输入值的来源：文件依据、同类项目的实际数据（参照类）或假设。", isForWorkbook: true)
    ) { row, say in
      Table.Cell(.text(say.basis(row.entry)), data: .text((row.entry.basis?.kind).id))
    },
    .data(
      "restates_promise", [.csv, .json], lastIn: [.csv],
      "whether the input only repeats what a target promises: the number or size of the units that the target counts, "
        + "or what remains to be done, if the target asks for all of them"
    ) { .flag($0.entry.isPromise) },
    .init(.words, "source_and_note", [.table], "Source and note", "来源与说明") { row, say in
      let text = say.sourceAndNote(row.entry)
      return .text(row.isAsAbove && !text.isEmpty ? say("as above", "同上") : text)
    },
    text("note", "Note", "说明", { $0.basis?.note }),
    text("source", "Source", "来源", { $0.basis?.source }),
    .data(
      "programme", [.csv, .json],
      "the programme that the input belongs to; none for what programmes share"
    ) {
      JSON($0.entry.programme)
    },
    .init(
      .number, "line", [.csv, .json, .table, .weakest], "Line", "行号",
      about: "the line of the file in which it stands, counted from 1"
    ) { row, _ in
      Table.Cell(
        .text(row.entry.line.map(String.init) ?? "-"),
        data: row.entry.line.map(JSON.integer) ?? .null)
    },
  ]

  private static func text(
    _ key: String, _ en: String, _ zh: String,
    _ text: @escaping @Sendable (RegisterEntry) -> Text?
  ) -> Column<InputRow> {
    .init(
      .words, key, [.csv, .json, .workbook], en, zh,
      csv: [(key + "_en", "en"), (key + "_zh", "zh")],
      about: "what the scenario says of the input's basis, in each language (`en`, `zh`)"
    ) { row, say in
      let text = text(row.entry)
      return Table.Cell(.text(say.text(text)), data: text.map { JSON($0) } ?? .null)
    }
  }

  private static func change(_ percent: Phrase) -> [Column<InputRow>] {
    [
      .init(
        .number, "gain", [.csv, .json, .table, .weakest], "Change", "变化",
        csv: estimate(of: "gain"),
        about:
          "how many more firm targets are met when the input is larger: `value`, the ends `low` and `high` of its interval, "
          + "and the `level` of this interval by itself. None for inputs that are not tried (those from documents, those "
          + "that restate a promise, and seasons) and for those that cannot be larger",
        meaning: Meaning(
          "how many more firm targets are met on average when the input is \(percent.en) larger and all "
            + "else stays as it is. ~0 means that the change cannot be told from zero, - that the input was not "
            + "tried or cannot be larger. The judgements in this column are all correct at once with a "
            + "confidence of 95 %.",
          "仅将该项输入调高\(percent.zh)时，刚性目标平均完成项数的增减；“~0”表示差异不显著，“-”表示未测试或无法再调高。本列全部判断同时正确的置信水平为95%。"),
        further: Meaning(
          "a distribution is scaled as a whole, a probability goes up to 1 at most, a whole number goes up by "
            + "1 at least. The spread or shape of a distribution is not tried by itself. Seasons are not tried "
            + "either, since they only move work within the year.",
          "分布整体按比例放大；概率最高为1；整数至少加1。分布的离散程度和形状不单独测试；季节系数只在年内调配工作量，也不测试。",
          term: Phrase("Larger", "调高"))
      ) { row, say in
        guard let gain = row.gain else { return .figure(nil) }
        let shown: Table.Cell.Content =
          row.isDecisive ? .figure(say.difference(gain, of: .targetsMet)) : .text("~0")
        return Table.Cell(shown, data: .estimate(gain, level: row.level))
      },
      .init(
        .number, "interval", [.weakest], "95 % interval", "95% 置信区间", extraIn: [.weakest]
      ) { row, say in row.gain.map { say.interval($0, of: .targetsMet) } ?? .text("-") },
      .data("moves", [.csv, .json], "whether the interval excludes zero") {
        $0.gain == nil ? .null : .flag($0.isDecisive)
      },
    ]
  }
}
