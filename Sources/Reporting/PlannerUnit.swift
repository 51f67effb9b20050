import Buildout

/// What a planner would count a target's figures in: 1,000 万平方米 rather than 10,000,000 平方米.
struct PlannerUnit {
  /// How many of the scenario's units one of these is.
  let scale: Double
  let name: String
}

extension Words {
  func planner(_ target: TargetForecast) -> PlannerUnit {
    planner(value: target.target.value, unit: target.unit)
  }

  /// The larger unit that is usual from a value of that size, else the scenario's own. Money stays in the unit that
  /// the scenario has for it, so that one page does not count it in two.
  func planner(value: Double, unit: Text) -> PlannerUnit {
    planner(value: value, named: self.unit(unit))
  }

  private func planner(value: Double, named name: String) -> PlannerUnit {
    // `45 × 10,000 m2` reads as 450,000 m².
    if name.first?.isNumber == true, let multiple = name.wholeMatch(of: #/([0-9][0-9,]*) (.+)/#),
      let factor = Double(String(multiple.1).replacing(",", with: "")), factor > 0,
      !["CNY", "RMB", "USD", "EUR", "yuan"].contains(where: multiple.2.contains)
    {
      let one = planner(value: value * factor, named: String(multiple.2))
      return PlannerUnit(scale: one.scale / factor, name: one.name)
    }
    let larger: [(name: String, scale: Double, as: String)] = [
      ("平方米", 1e4, "万平方米"),
      ("立方米", 1e4, "万立方米"), ("吨", 1e4, "万吨"), ("人次", 1e4, "万人次"), ("人", 1e4, "万人"),
      ("m2", 1e6, "million m²"), ("m2", 1, "m²"),
    ]
    for unit in larger where unit.name == name && value.magnitude >= unit.scale {
      return PlannerUnit(scale: unit.scale, name: unit.as)
    }
    return PlannerUnit(scale: 1, name: name)
  }

  /// A unit as a heading, for figures of any size in the scenario's own unit: ` (stations)`; empty where
  /// there is none.
  func heading(_ unit: Text) -> String {
    let one = planner(value: 1, unit: unit)
    let name = counted(one.scale == 1 ? one.name : self.unit(unit), 2)
    return name.isEmpty ? "" : self(" (", "（") + name + self(")", "）")
  }

  /// A unit after a number: `1 person`, `2 people`, `5 cities`; what is no English word stays as it
  /// is, as does an abbreviation.
  func counted(_ unit: String, _ value: Double) -> String {
    let letters = UInt8(ascii: "a")...UInt8(ascii: "z")
    let isWord =
      unit.utf8.count > 2 && unit.utf8.allSatisfy(letters.contains)
      && unit.contains { "aeiou".contains($0) }
    guard language == .en, isWord, value != 1, !unit.hasSuffix("s") else { return unit }
    if unit == "person" { return "people" }
    let isConsonant = !["ay", "ey", "oy", "uy"].contains { unit.hasSuffix($0) }
    if unit.hasSuffix("y"), isConsonant { return String(unit.dropLast()) + "ies" }
    let hisses = ["ch", "sh", "x"].contains { unit.hasSuffix($0) }
    return unit + (hisses ? "es" : "s")
  }

  /// `December 2021` in short, or 2021年12月.
  func month(_ month: Month) -> String {
    self("\(monthName(month)) \(month.year)", "\(month.year)年\(month.monthOfYear)月")
  }

  func monthName(_ month: Month) -> String {
    let names = [
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    return self(names[month.monthOfYear - 1], "\(month.monthOfYear)月")
  }

  /// Where a target's measure stands, in its planner's unit; a milestone that is one thing is done
  /// or not.
  func outcome(_ estimate: QuantileEstimate?, of target: TargetForecast) -> Table.Cell {
    guard let estimate else { return .text(self("undefined", "无定义")) }
    if target.isMilestone {
      return .text(estimate.value >= 1 ? self("done", "完成") : self("not yet", "未完成"))
    }
    return self.estimate(estimate, in: planner(target))
  }

  /// P10, P50 and P90 of a target's measure when due, to be read side by side.
  func outcomes(of target: TargetForecast) -> [Table.Cell] {
    let estimates = [target.p10, target.p50, target.p90]
    // Either all are there or none.
    let three = estimates.compactMap { $0 }
    guard !target.isMilestone, three.count == estimates.count else {
      return estimates.map { outcome($0, of: target) }
    }
    let scale = planner(target).scale
    let digits = Digits.together(
      three.map {
        QuantileEstimate(value: $0.value / scale, low: $0.low / scale, high: $0.high / scale)
      }, beside: target.target.value / scale)
    return zip(three, digits).map { $0.value.isFinite ? .figure($1) : outcome($0, of: target) }
  }

  /// How far a target is missed on average; a milestone is missed or not.
  func shortfall(of target: TargetForecast) -> Table.Cell {
    let scale = planner(target).scale
    let scaled = target.meanShortfall.map {
      MeanEstimate(value: $0.value / scale, standardError: $0.standardError / scale)
    }
    return .figure(
      target.isMilestone ? nil : scaled.map(Digits.estimate),
      data: JSON(target.meanShortfall?.value))
  }

  private func estimate(_ estimate: QuantileEstimate, in unit: PlannerUnit) -> Table.Cell {
    self.estimate(
      QuantileEstimate(
        value: estimate.value / unit.scale, low: estimate.low / unit.scale,
        high: estimate.high / unit.scale))
  }
}
