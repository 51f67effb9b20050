extension Scenario {
  /// Everything for which actuals must be refused: names that the scenario does not have, months outside
  /// the horizon or past the as-of month, cumulative figures that fall, fractions of what is counted, a
  /// second value for the same month. Empty when the plan can be forecast given them.
  public func faults(in actuals: Actuals) -> [ActualsFault] {
    var finder = ActualsFaultFinder(scenario: self, actuals: actuals)
    finder.checkAsOf()
    finder.checkReadings()
    finder.checkSightings()
    return finder.faults
  }

  /// The actuals that the scenario holds impossible, such as ten works done of nine. They are facts all
  /// the same; it is the scenario that is wrong, and its odds are worth less for it.
  public func warnings(in actuals: Actuals) -> [ActualsFault] {
    var finder = WarningFinder(self)
    var warnings: [ActualsFault] = []
    for (index, reading) in actuals.readings.enumerated()
    where (1...calendar.months).contains(reading.month) {
      let span = finder.span(reading.measure, month: reading.month)
      let isTooMuch = reading.value - reading.rounding > span.high
      guard isTooMuch || reading.value + reading.rounding < span.low else { continue }
      let bound = Fault.text(isTooMuch ? span.high : span.low)
      let month = calendar.month(reading.month)
      warnings.append(
        ActualsFault(
          .cannotBeKept, .reading(index), .value,
          Text(
            en:
              "\(reading.measure) stood at \(Fault.text(reading.value)) at the end of \(month), and "
              + "the scenario allows \(isTooMuch ? "no more than" : "no less than") \(bound)",
            zh: "\(month) 末 \(reading.measure) 为 \(Fault.text(reading.value))，而情景最"
              + "\(isTooMuch ? "多" : "少")只能到 \(bound)"),
          consequence: Text(
            en: "it stands as a fact, and the odds are those of a plan that could not get there",
            zh: "该值按事实计入，但模型本身到不了这个值，概率的可信度随之下降"),
          remedy: Text(
            en:
              "put the scenario right: give it the works, the rate or the bounds that the year had",
            zh: "请按当年实际改正情景中的项目数、速率或上下限"),
          origin: reading.origin))
    }
    return warnings
  }
}

/// Collects the faults of actuals.
private struct ActualsFaultFinder {
  let scenario: Scenario
  let actuals: Actuals
  var faults: [ActualsFault] = []

  private var calendar: Calendar { scenario.calendar }

  private mutating func add(
    _ code: Fault.Code, _ item: ActualsFault.Item, _ field: ActualsFault.Field, _ problem: Text,
    consequence: Text, remedy: Text
  ) {
    let origin =
      switch item {
      case .asOf: ""
      case .reading(let index): actuals.readings[index].origin
      case .sighting(let index): actuals.sightings[index].origin
      }
    faults.append(
      ActualsFault(
        code, item, field, problem, consequence: consequence, remedy: remedy, origin: origin))
  }

  // MARK: Months

  mutating func checkAsOf() {
    guard !(1...calendar.months).contains(actuals.asOf) else { return }
    add(
      .outsideHorizon, .asOf, .month,
      Text(
        en: "the as-of month, number \(actuals.asOf), lies outside the horizon",
        zh: "数据截止月（第 \(actuals.asOf) 个月）不在预测期内"),
      consequence: Text(en: "there is nothing to forecast from there", zh: "无法从该月起预测"),
      remedy: horizon)
  }

  private var horizon: Text {
    Text(
      en: "the horizon is \(calendar.start) to \(calendar.end); give a month of it",
      zh: "预测期为 \(calendar.start) 至 \(calendar.end)，请填写其中的月份")
  }

  private mutating func check(month: Int, _ item: ActualsFault.Item) {
    guard (1...calendar.months).contains(month) else {
      let isEarly = month < 1
      let shown = calendar.month(month)
      add(
        .outsideHorizon, item, .month,
        Text(
          en: isEarly
            ? "\(shown) is before the horizon, which begins in \(calendar.start)"
            : "\(shown) is past the horizon, which ends in \(calendar.end)",
          zh: isEarly
            ? "\(shown) 早于预测期，预测期从 \(calendar.start) 开始"
            : "\(shown) 晚于预测期，预测期到 \(calendar.end) 为止"),
        consequence: Text(en: "the scenario has no such month", zh: "情景中没有这个月"),
        remedy: isEarly
          ? Text(
            en:
              "what is in place when the horizon begins belongs into the scenario; delete the row",
            zh: "期初已有的工作量应写入情景；请删除此行")
          : Text(en: "correct the month, or raise 'months'", zh: "请改正月份，或增大 months"))
      return
    }
    guard month > actuals.asOf, (1...calendar.months).contains(actuals.asOf) else { return }
    let (shown, asOf) = (calendar.month(month), calendar.month(actuals.asOf))
    add(
      .outsideHorizon, item, .month,
      Text(en: "\(shown) is past the as-of month, \(asOf)", zh: "\(shown) 晚于数据截止月 \(asOf)"),
      consequence: Text(
        en: "what comes after that month is forecast, not known", zh: "截止月之后属于预测，不是已知数据"),
      remedy: Text(
        en: "give a later as-of month, or delete the row", zh: "请推后截止月（--as-of），或删除此行"))
  }

  // MARK: Readings

