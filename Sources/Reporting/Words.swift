import Buildout

/// Chooses between the two languages, which stand side by side wherever something is said.
struct Words: Sendable {
  let language: Language

  func callAsFunction(_ en: String, _ zh: String) -> String { language == .zh ? zh : en }

  /// A title in the language, else in the other one, else the id.
  func title(_ text: Text?, id: String) -> String {
    let title = self.text(text)
    return title.isEmpty ? id : title
  }

  func title(of part: some Titled) -> String { title(part.title, id: part.id) }

  /// The title of the one with an id.
  func title(_ id: String, among parts: [some Titled]) -> String {
    title(parts.first { $0.id == id }?.title, id: id)
  }

  /// What follows a plan's title where an option is carried out; empty for the plan as it stands.
  func carryingOut(_ option: String?, _ title: Text) -> String {
    option.map {
      self(", with the option: ", "（采取措施：") + self.title(title, id: $0) + self("", "）")
    } ?? ""
  }

  /// A text in the language, else in the other one; may be empty.
  func text(_ text: Text?) -> String {
    text.map { language($0) } ?? ""
  }

  /// A target's title, marked when it is no firm promise.
  func name(_ target: Target) -> String {
    let title = title(of: target)
    return target.firmness == .soft ? title + self(" (soft)", "（方向性目标）") : title
  }

  /// `1 trial`, `10,000 trials`: English for a number of things.
  func counted(_ count: Int, _ thing: String) -> String {
    Digits.exact(Double(count)).text + " " + thing + (count == 1 ? "" : "s")
  }

  func trials(_ count: Int) -> String {
    self(counted(count, "trial"), Digits.exact(Double(count)).text + "次模拟")
  }

  /// How much of a run the numbers are of.
  func partial(_ partial: Provenance.Partial) -> String {
    let (there, all) = (
      Digits.exact(Double(partial.trials)).text, Digits.exact(Double(partial.all)).text
    )
    return self(
      "Merged before all shares were done: \(there) of \(all) trials",
      "尚有部分未完成：全部\(all)次模拟中的\(there)次")
  }

  /// What targets are counted together.
  func name(_ scope: JointForecast.Scope, in scenario: Scenario) -> String {
    switch scope {
    case .all: self("All", "全部")
    case .sector(let id): title(id, among: scenario.sectors)
    case .group(let id): title(id, among: scenario.groups)
    }
  }

  /// The same in a table, where a sector and a group may go by one name.
  func label(_ scope: JointForecast.Scope, in scenario: Scenario) -> String {
    let name = name(scope, in: scenario)
    return if case .group = scope { name + self(" (group)", "（目标组）") } else { name }
  }

  /// A percentage with its sign.
  func percent(_ digits: Figure) -> Figure { digits.percent(self(" %", "%")) }

  func percent(_ proportion: Proportion) -> Figure { percent(Digits.percent(proportion)) }

  func percentInterval(_ proportion: Proportion) -> String {
    Digits.percentInterval(proportion) + self(" %", "%")
  }

  /// A probability for a table.
  func probability(_ proportion: Proportion?) -> Table.Cell {
    .figure(proportion.map(percent), data: JSON(proportion?.value))
  }

  /// An interval for a table.
  func interval(_ proportion: Proportion) -> Table.Cell {
    let ends = Digits.percentBounds(proportion.interval)
    return Table.Cell(
      .interval(
        low: percent(ends.low), high: percent(ends.high), shown: percentInterval(proportion)),
      data: .interval(proportion))
  }

  /// A target's light, questioned where the interval reaches into another one.
  func light(_ forecast: TargetForecast) -> String {
    let ends = forecast.met.interval
    let isSettled = Light(probability: ends.lowerBound) == Light(probability: ends.upperBound)
    return light(forecast.light) + (isSettled ? "" : "?")
  }

  /// A light's word, and a symbol for those who see no colour.
  func light(_ light: Light) -> String {
    let word =
      switch light {
      case .green: self("green", "绿灯")
      case .amber: self("amber", "黄灯")
      case .red: self("red", "红灯")
      }
    return symbol(light) + " " + word
  }

  func symbol(_ light: Light) -> String {
    switch light {
    case .green: "+"
    case .amber: "~"
    case .red: "!"
    }
  }

  func estimate(_ estimate: QuantileEstimate) -> Table.Cell {
    estimate.value == .infinity
      ? .text(self("never", "未完成")) : .figure(Digits.estimate(estimate))
  }

  /// In how many trials a target's measure is undefined: `in 71 % of the trials`.
  func undefined(_ target: TargetForecast) -> String {
    guard target.undefined < target.met.trials else { return self("in every trial", "全部模拟") }
    let share = percent(Proportion(count: target.undefined, trials: target.met.trials))
    return self("in \(share) of the trials", "占模拟的\(share)")
  }

  /// How many of some targets must be met together, or may be.
  func needed(_ joint: JointForecast) -> String {
    needed(atLeast: joint.atLeast, atMost: joint.atMost, of: joint.targets.count)
  }

  func needed(atLeast: Int, atMost: Int?, of: Int) -> String {
    switch (atLeast, atMost) {
    case (0, 0?): self("none of \(of)", "\(of)项均未完成")
    case (0, let most?): self("at most \(most) of \(of)", "\(of)项中至多\(most)项")
    case (let least, let most?) where least == most:
      self("exactly \(least) of \(of)", "\(of)项中恰好\(least)项")
    case (let least, let most?):
      self("\(least) to \(most) of \(of)", "\(of)项中\(least)至\(most)项")
    case (let least, nil):
      least >= of ? self("all \(of)", "全部\(of)项") : self("\(least) of \(of)", "\(of)项中至少\(least)项")
    }
  }

  /// A unit in this language, or in the other where it has only that; may be empty.
  func unit(_ unit: Text) -> String { text(unit) }

  /// What a target promises: `≥ 72 km`; a milestone that is one thing is to be done.
  func promise(_ target: Target, unit: Text) -> String {
    let isBy = target.comparator == .by
    if isBy && target.value == 1 { return self("done", "完成") }
    let unit = planner(value: target.value, unit: unit)
    let name = counted(unit.name, target.value / unit.scale)
    return (isBy ? self("reach ", "达到") : relation(target.comparator) + self(" ", ""))
      + Digits.exact(target.value / unit.scale).text + (name.isEmpty ? "" : gap(name) + name)
  }

  /// What stands between a number and its unit: in Chinese only where the unit begins with a Latin letter; a cross
  /// where it begins with a figure, `100 × 100M CNY`, as the two would be read as one number.
  func gap(_ unit: String) -> String {
    let first = unit.first.flatMap { $0.isASCII ? $0 : nil }
    if first?.isNumber == true { return " × " }
    return self(" ", first?.isLetter == true ? " " : "")
  }

  /// `≥`, or the comparator as it is written.
  func relation(_ comparator: Target.Comparator) -> String {
    switch comparator {
    case .atLeast: "≥"
    case .atMost: "≤"
    case .above, .below: comparator.rawValue
    case .by: self("by", "按期完成")
    }
  }
}

/// What has a title, which may be empty, and an id.
protocol Titled {
  var id: String { get }
  var title: Text { get }
}

extension Scenario: Titled {}
extension Sector: Titled {}
extension Programme: Titled {}
extension Pool: Titled {}
extension Factor: Titled {}
extension Risk: Titled {}
extension Target: Titled {}
extension TargetGroup: Titled {}
extension ResourcingOption: Titled {}
