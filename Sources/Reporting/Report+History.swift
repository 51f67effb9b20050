public import Buildout

extension Report {
  /// Whether past meetings were right, and each target's odds from meeting to meeting.
  public init(_ history: MeetingHistory, language: Language = .en) {
    let tables = HistoryTables(history: history, say: Words(language: language))
    let say = tables.say
    self.language = language
    title = say.title(history.title, id: history.id) + say(": was it right?", "：历次预测检验")
    facts = [tables.facts]
    notes = tables.notes
    self.tables = [tables.scores, tables.reliability, tables.odds].compactMap { $0 }
    legend = [tables.scores, tables.reliability].compactMap { $0 }.legend()
    sheets = [
      Catalogue<MeetingScore>.scores.sheet("history", tables.judged),
      Catalogue<ReliabilityRow>.reliability.sheet(
        "reliability", ReliabilityRow.rows(tables.judged)), tables.oddsSheet,
    ]
  }
}

/// What is read of a year's meetings, in one language.
struct HistoryTables {
  let history: MeetingHistory
  let say: Words
  let judged: [MeetingScore]

  init(history: MeetingHistory, say: Words) {
    self.history = history
    self.say = say
    judged = history.earlier.map { MeetingScore($0, in: history) }
  }

  var facts: String {
    let count = history.meetings.count
    let last = history.last.asOf.map { say.month($0) }
    return say(
      say.counted(count, "meeting")
        + (last.map { ", judged by what is known at the end of \($0)" } ?? ""),
      "共\(count)次会议" + (last.map { "，按\($0)末的实际情况评判" } ?? ""))
  }

  // MARK: Was it right?

  var scores: Table? {
    guard !judged.isEmpty else { return nil }
    return Catalogue<MeetingScore>.scores.table(
      "history", say("Was it right?", "预测检验"), in: .table, judged, say)
  }

  var reliability: Table? {
    let rows = ReliabilityRow.rows(judged).filter { !$0.said.isEmpty }
    guard !rows.isEmpty else { return nil }
    return Catalogue<ReliabilityRow>.reliability.table(
      "reliability", say("Probabilities given, and what came of them", "当时概率与实际完成"),
      note: say(
        "Of targets that are settled now, over all earlier meetings. A target counts at every meeting at which it had "
          + "a probability, so the rows are no independent trials.",
        "目前已有结果的目标在历次会议上的概率；同一目标在每次会议上各计一次，各次并不独立。"),
      in: .table, rows, say)
  }

  /// What the first of the meetings said, in words, and how little that proves.
  var notes: [String] { judgement + [repeated, revised].compactMap(\.self) }

  private var judgement: [String] {
    guard let first = judged.first, first.readings + first.settled.count > 0 else {
      return [
        say(
          "There is nothing to judge yet: it takes an earlier meeting, and figures that have come since.",
          "目前还无法评判：需要有更早的会议存档和此后报送的实际值。")
      ]
    }
    var notes: [String] = []
    if first.readings > 0 {
      let share = Proportion(count: first.inside, trials: first.readings)
      notes.append(
        say(
          "\(first.inside) of \(first.readings) actuals (\(say.percent(share))) lie within the range from P10 to P90 that was "
            + "given at the first of these meetings; about 80 % should.",
          "\(first.readings)个实际值中有\(first.inside)个（\(say.percent(share))）落在首次会议给出的P10至P90区间内，应占80%左右。"
        ))
    }
    let settled = Set(judged.flatMap { $0.settled.map(\.id) }).count
    let count = max(1, settled)
    // The standard error of a mean of squares of which each lies between 0 and 1, about a quarter wide.
    let error = Digits.fixed(0.25 / Double(count).squareRoot() * Proportion.z, decimals: 2)
    notes.append(
      settled < 30
        ? say(
          "\(settled) \(settled == 1 ? "target has" : "targets have") been settled since. That proves little: with so few targets "
            + "a Brier score has an error of about ±\(error), and the targets of one year are not independent.",
          "此后已有结果的目标\(settled)项，样本过少，尚不足以下结论：布里尔分的误差约±\(error)，且同一年的数据并不独立。")
        : say(
          "\(settled) targets have been settled since. With so many, a Brier score has an error of about ±\(error) if they are "
            + "independent; those of one year are not, so small differences mean nothing.",
          "此后已有结果的目标\(settled)项，若相互独立，布里尔分的误差约±\(error)；同一年的目标并不独立，差别小的视为没有差别。"))
    return notes
  }

  /// Which meetings knew the same months; nil where none did.
  private var repeated: String? {
    let groups = Dictionary(grouping: history.meetings, by: \.asOf).filter { $0.value.count > 1 }
    let names = groups.sorted { $0.value[0].name < $1.value[0].name }.map { asOf, meetings in
      (asOf.map(say.month) ?? say("start", "期初")) + say(" (", "（")
        + meetings.map(\.name).joined(separator: say(", ", "、")) + say(")", "）")
    }
    guard !names.isEmpty else { return nil }
    return say(
      "Several meetings knew the year to the same month: \(names.joined(separator: ", ")). Each is shown by its folder; "
        + "of the last ones the one that comes last by name judges the others.",
      "以下月份有多次会议：\(names.joined(separator: "、"))。表中以文件夹名区分；截止月最晚的几次中，以名称排在最后的为评判依据。")
  }

