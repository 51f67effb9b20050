import Buildout

/// A value that a search tried as a row.
struct AttemptRow: Sendable {
  let attempt: GoalSeek.Attempt
  let isFound: Bool
  let trials: Int
  /// Whether it is sufficient, in words; empty for programs.
  var verdict = ""
}

extension Catalogue<AttemptRow> {
  /// What is said of the values tried. What a verdict means depends on the search, and stands with it.
  static var attempts: Catalogue {
    Catalogue(columns: [
      .init(
        .number, "value", [.csv, .json, .table], "Value", "取值", about: "the value tried"
      ) { row, _ in
        .figure(Digits.exact(row.attempt.value), data: .number(row.attempt.value))
      },
      .init(
        .number, "probability", [.csv, .json, .table], "Probability", "完成概率",
        about: "the share of trials that met the goal with this value"
      ) { row, say in say.probability(row.attempt.met) },
      .init(
        .number, "interval", [.csv, .json, .table], "95 % interval", "95% 置信区间",
        csv: ends(of: "probability"), about: "the Wilson interval of the probability"
      ) { row, say in say.interval(row.attempt.met) },
      .data("found", [.csv], "1 for the value that is the answer, else 0") { .flag($0.isFound) },
      .data("trials", [.csv], "the number of trials behind every figure") { .integer($0.trials) },
      .init(
        .short, "verdict", [.table], "Verdict", "结论"
      ) { row, _ in .text(row.verdict) },
    ])
  }
}
