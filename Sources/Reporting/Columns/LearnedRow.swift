import Buildout

/// A number that trials draw once, or a risk, as a row: what was supposed and what is known now.
struct LearnedRow: Sendable {
  enum Subject: Sendable {
    case number(Reforecast.Learned)
    case risk(Reforecast.LearnedRisk)
  }

  let subject: Subject
  let name: String

  static func rows(_ reforecast: Reforecast, _ say: Words) -> [LearnedRow] {
    let scenario = reforecast.now.scenario
    return reforecast.learned.map {
      LearnedRow(subject: .number($0), name: say.name($0.number, in: scenario))
    }
      + reforecast.risks.map { risk in
        LearnedRow(
          subject: .risk(risk),
          name: say.title(
            scenario.risks.first { $0.id == risk.risk }?.title, id: risk.risk))
      }
  }

  /// By how many of the first standard deviations the mean has moved, or narrowed; of a risk, by how much
  /// its chance has.
  var shift: Double {
    switch subject {
    case .number(let learned):
      guard learned.before.deviation > 0 else { return 0 }
      return max(
        (learned.now.mean - learned.before.mean).magnitude / learned.before.deviation,
        1 - learned.now.deviation / learned.before.deviation)
    case .risk(let risk):
      return 2 * (risk.happenedNow - risk.happenedBefore).magnitude
    }
  }

  /// Whether more has moved than sampling does by itself.
  var isTold: Bool { shift > 0.1 }

  fileprivate var kind: String {
    switch subject {
    case .risk: "risk"
    case .number(let learned):
      switch learned.number {
      case .factor: "factor"
      case .pool: "pool"
      case .own: "number"
      }
    }
  }

  fileprivate var id: String {
    switch subject {
    case .risk(let risk): risk.risk
    case .number(let learned): learned.number.id
    }
  }
}

extension Reforecast.Learned.Number {
  /// As a scenario names it.
  var id: String {
    switch self {
    case .factor(let id): id
    case .pool(let id, let programme): id + (programme.map { "." + $0 } ?? "")
    case .own(let path): path
    }
  }
}

extension Catalogue<LearnedRow> {
  /// What is said of what the actuals have taught.
  static let learned = Catalogue(columns: [
    .data("kind", [.csv], "`factor`, `pool`, `number` or `risk`") { .text($0.kind) },
    .data("id", [.csv], "as the scenario names it") { .text($0.id) },
    .init(.words, "subject", [.table, .workbook], "Number or risk", "参数或风险") { row, _ in
      .text(row.name)
    },
    .init(
      .number, "before", [.csv, .table, .workbook], "At the start", "期初",
      csv: spread(of: "before"),
      about: "of a number its mean, deviation, P10, P50 and P90 without the actuals; "
        + "of a risk the chance of having acted by the as-of month, as the mean",
      meaning: Meaning(
        "of a number its mean and, in brackets, P10 to P90; of a risk the chance that it has acted so far.",
        "参数为均值（括号内为P10至P90）；风险为截止月前发生过的概率。", term: Phrase("At the start, now", "期初、目前"))
    ) { row, say in say.spread(row, isNow: false) },
    .init(
      .number, "now", [.csv, .table, .workbook], "Now", "目前", csv: spread(of: "now"),
      about: "the same given the actuals"
    ) { row, say in say.spread(row, isNow: true) },
  ])

  private static func spread(of name: String) -> [(name: String, member: String)] {
    ["mean", "deviation", "p10", "p50", "p90"].map { (name + "_" + $0, $0) }
  }
}

extension Words {
  fileprivate func name(_ number: Reforecast.Learned.Number, in scenario: Scenario) -> String {
    switch number {
    case .factor(let id): return title(scenario.factors.first { $0.id == id }?.title, id: id)
    case .pool(let id, let programme):
      let pool = title(scenario.pools.first { $0.id == id }?.title, id: id)
      guard let programme else { return pool }
      let share = title(scenario.programmes.first { $0.id == programme }?.title, id: programme)
      return pool + self(" for ", "：") + share
    case .own(let path):
      // The programme, one of its steps, and what is drawn there.
      let keys = path.split(separator: ".", maxSplits: 1).map(String.init)
      return InputWords(scenario: scenario, say: self)
        .name("programmes.\(keys[0])" + (keys.count > 1 ? ".steps.\(keys[1])" : ""))
    }
  }

  fileprivate func spread(_ row: LearnedRow, isNow: Bool) -> Table.Cell {
    switch row.subject {
    case .risk(let risk):
      let chance = isNow ? risk.happenedNow : risk.happenedBefore
      return Table.Cell(
        .text(percent(Digits.fixed(chance * 100, decimals: 0)).text),
        data: .object([("mean", .number(chance))]))
    case .number(let learned):
      let spread = isNow ? learned.now : learned.before
      let figures = [spread.mean, spread.p10, spread.p90].map {
        Digits.exact($0, significant: 3).text
      }
      return Table.Cell(
        .text(
          self(
            "\(figures[0]) (\(figures[1]) to \(figures[2]))",
            "\(figures[0])（\(figures[1])至\(figures[2])）")), data: spread.json)
    }
  }
}

extension Reforecast.Spread {
  var json: JSON {
    .object([
      ("mean", .number(mean)), ("deviation", .number(deviation)), ("p10", .number(p10)),
      ("p50", .number(p50)), ("p90", .number(p90)),
    ])
  }
}
