import Buildout

/// The language of a report.
public enum Language: String, Hashable, Sendable, CaseIterable {
  case en, zh
}

/// Chooses between the two languages, which stand side by side wherever something is said.
struct Words: Sendable {
  let language: Language

  func callAsFunction(_ en: String, _ zh: String) -> String { language == .zh ? zh : en }

  /// A title in the language, else in the other one, else the id.
  func title(_ text: Text, id: String) -> String {
    let titles = language == .zh ? [text.zh, text.en] : [text.en, text.zh]
    for case .some(let title) in titles where !title.isEmpty { return title }
    return id
  }

  /// Digits of a percentage with its sign.
  func percent(_ digits: String) -> String { digits + self(" %", "%") }

  func percent(_ proportion: Proportion) -> String { percent(Digits.percent(proportion)) }

  func percentInterval(_ proportion: Proportion) -> String {
    percent(Digits.percentInterval(proportion))
  }

  /// A target's light, questioned where the interval reaches into another one.
  func light(_ forecast: TargetForecast) -> String {
    let ends = forecast.met.interval
    let isSettled = Light(probability: ends.lowerBound) == Light(probability: ends.upperBound)
    return light(forecast.light) + (isSettled ? "" : "?")
  }

  /// A light's word, and a symbol for those who see no colour.
  func light(_ light: Light) -> String {
    switch light {
    case .green: self("+ green", "+ 绿灯")
    case .amber: self("~ amber", "~ 黄灯")
    case .red: self("! red", "! 红灯")
    }
  }

  func estimate(_ estimate: QuantileEstimate) -> String {
    estimate.value == .infinity ? self("never", "未完成") : Digits.estimate(estimate)
  }

  func estimate(_ estimate: MeanEstimate?) -> String { estimate.map(Digits.estimate) ?? "-" }

  /// What a target promises: `>= 72 km`.
  func promise(_ target: Target, unit: String) -> String {
    let relation = target.comparator == .by ? self("reach", "达到") : target.comparator.rawValue
    let value = Digits.exact(target.value)
    return relation + " " + value + (unit.isEmpty ? "" : " " + unit)
  }
}
