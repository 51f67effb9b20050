import Buildout
import Foundation
import Testing

@testable import Reporting

@Suite("Was it right") struct HistoryTests {
  private static func month(_ number: Int) throws -> Month {
    try #require(Month(year: 2021, month: number))
  }

  /// - Parameters:
  ///   - odds: What was said.
  ///   - range: What was forecast for June, if anything.
  ///   - outcome: What has come of the promise by June.
  ///   - came: What stands in June.
  private static func target(
    _ id: String, _ odds: Double, fact: Bool? = nil, actual: Double? = nil, of month: Int? = nil,
    range: ClosedRange<Double>? = nil, hasSchedule: Bool = true, value: Double = 120,
    due: Int = 12, outcome: Bool? = nil, came: Double? = nil
  ) throws -> MeetingHistory.Target {
    MeetingHistory.Target(
      id: id, title: Text(),
      promise: .init(comparator: .atLeast, value: value, due: try self.month(due)),
      probability: odds, fact: fact,
      actual: actual, actualMonth: try month.map(self.month), hasSchedule: hasSchedule,
      ranges: try range.map { [try self.month(6): $0] } ?? [:], outcome: outcome, came: came)
  }

  /// March, then what is known in June: one met, one missed, one open.
  private static func history() throws -> MeetingHistory {
    let march = MeetingHistory.Meeting(
      name: "march", asOf: try month(3), trials: 1000,
      targets: [
        try target("met", 0.6, actual: 30, of: 3, range: 50...70, outcome: true, came: 60),
        try target("missed", 0.9, actual: 10, of: 3, range: 50...70, outcome: false, came: 20),
        try target("open", 0.35, actual: 40, of: 3, range: 50...70, came: 70),
        try target(
          "settled", 1, fact: true, actual: 130, of: 3, range: 50...70, outcome: true, came: 140),
        try target("single", 0.2, range: 0...1, hasSchedule: false, outcome: true),
      ])
    let june = MeetingHistory.Meeting(
      name: "june", asOf: try month(6), trials: 1000,
      targets: [
        try target("met", 1, fact: true, actual: 60, of: 6),
        try target("missed", 0, fact: false, actual: 20, of: 6),
        try target("open", 0.5, actual: 70, of: 6),
        try target("settled", 1, fact: true, actual: 140, of: 6),
        try target("single", 1, fact: true, actual: 1, of: 5, hasSchedule: false),
        try target("new", 0.4),
      ])
    return MeetingHistory(
      id: "demo", title: Text(en: "Demo"), start: try month(1), meetings: [june, march],
      odds: ["met": 0.5, "missed": 0.5, "single": 0.7])
  }

  /// Two columns called Mar would say nothing of which is which.
  @Test func meetingsOfOneMonthAreToldApart() throws {
    func headings(_ meetings: [(String, Int)]) throws -> (columns: [String], notes: String) {
      let history = MeetingHistory(
        id: "demo", start: try Self.month(1),
        meetings: try meetings.map { name, month in
          MeetingHistory.Meeting(
            name: name, asOf: try Self.month(month), trials: 100,
            targets: [try Self.target("open", 0.5)])
        }, odds: [:])
      let report = Report(history)
      let odds = try #require(report.tables.first { $0.id == "odds" })
      return (odds.columns.map(\.title), report.notes.joined(separator: "\n"))
    }
    let twice = try headings([("a", 3), ("b", 3), ("c", 4)])
    #expect(Array(twice.columns[1...3]) == ["Mar (a)", "Mar (b)", "Apr"])
    #expect(twice.notes.contains("to the same month: Mar 2021 (a, b)"))
    let once = try headings([("a", 3), ("c", 4)])
    #expect(Array(once.columns[1...2]) == ["Mar", "Apr"])
    #expect(!once.notes.contains("same month"))
  }

  @Test func meetingsAreHeldToWhatCame() throws {
    let history = try Self.history()
    #expect(history.meetings.map(\.name) == ["march", "june"])
    let score = MeetingScore(history.earlier[0], in: history)
    // What was settled in March, and what was read in May, is not held to the range of June.
    #expect(score.readings == 3)
    #expect(score.inside == 2)
    #expect(score.settled.count == 3)
    let said = try #require(score.brier { $0.said })
    #expect(abs(said - (0.16 + 0.81 + 0.64) / 3) < 1e-12)
    let start = try #require(score.brier { $0.atStart })
    #expect(abs(start - (0.25 + 0.25 + 0.09) / 3) < 1e-12)
    // 30 of 120 in March is on schedule, 10 is behind: both come as the rule says.
    #expect(score.brier { $0.proRata } == 0)
    let same = try #require(score.brier(where: { $0.proRata != nil }) { $0.said })
    #expect(abs(same - (0.16 + 0.81) / 2) < 1e-12)
  }

