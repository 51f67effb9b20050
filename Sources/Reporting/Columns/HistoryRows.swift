import Buildout

extension Catalogue<MeetingScore> {
  /// What is said of a meeting, by what is known now.
  static let scores = Catalogue(columns: [
    .init(.words, "meeting", [.csv, .table], "Meeting", "会议", about: "the folder's name") {
      row, _ in
      .text(row.meeting.name)
    },
    .init(
      .short, "as_of", [.csv, .table], "As of", "截至",
      about: "the last month that was known then; none where nothing was"
    ) { row, say in
      row.meeting.asOf.map { Table.Cell(.month($0), data: .text($0.description)) }
        ?? Table.Cell(.text(say("start", "期初")), data: .null)
    },
    .init(
      .number, "readings", [.csv, .table], "Actuals", "实际值",
      about: "actuals of the last month known now, of targets that had a probability then"
    ) { row, _ in .count(row.readings) },
    .init(
      .number, "inside", [.csv, .table], "Inside P10 to P90", "落在P10至P90内",
      about: "those that lie inside the range from P10 to P90 that was forecast for them",
      meaning: Meaning(
        "actuals of today that lie in the range that was forecast for them then. About 80 % should, and some more where a "
          + "measure takes few values.",
        "现在的实际值落在当时预测区间（P10至P90）内的个数。应有80%左右落在其中；指标取值种类很少时，比例会略高。")
    ) { row, say in
      guard row.readings > 0 else { return .figure(nil, data: .integer(0)) }
      let share = Proportion(count: row.inside, trials: row.readings)
      return Table.Cell(
        .text("\(row.inside)" + say(" (\(say.percent(share)))", "（\(say.percent(share))）")),
        data: .integer(row.inside))
    },
    .init(
      .number, "settled", [.csv, .table], "Settled since", "此后已有结果",
      about:
        "targets that had a probability then and whose promise, as it was then, is met or missed now"
    ) { row, _ in .count(row.settled.count) },
    .init(
      .number, "brier", [.csv, .table], "Brier score", "布里尔分",
      about: "mean square by which the probabilities given then missed what came",
      meaning: Meaning(
        "the mean square of probability less outcome, where met is 1 and missed is 0. Lower is better: 0 is perfect, and 0.25 is "
          + "what 50 % always scores. Beside it stands the score of the probabilities at the start.",
        "概率与结果之差的平方的平均数，越低越好：0为完全准确；若每次都预测50%，得分恒为0.25；右侧一列为期初概率的得分。")
    ) { row, _ in score(row.brier { $0.said }) },
    .init(
      .number, "brier_start", [.csv, .table], "Those at the start", "期初得分",
      about: "the same of the probabilities at the start, of targets with the same promise"
    ) { row, _ in score(row.brier { $0.atStart }) },
    .init(
      .number, "scheduled", [.csv, .table], "With a schedule", "有序时进度",
      about: "those of the settled targets that have a pro-rata schedule and a figure"
    ) { row, _ in .count(row.settled.count { $0.proRata != nil }) },
    .init(
      .number, "brier_scheduled", [.csv, .table], "Brier score of these", "该类目标得分",
      about: "mean square by which the odds of these missed what came"
    ) { row, _ in score(row.brier(where: { $0.proRata != nil }) { $0.said }) },
    .init(
      .number, "brier_pro_rata", [.csv, .table], "Schedule rule", "按序时判断得分",
      about:
        "the same of saying 1 where a target is on its pro-rata schedule, and 0 where it is behind"
    ) { row, _ in score(row.brier { $0.proRata }) },
  ])

  private static func score(_ value: Double?) -> Table.Cell {
    .figure(value.map { Digits.fixed($0, decimals: 3) }, data: JSON(value))
  }
}

extension Catalogue<ReliabilityRow> {
  /// What is said of odds of a tenth.
  static let reliability = Catalogue(columns: [
    .init(
      .short, "odds", [.csv, .table], "Probability given", "当时概率",
      about: "the tenth: `0-10` and so on, in percent"
    ) { row, say in
      let text = "\(row.tenth * 10)-\(row.tenth * 10 + 10)"
      return Table.Cell(.text(text + say(" %", "%")), data: .text(text))
    },
    .init(
      .number, "targets", [.csv, .table], "Times", "次数",
      about: "how often such a probability was given to what is settled now"
    ) { row, _ in .count(row.said.count) },
    .init(.number, "mean", [.csv, .table], "Mean probability", "平均概率", about: "their mean") {
      row, say in
      guard !row.said.isEmpty else { return .figure(nil) }
      let mean = row.said.reduce(0, +) / Double(row.said.count)
      return Table.Cell(
        .text(say.percent(Digits.fixed(mean * 100, decimals: 0)).text), data: .number(mean))
    },
    .init(
      .number, "met", [.csv, .table], "Met", "实际完成", csv: [("met", "count")] + ends(of: "met"),
      about: "how many were met, and the Wilson interval of their share"
    ) { row, say in
      guard !row.said.isEmpty else { return .figure(nil) }
      let share = Proportion(count: row.met, trials: row.said.count)
      let range = say.percentInterval(share)
      return Table.Cell(
        .text("\(row.met)" + say(" (\(range))", "（\(range)）")),
        data: .object([
          ("count", .integer(row.met)), ("low", .number(share.interval.lowerBound)),
          ("high", .number(share.interval.upperBound)),
        ]))
    },
  ])
}
