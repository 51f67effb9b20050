import Sampling

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

  /// The actuals that the scenario holds impossible, such as ten works done of nine, or that cannot hold together, such
  /// as a step that has overtaken the one before it. They are facts all the same; the odds are worth less for it.
  public func warnings(in actuals: Actuals) -> [ActualsFault] {
    var finder = WarningFinder(self)
    var warnings: [ActualsFault] = []
    for (index, reading) in actuals.readings.enumerated()
    where (1...calendar.months).contains(reading.month) {
      let span = finder.span(reading.measure, month: reading.month)
      let isTooMuch = reading.value - reading.rounding > span.high
      guard isTooMuch || reading.value + reading.rounding < span.low else {
        if let fault = slip(in: reading) {
          warnings.append(
            ActualsFault(fault, .reading(index), .value, origin: reading.origin))
        }
        continue
      }
      let bound = Fault.text(isTooMuch ? span.high : span.low)
      let month = calendar.month(reading.month)
      warnings.append(
        ActualsFault(
          Fault(
            .cannotBeKept,
            "\(reading.measure) stood at \(Fault.text(reading.value)) at the end of \(month), and the "
              + "scenario allows \(say: isTooMuch ? "no more than" : "no less than") \(bound)",
            consequence:
              "it stands as a fact, and the odds are those of a plan that could not get there",
            remedy:
              "check the figure; where it is right, give the scenario the works, the rate or the bounds that the year had"
          ),
          .reading(index), .value, origin: reading.origin))
    }
    return warnings + ActualsContradictions(self, actuals).found
  }

  /// What looks like a slip of the unit or of a digit, though nothing forbids it.
  private func slip(in reading: Actuals.Reading) -> Fault? {
    let month = calendar.month(reading.month)
    let value = Fault.text(reading.value)
    if case .combination(.share, _) = reading.measure, reading.value - reading.rounding > 100 {
      return Fault(
        .cannotBeKept,
        "\(reading.measure) stood at \(value) at the end of \(month), which is more than 100 %",
        consequence: "it stands as a fact",
        remedy: "check it; a share is given in percent of the whole")
    }
    let promised = targets.filter { $0.measure == reading.measure && $0.comparator.countsUp }
      .map(\.value).max()
    guard let promised, promised > 0, reading.value > 10 * promised else { return nil }
    return Fault(
      .cannotBeKept,
      "\(reading.measure) stood at \(value) at the end of \(month), more than ten times what is promised, "
        + "\(Fault.text(promised))",
      consequence: "it stands as a fact, and the target is taken for met",
      remedy: "check the figure and its unit")
  }
}

extension Measure {
  /// Whether it is below 0 in no year that there could be: a count, a quantity, money, and what is made of them
  /// without taking one from another.
  fileprivate var isNeverNegative: Bool {
    fold { leaf in
      switch leaf {
      case .constant(let value): value >= 0
      case .granted: true
      case .reading(_, _, let reading, _): reading != .level
      }
    } _: { combination, parts in
      combination != .difference && parts.allSatisfy { $0 }
    }
  }
}

/// Collects the faults of actuals.
private struct ActualsFaultFinder {
  let scenario: Scenario
  let actuals: Actuals
  var faults: [ActualsFault] = []

  private var calendar: Calendar { scenario.calendar }

  private mutating func add(
    _ code: Fault.Code, _ item: ActualsFault.Item, _ field: ActualsFault.Field,
    _ problem: Message, consequence: Message, remedy: Message
  ) {
    note(Fault(code, problem, consequence: consequence, remedy: remedy), item, field)
  }

  private mutating func note(
    _ fault: Fault, _ item: ActualsFault.Item, _ field: ActualsFault.Field
  ) {
    let origin =
      switch item {
      case .asOf: ""
      case .reading(let index): actuals.readings[index].origin
      case .sighting(let index): actuals.sightings[index].origin
      }
    faults.append(ActualsFault(fault, item, field, origin: origin))
  }

  // MARK: Months

