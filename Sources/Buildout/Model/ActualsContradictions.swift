import Sampling

/// What in actuals cannot hold together in the scenario, though each figure could by itself: steps that overtake one
/// another, works whose number and quantity do not fit, money that comes back, risks outside their windows.
struct ActualsContradictions {
  private let scenario: Scenario
  private let actuals: Actuals
  private(set) var found: [ActualsFault] = []

  /// What stands of works that are done, by its index in the actuals.
  private struct Done {
    let index: Int
    let step: String?
    let asNumber: Bool
  }

  init(_ scenario: Scenario, _ actuals: Actuals) {
    self.scenario = scenario
    self.actuals = actuals
    var done: [String: [Done]] = [:]
    for (index, reading) in actuals.readings.enumerated() {
      guard case .leaf(.reading(let id, let step, .completed, let asNumber)) = reading.measure
      else { continue }
      done[id, default: []].append(Done(index: index, step: step, asNumber: asNumber))
    }
    for programme in scenario.programmes {
      guard let done = done[programme.id] else { continue }
      checkOrder(programme, done)
      checkGates(programme, done)
      checkSizes(programme, done)
    }
    checkFalls()
    for risk in scenario.risks { check(risk) }
    found.sort { Self.order($0) < Self.order($1) }
  }

  private static func order(_ fault: ActualsFault) -> Int {
    switch fault.item {
    case .asOf: -1
    case .reading(let index): index
    case .sighting(let index): Int(Int32.max) + index
    }
  }

  private mutating func add(
    _ item: ActualsFault.Item, _ problem: Message, consequence: Message, remedy: Message
  ) {
    let origin =
      switch item {
      case .asOf: ""
      case .reading(let index): actuals.readings[index].origin
      case .sighting(let index): actuals.sightings[index].origin
      }
    found.append(
      ActualsFault(
        Fault(.cannotBeKept, problem, consequence: consequence, remedy: remedy), item, .value,
        origin: origin))
  }

  private func stood(_ reading: Actuals.Reading) -> Message {
    "\(reading.measure) stood at \(Fault.text(reading.value)) at the end of \(scenario.calendar.month(reading.month))"
  }

  private func least(_ reading: Actuals.Reading) -> Double { reading.value - reading.rounding }
  private func most(_ reading: Actuals.Reading) -> Double { reading.value + reading.rounding }

  // MARK: Works

  /// No more can have left a step than the steps before it, then or later.
  private mutating func checkOrder(_ programme: Programme, _ done: [Done]) {
    // Units that come in behind a step never leave it, and those that come back leave it twice.
    guard programme.steps.allSatisfy({ $0.then.isEmpty }),
      programme.cohorts.allSatisfy({ $0.step == nil })
    else { return }
    let before = Self.stepsBefore(programme)
    for late in done {
      let reading = actuals.readings[late.index]
      let earlier = late.step.map { before[$0] ?? [] } ?? Set(programme.steps.map(\.id))
      let overtaken = done.first { early in
        let other = actuals.readings[early.index]
        return early.step.map { earlier.contains($0) && $0 != late.step } ?? false
          && early.asNumber == late.asNumber && other.month >= reading.month
          && least(reading) > most(other) + 1e-9 * other.value.magnitude
      }
      guard let overtaken else { continue }
      add(
        .reading(late.index),
        "\(stood(reading)), and \(stood(actuals.readings[overtaken.index])), which comes before it",
        consequence: "both stand as facts, and they cannot both be right",
        remedy: "check the two figures and their months")
    }
  }

  /// The steps that a unit has left when it has left one, by the step.
  private static func stepsBefore(_ programme: Programme) -> [String: Set<String>] {
    let graph = StepGraph(programme)
    var before: [String: Set<String>] = [:]
    for (index, step) in programme.steps.enumerated() {
      let all = StepGraph.closure(of: graph.predecessors(index), along: graph.predecessors)
      before[step.id] = Set(all.map { programme.steps[$0].id })
    }
    return before
  }

  /// Nothing is done behind a step that waits for another programme before all of that is.
  private mutating func checkGates(_ programme: Programme, _ done: [Done]) {
    guard programme.cohorts.allSatisfy({ $0.step == nil && $0.progress == nil }) else { return }
    let before = Self.stepsBefore(programme)
    let own = Set(programme.steps.map(\.id))
    for late in done {
      let reading = actuals.readings[late.index]
      guard least(reading) > 0 else { continue }
      let passed = late.step.map { (before[$0] ?? []).union([$0]) } ?? own
      let awaited = programme.steps.filter { passed.contains($0.id) }.flatMap { $0.after ?? [] }
        .filter { if case .programme(let id) = $0 { !own.contains(id) } else { true } }
      if awaited.isEmpty { continue }
      let waiting = actuals.readings.first { other in
        guard other.month >= reading.month,
          case .leaf(.reading(let id, let step, .completed, let asNumber)) = other.measure,
          awaited.contains(where: { $0.programme == id && $0.step == step }),
          let gate = scenario.programmes.first(where: { $0.id == id }), gate.hasCountableUnits,
          gate.steps.allSatisfy({ $0.then.isEmpty }), gate.cohorts.allSatisfy({ $0.step == nil }),
          let units = gate.certainUnits, let size = asNumber ? 1 : gate.unitSize
        else { return false }
        return most(other) < units * size * (1 - 1e-9)
      }
      guard let waiting else { continue }
      add(
        .reading(late.index), "\(stood(reading)), and \(stood(waiting)), for all of which it waits",
        consequence: "both stand as facts, and they cannot both be right",
        remedy: "check the two figures and their months")
    }
  }

