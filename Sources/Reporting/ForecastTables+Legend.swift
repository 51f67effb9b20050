import Buildout

extension ForecastTables {
  /// What each column says, in one sentence.
  var legend: [Report.Explanation] {
    let soft = forecast.targets.contains { $0.target.firmness == .soft }
    let pairs: [(String, String)?] = [
      (
        say("Probability", "完成概率"),
        say(
          "the share of trials in which the target is met at the end of its due month; a bound "
            + "such as <0.1 % stands where no more can be told.",
          "到期月月末完成该目标的模拟次数占比；无法给出更精确的数值时以“<0.1%”之类的界限表示。")
      ),
      (
        say("95 % interval", "95% 置信区间"),
        say(
          "where the probability lies as far as the number of trials can tell (Wilson); it says "
            + "nothing about whether the inputs are right.",
          "由模拟次数决定的概率范围（Wilson区间）；不反映输入本身是否准确。")
      ),
      (
        say("P10, P50, P90", "P10、P50、P90"),
        say(
          "the measure at the end of the due month: 10, 50 and 90 % of the trials stand at or below.",
          "到期月月末的指标值：分别有10%、50%、90%的模拟结果不高于该值。")
      ),
      (
        say("Mean shortfall", "平均缺口"),
        say(
          "how far the measure misses the promised value, averaged over all trials, those that "
            + "meet it counting as 0.",
          "指标值与目标值之差的平均数，已完成的模拟按0计。")
      ),
      (
        say("Light", "灯号"),
        say(
          "+ green from 80 %, ~ amber from 50 %, ! red below; a question mark where the interval "
            + "reaches into another light.",
          "“+”绿灯：概率不低于80%；“~”黄灯：不低于50%；“!”红灯：低于50%；置信区间跨越分界时加“?”。")
      ),
      !hasSectorSummary
        ? nil
        : (
          say("Expected met", "预计完成项数"),
          say(
            "the sum of the firm targets' probabilities.", "各项刚性目标完成概率之和。")
        ),
      weakest.isEmpty
        ? nil
        : (
          say("P50 / promised", "完成率"),
          say(
            "the middle outcome in percent of the promised value.",
            "中位结果（P50）占目标值的百分比。")
        ),
      weakest.isEmpty
        ? nil
        : (
          say("Behind at half-time", "半程落后概率"),
          say(
            "the share of trials below the pro-rata schedule half-way to the due month; a dash "
              + "where a schedule has no meaning.",
            "到期时间过半时低于序时进度的模拟占比；“-”表示序时进度对该目标无意义。")
        ),
      soft
        ? (
          say("(soft)", "（方向性目标）"),
          say(
            "a direction rather than a promise: shown, but not counted among the firm targets.",
            "方向性要求而非承诺：仅列示，不计入刚性目标。")
        ) : nil,
      (
        say("Digits", "数位"),
        say(
          "figures are rounded to what the number of trials supports.",
          "数值只保留模拟次数所能支持的有效数位。")
      ),
    ]
    return pairs.compactMap { pair in pair.map { .init($0.0, $0.1, colon: say(": ", "：")) } }
  }
}
