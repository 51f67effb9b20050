import Buildout

extension ForecastTables {
  /// What each column of the tables says, in one sentence.
  var legend: [Report.Explanation] {
    func line(_ term: Phrase, _ meaning: Phrase) -> Report.Explanation {
      .init(say(term), say(meaning), colon: say(": ", "："))
    }
    let soft = line(
      Phrase("(soft)", "标“（方向性目标）”的"),
      Phrase(
        "the target is a direction rather than a promise. It is shown but not counted among the firm targets.",
        "只提方向要求，不作承诺，仅列示，不计入刚性目标。"))
    let digits = line(
      Phrase("Digits", "有效数字"),
      Phrase(
        "figures are rounded to what the number of trials supports.",
        "数值只保留模拟次数所能支持的有效数字。"))
    let hasSoft = forecast.targets.contains { $0.target.firmness == .soft }
    return (sectors + sectorSummary + leads + joint + atLeast + weakest).legend()
      + (hasSoft ? [soft] : []) + [digits]
  }
}
