import Sampling

/// Between what values something must lie; either end may be infinite.
struct Span: Equatable {
  var low: Double
  var high: Double

  static let anything = Span(low: -.infinity, high: .infinity)

  init(low: Double, high: Double) {
    // Infinity less infinity says nothing.
    self.low = low.isNaN ? -.infinity : low
    self.high = high.isNaN ? .infinity : high
  }

  /// From 0 up.
  init(upTo high: Double) { self.init(low: 0, high: high) }
}

/// The most that can have come into a programme by a month, and be through it.
struct Intake {
  struct Key: Hashable {
    let programme: Int
    let month: Int
  }

  var units = 0.0
  var quantity = 0.0
  /// Of them, those that are not in place when the horizon begins.
  var unitsNew = 0.0
  var quantityNew = 0.0
  /// Of them, what can be through.
  var done = 0.0
  var quantityDone = 0.0
}

extension WarningFinder {
  /// Between what values a measure lies at a month's end, whatever is drawn.
  mutating func span(_ measure: Measure, month: Int) -> Span {
    switch measure {
    case .leaf(.constant(let value)): return Span(low: value, high: value)
    case .leaf(.granted(let id, _)):
      guard let pool = pools[id] else { return .anything }
      let most = (1...month).reduce(0) { $0 + capacity(pool, month: $1) }
      return Span(upTo: most)
    case .leaf(.reading(let id, let step, let reading, let asNumber)):
      guard let number = programmeIndices[id] else { return .anything }
      return span(number, step, reading, asNumber, month)
    case .combination(.sum, let parts): return sum(parts, month)
    case .combination(let combination, let parts):
      return combination.joined(parts.map { span($0, month: month) })
    }
  }

  private mutating func sum(_ parts: [Measure], _ month: Int) -> Span {
    struct Whole: Hashable {
      let programme: String
      let asNumber: Bool
    }
    var sum = Span(low: 0, high: 0)
    // A unit is completed, cancelled or in progress, and only one of them.
    var highs: [Whole: Double] = [:]
    var seen: Set<Measure> = []
    for part in parts {
      let next = span(part, month: month)
      sum.low += next.low
      if case .leaf(.reading(let id, nil, let reading, let asNumber)) = part,
        [.completed, .cancelled, .inProgress].contains(reading), seen.insert(part).inserted
      {
        highs[Whole(programme: id, asNumber: asNumber), default: 0] += next.high
      } else {
        sum.high += next.high
      }
    }
    for (whole, high) in highs.sorted(by: { $0.key.programme < $1.key.programme }) {
      guard let number = programmeIndices[whole.programme] else { return .anything }
      let intake = intake(number, month)
      // What a rate has in its backlog is in progress, and has not come in.
      let hasRate = scenario.programmes[number].steps.contains {
        if case .rate = $0.kind { true } else { false }
      }
      let all = hasRate ? .infinity : whole.asNumber ? intake.units : intake.quantity
      sum.high += min(high, all)
    }
    return Span(low: sum.low, high: sum.high)
  }

  private mutating func span(
    _ number: Int, _ step: String?, _ reading: Measure.Reading, _ asNumber: Bool, _ month: Int
  ) -> Span {
    let programme = scenario.programmes[number]
    let branches = programme.steps.contains { !$0.then.isEmpty }
    let intake = intake(number, month)
    let all = asNumber ? intake.units : intake.quantity
    switch reading {
    case .level:
      guard case .rate(let rate)? = programme.steps.first?.kind else { return .anything }
      return level(rate, number, month)
    case .completed where step == nil:
      return Span(upTo: asNumber ? intake.done : intake.quantityDone)
    // What is in place was started before.
    case .started where step == nil:
      return Span(upTo: asNumber ? intake.unitsNew : intake.quantityNew)
    // A unit that comes back is counted at a step again.
    case .completed, .started:
      return branches && step != nil ? Span(upTo: .infinity) : Span(upTo: all)
    case .cancelled: return Span(upTo: all)
    // A rate has a backlog of its own, which has not come in.
    case .backlog, .inProgress:
      let hasRate = programme.steps.contains { if case .rate = $0.kind { true } else { false } }
      return Span(upTo: hasRate ? .infinity : all)
    case .spent, .lost: return Span(upTo: .infinity)
    case .finish:
      let earliest = sureFinish(number)
      return Span(low: earliest.month > month ? .infinity : earliest.time, high: .infinity)
    }
  }

  /// From its start, as far as the months so far can have moved a level.
  private func level(_ rate: Step.Rate, _ number: Int, _ month: Int) -> Span {
    let index = StepIndex(programme: number, step: 0)
    var span = Span(
      low: rate.start?.distribution.lowerBound ?? 0, high: rate.start?.distribution.upperBound ?? 0)
    let low = rate.output.distribution.lowerBound
    let high = rate.output.distribution.upperBound
    // Speed moves the chances of a count, and not what it can be.
    let least = rate.output.distribution.isCount ? 1.0 : 0
    for number in 1...month {
      let speed = max(least, speed(index, month: number))
      span.low += Self.product(min(0, low), speed)
      span.high += Self.product(max(0, high), speed)
    }
    guard let bounds = rate.bounds else { return span }
    return Span(
      low: min(max(span.low, bounds.lowerBound), bounds.upperBound),
      high: min(max(span.high, bounds.lowerBound), bounds.upperBound))
  }