  /// So many works are no less than the smallest of them and no more than the largest.
  private mutating func checkSizes(_ programme: Programme, _ done: [Done]) {
    guard programme.hasCountableUnits else { return }
    let kinds = programme.cohorts.map { cohort in
      (
        number: cohort.number.distribution.upperBound.rounded(),
        low: cohort.size.distribution.lowerBound, high: cohort.size.distribution.upperBound
      )
    }
    func sum(_ count: Double, _ sizes: [(number: Double, size: Double)]) -> Double {
      var left = count
      var sum = 0.0
      for (number, size) in sizes where left > 0 {
        let taken = min(left, number)
        sum += taken == 0 ? 0 : taken * size
        left -= taken
      }
      return left > 0 ? .infinity : sum
    }
    for number in done where number.asNumber {
      let count = actuals.readings[number.index]
      guard
        let quantity = done.first(where: {
          !$0.asNumber && $0.step == number.step
            && actuals.readings[$0.index].month == count.month
        })
      else { continue }
      let reading = actuals.readings[quantity.index]
      let least = sum(count.value, kinds.map { ($0.number, $0.low) }.sorted { $0.1 < $1.1 })
      let most = sum(count.value, kinds.map { ($0.number, $0.high) }.sorted { $0.1 > $1.1 })
      guard least.isFinite else { continue }
      let isTooMuch = self.least(reading) > most * (1 + 1e-9)
      guard isTooMuch || self.most(reading) < least * (1 - 1e-9) else { continue }
      add(
        .reading(max(number.index, quantity.index)),
        "\(stood(reading)) and \(count.measure) at \(Fault.text(count.value)), and so many are "
          + "\(say: isTooMuch ? "no more than" : "no less than") \(Fault.text(isTooMuch ? most : least)) in the scenario",
        consequence: "both stand as facts, and they cannot both be right",
        remedy:
          "check the two figures; where they are right, give the scenario the sizes of the works")
    }
  }

  // MARK: Money

  /// What is spent or granted comes back by a correction only; what else never falls is refused.
  private mutating func checkFalls() {
    let money = actuals.readings.enumerated().filter {
      $0.element.measure.accumulates && !$0.element.measure.onlyGrows
    }
    var last: [Measure: Actuals.Reading] = [:]
    for (index, reading) in money.sorted(by: { $0.element.month < $1.element.month }) {
      defer { last[reading.measure] = reading }
      guard let before = last[reading.measure], reading.value < before.value else { continue }
      add(
        .reading(index),
        "\(stood(reading)), less than the \(Fault.text(before.value)) of \(scenario.calendar.month(before.month))",
        consequence: "it stands as a fact, as if money had come back",
        remedy:
          "give the figure since the horizon began, not the month's own, and correct the wrong one")
    }
  }

  // MARK: Risks

  private mutating func check(_ risk: Risk) {
    let seen = actuals.sightings.enumerated().filter { $0.element.risk == risk.id }
      .sorted { $0.element.month < $1.element.month }
    let acted = seen.filter(\.element.acted)
    guard let first = acted.first, let last = acted.last else { return }
    let calendar = scenario.calendar
    let window =
      risk.window.map { calendar.number(of: $0.lowerBound)...calendar.number(of: $0.upperBound) }
      ?? 1...calendar.months
    let isOnce = if case .chance(_, .trial) = risk.occurrence { true } else { false }
    let isRegime = if case .regime = risk.occurrence { true } else { false }
    // One that strikes once and has no length acts through its window.
    let lasts =
      risk.lasts.map { $0.distribution.upperBound.rounded(.up) }
      ?? (isOnce ? Double(window.count) : 1)
    let end =
      isRegime || isOnce && risk.lasts == nil
      ? Double(window.upperBound) : Double(window.upperBound) + max(1, lasts) - 1
    for (index, sighting) in acted
    where sighting.month < window.lowerBound || Double(sighting.month) > end {
      let (from, to) = (calendar.month(window.lowerBound), calendar.month(window.upperBound))
      add(
        .sighting(index),
        "risks.\(risk.id) acted in \(calendar.month(sighting.month)), and its window is \(from) to \(to)",
        consequence: "it stands as a fact, and the scenario holds it impossible",
        remedy: "check the month; where it is right, widen the window")
    }
    guard isOnce, Double(last.element.month - first.element.month + 1) > lasts else { return }
    add(
      .sighting(last.offset),
      "risks.\(risk.id) acted from \(calendar.month(first.element.month)) to \(calendar.month(last.element.month)), and "
        + "'lasts' is at most \(Fault.text(lasts))",
      consequence: "it stands as a fact, and the scenario holds it impossible",
      remedy: "check the months; where they are right, let it last longer")
  }
}