  mutating func checkAsOf() {
    guard !(1...calendar.months).contains(actuals.asOf) else { return }
    // Only what is made in code can lie further away than a month can be written.
    let shown: Message =
      actuals.asOf.magnitude < 12_000
      ? "\(calendar.month(actuals.asOf))" : "number \(actuals.asOf)"
    add(
      .outsideHorizon, .asOf, .month, "the as-of month, \(shown), lies outside the horizon",
      consequence: "there is nothing to forecast from there",
      remedy: horizon)
  }

  private var horizon: Message {
    "the horizon is \(calendar.start) to \(calendar.end); give a month of it"
  }

  /// - Returns: Whether the month can be known.
  @discardableResult
  private mutating func check(month: Int, _ item: ActualsFault.Item) -> Bool {
    guard (1...calendar.months).contains(month) else {
      let isEarly = month < 1
      let shown = calendar.month(month)
      add(
        .outsideHorizon, item, .month,
        isEarly
          ? "\(shown) is before the horizon, which begins in \(calendar.start)"
          : "\(shown) is past the horizon, which ends in \(calendar.end)",
        consequence: "the scenario has no such month",
        remedy: isEarly
          ? "what is in place when the horizon begins belongs into the scenario; delete the row"
          : "correct the month, or raise 'months'")
      return false
    }
    guard month > actuals.asOf, (1...calendar.months).contains(actuals.asOf) else { return true }
    let (shown, asOf) = (calendar.month(month), calendar.month(actuals.asOf))
    add(
      .outsideHorizon, item, .month,
      "\(shown) is past the as-of month, \(asOf)",
      consequence: "what comes after that month is forecast, not known",
      remedy: "give a later as-of month, or delete the row")
    return false
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
        note(fault, item, .name)
        continue
      }
      let isInTime = check(month: reading.month, item)
      guard reading.value.magnitude <= Fault.numberLimit, reading.rounding >= 0,
        reading.rounding <= Fault.numberLimit
      else {
        add(
          .outOfRange, item, .value,
          "the value is \(Fault.text(reading.value)), it must be from -1e15 to 1e15",
          consequence: "nothing can be computed with it",
          remedy: "correct it")
        continue
      }
      checkWhole(reading, item)
      checkSign(reading, item)
      let slot = ActualsFault.Item.Slot(measure: reading.measure, month: reading.month)
      if let other = first[slot] {
        addRepeat(item, "\(reading.measure)", reading.month, actuals.readings[other].origin)
        continue
      }
      first[slot] = index
      // One fault is enough for a value that stands in no month.
      guard isInTime else { continue }
      if series[reading.measure] == nil { measures.append(reading.measure) }
      series[reading.measure, default: []].append(index)
    }
    for measure in measures where measure.onlyGrows { checkFalls(series[measure] ?? []) }
  }

  private mutating func addRepeat(
    _ item: ActualsFault.Item, _ name: String, _ month: Int, _ origin: String
  ) {
    add(
      .duplicate, item, .name,
      "\(name) is given a second time for \(calendar.month(month))",
      consequence: origin.isEmpty ? "it has one already" : "\(origin) has one already",
      remedy: "delete one of the two")
  }

  private mutating func checkWhole(_ reading: Actuals.Reading, _ item: ActualsFault.Item) {
    guard reading.value != reading.value.rounded(), scenario.countsWhole(reading.measure) else {
      return
    }
    let value = Fault.text(reading.value)
    add(
      .partOfUnit, item, .value,
      "\(value) is no whole number, and \(reading.measure) counts whole units",
      consequence: "the year cannot have stood there",
      remedy: "give the number counted, and put a share of progress in the note")
  }

  private mutating func checkSign(_ reading: Actuals.Reading, _ item: ActualsFault.Item) {
    guard reading.value < 0, reading.measure.isNeverNegative else { return }
    add(
      .outOfRange, item, .value,
      "\(Fault.text(reading.value)) is below 0, and \(reading.measure) cannot be",
      consequence: "the year cannot have stood there",
      remedy:
        "correct it; a cumulative figure is the total since the plan began, not the change of a month"
    )
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
        "\(Fault.text(new.value)) in \(month) is less than the \(Fault.text(old.value)) of "
          + "\(earlier), and \(new.measure) never falls",
        consequence: "one of the two is wrong",
        remedy:
          "give the figure since the horizon began, not the month's own, and correct the wrong one")
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
        note(ActualsNames.missing("risk", sighting.risk, among: known), item, .name)
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