  mutating func checkReadings() {
    var names = ActualsNames(scenario)
    var first: [ActualsFault.Item.Slot: Int] = [:]
    var series: [Measure: [Int]] = [:]
    var measures: [Measure] = []
    for (index, reading) in actuals.readings.enumerated() {
      let item = ActualsFault.Item.reading(index)
      if let fault = names.fault(of: reading.measure) {
        add(
          fault.code, item, .name, fault.problem, consequence: fault.consequence,
          remedy: fault.remedy)
        continue
      }
      check(month: reading.month, item)
      guard reading.value.magnitude <= Fault.numberLimit, reading.rounding >= 0,
        reading.rounding <= Fault.numberLimit
      else {
        add(
          .outOfRange, item, .value,
          Text(
            en: "the value is \(Fault.text(reading.value)), it must be from -1e15 to 1e15",
            zh: "数值为 \(Fault.text(reading.value))，应在 -1e15 至 1e15 之间"),
          consequence: Text(en: "nothing can be computed with it", zh: "无法计算"),
          remedy: Text(en: "correct it", zh: "请改正"))
        continue
      }
      checkWhole(reading, item)
      let slot = ActualsFault.Item.Slot(measure: reading.measure, month: reading.month)
      if let other = first[slot] {
        addRepeat(item, "\(reading.measure)", reading.month, actuals.readings[other].origin)
        continue
      }
      first[slot] = index
      if series[reading.measure] == nil { measures.append(reading.measure) }
      series[reading.measure, default: []].append(index)
    }
    for measure in measures where measure.onlyGrows { checkFalls(series[measure] ?? []) }
  }

  private mutating func addRepeat(
    _ item: ActualsFault.Item, _ name: String, _ month: Int, _ origin: String
  ) {
    let other = origin.isEmpty ? Text(en: "it", zh: "") : Text(en: origin, zh: "（\(origin)）")
    add(
      .duplicate, item, .name,
      Text(
        en: "\(name) is given a second time for \(calendar.month(month))",
        zh: "\(name) 的 \(calendar.month(month)) 数据重复"),
      consequence: Text(
        en: "\(other.en ?? "it") has one already", zh: "前面已有一个值\(other.zh ?? "")"),
      remedy: Text(en: "delete one of the two", zh: "请删去其中一个"))
  }

  private mutating func checkWhole(_ reading: Actuals.Reading, _ item: ActualsFault.Item) {
    guard reading.value != reading.value.rounded(), scenario.countsWhole(reading.measure) else {
      return
    }
    let value = Fault.text(reading.value)
    add(
      .partOfUnit, item, .value,
      Text(
        en: "\(value) is no whole number, and \(reading.measure) counts whole units",
        zh: "\(value) 不是整数，而 \(reading.measure) 按整数个计"),
      consequence: Text(
        en: "the year cannot have stood there", zh: "实际进度不可能是这个数"),
      remedy: Text(
        en: "give the number counted, or read the quantity and not the number",
        zh: "请填写实际个数；如指的是工程量，请改用工程量指标"))
  }

  /// Of the readings of one measure that never falls.
  private mutating func checkFalls(_ indices: [Int]) {
    let sorted = indices.sorted { actuals.readings[$0].month < actuals.readings[$1].month }
    for (before, after) in zip(sorted, sorted.dropFirst()) {
      let (old, new) = (actuals.readings[before], actuals.readings[after])
      // Figures that are printed rounded may cross by what was rounded away, and no further.
      let slack = (old.rounding + new.rounding) * (1 - 1e-9)
      guard new.value < old.value, old.value - new.value >= slack else { continue }
      let (month, earlier) = (calendar.month(new.month), calendar.month(old.month))
      add(
        .conflict, .reading(after), .value,
        Text(
          en: "\(Fault.text(new.value)) in \(month) is less than the \(Fault.text(old.value)) of "
            + "\(earlier), and \(new.measure) never falls",
          zh: "\(month) 的 \(Fault.text(new.value)) 小于 \(earlier) 的 \(Fault.text(old.value))，"
            + "而 \(new.measure) 是累计数，不会下降"),
        consequence: Text(en: "one of the two is wrong", zh: "两者必有一误"),
        remedy: Text(
          en:
            "give the figure since the horizon began, not the month's own, and correct the wrong one",
          zh: "请填写自期初起的累计数（不是当月数），并改正有误的一个"))
    }
  }

  // MARK: Sightings

  mutating func checkSightings() {
    struct Slot: Hashable {
      let risk: String
      let month: Int
    }
    var first: [Slot: Int] = [:]
    let known = scenario.risks.map(\.id)
    for (index, sighting) in actuals.sightings.enumerated() {
      let item = ActualsFault.Item.sighting(index)
      guard known.contains(sighting.risk) else {
        let missing = ActualsNames.missing("risk", "风险", sighting.risk, among: known)
        add(
          .unknownName, item, .name, missing.problem, consequence: missing.consequence,
          remedy: missing.remedy)
        continue
      }
      check(month: sighting.month, item)
      let slot = Slot(risk: sighting.risk, month: sighting.month)
      if let other = first[slot] {
        addRepeat(
          item, "risks.\(sighting.risk)", sighting.month, actuals.sightings[other].origin)
      }
      first[slot] = first[slot] ?? index
    }
  }
}

extension ActualsFault.Item {
  /// What may be read once.
  fileprivate struct Slot: Hashable {
    let measure: Measure
    let month: Int
  }
}
