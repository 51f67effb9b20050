import Buildout

extension ForecastTables {
  /// What each column of the tables says, in one sentence.
  var legend: [Report.Explanation] {
    func line(_ en: (String, String), _ zh: (String, String)) -> Report.Explanation {
      .init(say(en.0, zh.0), say(en.1, zh.1), colon: say(": ", "："))
    }
    let soft = forecast.targets.contains { $0.target.firmness == .soft }
    return (sectors + sectorSummary + joint + atLeast + weakest).legend()
      + (soft
        ? [
          line(
            (
              "(soft)",
              "a direction rather than a promise: shown, but not counted among the firm targets."
            ),
            ("（方向性目标）", "方向性要求而非承诺：仅列示，不计入刚性目标。"))
        ] : [])
      + [
        line(
          ("Digits", "figures are rounded to what the number of trials supports."),
          ("数位", "数值只保留模拟次数所能支持的有效数位。"))
      ]
  }
}