  /// Which promises were changed between meetings, and when; nil where none was.
  private var revised: String? {
    let all = history.targets.flatMap { target in
      history.revisions(of: target.id).map { revision in
        let (old, new) = (revision.old, revision.new)
        var parts: [String] = []
        if old.value != new.value || old.comparator != new.comparator {
          parts.append("\(promise(old))→\(promise(new))")
        }
        if old.due != new.due {
          parts.append(say("due ", "期限") + "\(say.month(old.due))→\(say.month(new.due))")
        }
        return say.title(target.title, id: target.id) + " "
          + parts.joined(separator: say(", ", "，"))
          + say(" (\(heading(revision.meeting)))", "（\(heading(revision.meeting))）")
      }
    }
    guard !all.isEmpty else { return nil }
    return say(
      "Promises that were revised, marked * in the lines; each meeting is judged by the promise as it was then: ",
      "以下目标值或期限曾调整（走势表中以*标出），历次会议均按当时的目标评判：")
      + all.joined(separator: say("; ", "；")) + say(".", "。")
  }

  private func promise(_ promise: MeetingHistory.Target.Promise) -> String {
    (promise.comparator == .by ? "" : say.relation(promise.comparator) + say(" ", ""))
      + Digits.exact(promise.value).text
  }

  // MARK: From meeting to meeting

  /// A target's odds at each meeting at which it was there, the start first.
  func line(_ target: MeetingHistory.Target) -> [Double?] {
    history.meetings.map { meeting in
      meeting.targets.first { $0.id == target.id }.map { then in
        then.fact.map { $0 ? 1 : 0 } ?? then.probability
      }
    }
  }

  /// The month that was known; of several meetings that it would name alike, the year or the folder too.
  private func heading(_ meeting: MeetingHistory.Meeting) -> String {
    func name(_ asOf: Month?) -> String { asOf.map(say.monthName) ?? say("Start", "期初") }
    let alike = history.meetings.filter { name($0.asOf) == name(meeting.asOf) }
    guard alike.count > 1 else { return name(meeting.asOf) }
    let isSame = alike.count { $0.asOf == meeting.asOf } > 1
    let month = meeting.asOf.map {
      alike.contains { $0.asOf != meeting.asOf } ? say.month($0) : say.monthName($0)
    }
    return (month ?? name(nil)) + (isSame ? say(" (\(meeting.name))", "（\(meeting.name)）") : "")
  }

  var odds: Table {
    let columns =
      [Table.Column(say("Target", "目标"), wraps: true)]
      + history.meetings.map { Table.Column(heading($0), .trailing) }
      + [Table.Column(say("Line", "走势"))]
    let rows = history.targets.map { target -> [Table.Cell] in
      let line = line(target)
      let revised = Set(history.revisions(of: target.id).map(\.meeting.name))
      let cells = zip(history.meetings, line).map { meeting, value -> Table.Cell in
        guard let value else { return .text("-") }
        let fact = meeting.targets.first { $0.id == target.id }?.fact
        let count = Int((value * Double(meeting.trials)).rounded())
        let odds = Proportion(
          count: min(max(count, 0), meeting.trials), trials: meeting.trials)
        return .text(
          (fact.map(say.fact) ?? say.percent(odds).text)
            + (revised.contains(meeting.name) ? " *" : ""))
      }
      return [.text(say.title(target.title, id: target.id))] + cells
        + [.text(Self.drawn(line))]
    }
    return Table(
      id: "odds", title: say("Probabilities from meeting to meeting", "各次会议的完成概率"),
      columns: columns,
      rows: rows)
  }

  /// A line of blocks, an eighth high at 0 and full at 1.
  static func drawn(_ line: [Double?]) -> String {
    let blocks = Array("▁▂▃▄▅▆▇█")
    return String(
      line.map { value in value.map { blocks[min(7, Int($0 * 8))] } ?? " " })
  }

  /// One row per target and meeting, for programs.
  var oddsSheet: Table {
    Table(
      id: "odds",
      columns: ["id", "meeting", "as_of", "probability", "fact", "comparator", "value", "due"]
        .map { Table.Column($0) },
      rows: history.targets.flatMap { target in
        history.meetings.compactMap { meeting -> [Table.Cell]? in
          guard let then = meeting.targets.first(where: { $0.id == target.id }) else { return nil }
          return [
            .data(.text(target.id)), .data(.text(meeting.name)),
            .data(JSON(meeting.asOf?.description)), .data(.number(then.probability)),
            .data(then.fact.map(JSON.flag) ?? .null),
            .data(.text(then.promise.comparator.rawValue)), .data(.number(then.promise.value)),
            .data(.text(then.promise.due.description)),
          ]
        }
      })
  }
}

extension MeetingHistory {
  /// The history for other programs.
  public func json() -> String {
    let tables = HistoryTables(history: self, say: Words(language: .en))
    func rows(_ table: Table) -> JSON {
      .array(
        table.rows.map { row in .object(zip(table.columns, row).map { ($0.title, $1.data) }) })
    }
    return JSON.object([
      ("schema", .integer(1)), ("asOf", JSON(last.asOf?.description)),
      ("meetings", rows(Catalogue<MeetingScore>.scores.sheet("history", tables.judged))),
      (
        "reliability",
        rows(
          Catalogue<ReliabilityRow>.reliability.sheet(
            "reliability", ReliabilityRow.rows(tables.judged)))
      ), ("odds", rows(tables.oddsSheet)),
    ]).document
  }
}