  /// A promise that was put off, or given up, is judged as it stood when its odds were given.
  @Test(arguments: Language.allCases) func aRevisedPromiseIsJudgedAsItWas(_ language: Language)
    throws
  {
    func meeting(_ month: Int?, _ targets: [MeetingHistory.Target]) throws -> MeetingHistory.Meeting
    {
      MeetingHistory.Meeting(
        name: month.map { "m\($0)" } ?? "start", asOf: try month.map(Self.month), trials: 1000,
        targets: targets)
    }
    let history = MeetingHistory(
      id: "demo", start: try Self.month(1),
      meetings: [
        try meeting(
          nil,
          [
            try Self.target("schools", 0.3, due: 6, outcome: false),
            try Self.target("parks", 0.8, value: 3000, outcome: nil),
            try Self.target("given-up", 0.6, due: 6, outcome: false),
          ]),
        try meeting(
          5,
          [
            try Self.target("schools", 0.1, due: 6, outcome: false),
            try Self.target("parks", 0.9, value: 2600, outcome: true),
          ]),
        try meeting(
          7,
          [
            try Self.target("schools", 0.4, due: 9),
            try Self.target("parks", 1, fact: true, value: 2600),
          ]),
      ], odds: ["schools": 0.3, "parks": 0.8, "given-up": 0.6])
    let scores = history.earlier.map { MeetingScore($0, in: history) }
    #expect(scores.map { $0.settled.map(\.isMet) } == [[false, false], [false, true]])
    let may = try #require(scores[1].brier { $0.said })
    #expect(abs(may - (0.01 + 0.01) / 2) < 1e-12)
    // What was said at the start of another promise is not held to this one.
    #expect(scores[1].settled.map(\.atStart) == [0.3, nil])
    let report = Report(history, language: language)
    let odds = try #require(report.tables.first { $0.id == "odds" })
    #expect(odds.rows.map { $0[0].shown } == ["schools", "parks", "given-up"])
    let met = language == .en ? "met" : "已完成"
    let space = language == .en ? " " : ""
    #expect(
      odds.rows.map { row in row.dropFirst().dropLast().map(\.shown) } == [
        ["30\(space)%", "10\(space)%", "40\(space)% *"], ["80\(space)%", "90\(space)% *", met],
        ["60\(space)%", "-", "-"],
      ])
    let notes = report.notes.joined(separator: "\n")
    #expect(
      notes.contains(
        language == .en
          ? "schools due Jun 2021→Sep 2021 (Jul); parks ≥ 3,000→≥ 2,600 (May)."
          : "schools 期限2021年6月→2021年9月（7月）；parks ≥3,000→≥2,600（5月）。"), "\(notes)")
    #expect(try #require(report.csv("odds")).contains("parks,m5,2021-05,0.9,,>=,2600,2021-12"))
  }

  /// What a meeting knew is no test of what it said.
  @Test func whatKnewAsMuchAsTheLastIsNotJudged() throws {
    let history = try Self.history()
    let again = MeetingHistory.Meeting(
      name: "june-again", asOf: try Self.month(6), trials: 1000, targets: history.last.targets)
    let longer = MeetingHistory(
      id: "demo", start: try Self.month(1), meetings: history.meetings + [again], odds: [:])
    #expect(longer.earlier.map(\.name) == ["march"])
    let alone = MeetingHistory(
      id: "demo", start: try Self.month(1), meetings: [history.last, again], odds: [:])
    #expect(alone.earlier.isEmpty && !Report(alone).text().isEmpty)
  }

  @Test func oddsAreCountedByTenths() throws {
    let history = try Self.history()
    let rows = ReliabilityRow.rows([MeetingScore(history.earlier[0], in: history)])
    #expect(rows.map(\.said.count) == [0, 0, 1, 0, 0, 0, 1, 0, 0, 1])
    #expect(rows.map(\.met) == [0, 0, 1, 0, 0, 0, 1, 0, 0, 0])
  }

  @Test(arguments: Language.allCases) func littleIsProved(language: Language) throws {
    let report = Report(try Self.history(), language: language)
    let notes = report.notes.joined()
    #expect(
      notes.contains(
        language == .en
          ? "3 targets have been settled since. That proves little" : "此后已有结果的目标3项，样本过少，尚不足以下结论"))
    #expect(notes.contains(language == .en ? "2 of 3 actuals (67 %)" : "3个实际值中有2个（67%）"))
    let odds = try #require(report.tables.first { $0.id == "odds" })
    #expect(odds.rows.map { $0.last?.shown } == ["▅█", "█▁", "▃▅", "██", "▂█", " ▄"])
    #expect(odds.rows[0][1].shown == (language == .en ? "60 %" : "60%"))
    #expect(odds.rows[1][2].shown == (language == .en ? "missed" : "逾期未完成"))
    let page = try Self.history().html(language: language)
    // Of targets that were at both meetings.
    #expect(page.ranges(of: "<path class=\"median\"").count == 5)
    let alone = MeetingHistory(
      id: "demo", title: Text(en: "Demo"), start: try Self.month(1),
      meetings: [try Self.history().last], odds: [:])
    #expect(Report(alone, language: language).tables.map(\.id) == ["odds"])
  }

  @Test func forPrograms() throws {
    let history = try Self.history()
    let document = try #require(
      try JSONSerialization.jsonObject(with: Data(history.json().utf8)) as? [String: Any])
    let meetings = try #require(document["meetings"] as? [[String: Any]])
    #expect(meetings.count == 1)
    #expect(meetings[0]["inside"] as? Int == 2)
    let lines = try #require(Report(history).csv("odds")).split(separator: "\r\n")
    #expect(lines.count == 12)
    #expect(lines[1] == "met,march,2021-03,0.6,,>=,120,2021-12")
  }
}