  // MARK: What can come in and get through

  mutating func intake(_ number: Int, _ month: Int) -> Intake {
    let key = Intake.Key(programme: number, month: month)
    if let known = intakes[key] { return known }
    var intake = Intake()
    let sources = sources(of: number)
    var through: [(source: Source, units: Double, quantity: Double)] = []
    for source in sources {
      let came = amount(source, month, number)
      intake.units += came.units
      intake.quantity += came.quantity
      if !source.isInPlace {
        intake.unitsNew += came.units
        intake.quantityNew += came.quantity
      }
      let last = source.finishes.lastIndex { $0.month <= month }
      guard let last, source.canComplete else { continue }
      // What came in the first months only: of arrivals and lots, the later are not through yet.
      let isOngoing = source.finishes.count > 1
      let done = isOngoing ? amount(source, min(month, last + 1), number) : came
      through.append((source, done.units, done.quantity))
      intake.done += done.units
      intake.quantityDone += done.quantity
    }
    // All that is completed and has to pass a step is no more than the step can pass on.
    for index in scenario.programmes[number].steps.indices where !through.isEmpty {
      let most = throughput(StepIndex(programme: number, step: index), month)
      guard most.units.isFinite || most.quantity.isFinite else { continue }
      var besides = (units: 0.0, quantity: 0.0)
      var size = 0.0
      for (source, units, quantity) in through {
        if source.passes.contains(index) {
          size = max(size, source.size)
        } else {
          besides.units += units
          besides.quantity += quantity
        }
      }
      intake.done = min(intake.done, besides.units + most.units)
      intake.quantityDone = min(
        intake.quantityDone,
        besides.quantity + min(most.quantity, Self.product(most.units, size)))
    }
    intakes[key] = intake
    return intake
  }

  /// What can have come from a source by a month.
  private func amount(
    _ source: Source, _ month: Int, _ number: Int
  ) -> (units: Double, quantity: Double) {
    let units: Double
    switch source.kind {
    case .endless: units = .infinity
    case .cohort(let most, let entry): units = entry < month ? most : 0
    case .arriving(let most): units = most * Double(month)
    case .rate(let index, let rate):
      units = output(rate, StepIndex(programme: number, step: index), month)
    }
    return (units, Self.product(units, source.size))
  }

  /// A product in which nothing of anything is nothing.
  static func product(_ a: Double, _ b: Double) -> Double { a == 0 || b == 0 ? 0 : a * b }

  /// The most a rate can pass on by a month.
  func output(
    _ rate: Step.Rate, _ index: StepIndex, _ month: Int, from first: Int = 1
  ) -> Double {
    let step = scenario.programmes[index.programme].steps[index.step]
    var most = rate.backlog?.distribution.upperBound ?? 0
    var isOpen = 0
    let distribution = rate.output.distribution
    for number in 1...month where number >= first && works(step, month: number) {
      isOpen += 1
      let speed = speed(index, month: number)
      // Speed moves the chances of a count, and not the most it can be.
      most += Self.product(
        distribution.upperBound, distribution.isCount && speed > 0 ? max(1, speed) : speed)
    }
    if let cap = rate.cap {
      most = min(most, isOpen == 0 ? 0 : cap.distribution.upperBound * Double(isOpen))
    }
    if let remaining = rate.remaining { most = min(most, remaining.distribution.upperBound) }
    return most.isNaN ? .infinity : most
  }

  func works(_ step: Step, month: Int) -> Bool {
    let isInside = step.window?.contains(scenario.calendar.month(month)) ?? true
    return isInside && weight(step.season, month: month) > 0
  }

  /// The greatest speed that season, factors and risks can give a step.
  func speed(_ index: StepIndex, month: Int) -> Double {
    let step = scenario.programmes[index.programme].steps[index.step]
    var speed = weight(step.season, month: month) * (speedUp[index] ?? 1)
    for loading in step.factors where loading.exponent != 0 {
      guard let distribution = factors[loading.factor]?.value.distribution else { return .infinity }
      let bound = loading.exponent > 0 ? distribution.upperBound : distribution.lowerBound
      speed *= power(max(0, bound), loading.exponent)
    }
    return speed.isNaN ? .infinity : speed
  }

  /// A power that is infinite rather than wrong: only small whole exponents are worked out.
  private func power(_ base: Double, _ exponent: Double) -> Double {
    if base == 1 { return 1 }
    guard base.isFinite, base > 0, exponent.magnitude <= 4, exponent == exponent.rounded() else {
      return .infinity
    }
    let whole = (0..<Int(exponent.magnitude)).reduce(1.0) { product, _ in product * base }
    return exponent > 0 ? whole : 1 / whole
  }
}
