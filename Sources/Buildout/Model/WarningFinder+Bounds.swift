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
  /// Of them, what can be through.
  var done = 0.0
  var quantityDone = 0.0
}

extension WarningFinder {
  /// Between what values a measure lies at a month's end, whatever the luck.
  mutating func span(_ measure: Measure, month: Int) -> Span {
    switch measure {
    case .constant(let value): return Span(low: value, high: value)
    case .granted(let id, _):
      guard let pool = pools[id] else { return .anything }
      let most = (1...month).reduce(0) { $0 + capacity(pool, month: $1) }
      return Span(upTo: most)
    case .reading(let id, let step, let reading, let asNumber):
      guard let number = programmePlaces[id] else { return .anything }
      return span(number, step, reading, asNumber, month)
    case .sum(let parts):
      return parts.reduce(Span(low: 0, high: 0)) { sum, part in
        let next = span(part, month: month)
        return Span(low: sum.low + next.low, high: sum.high + next.high)
      }
    case .minimum(let parts):
      let spans = parts.map { span($0, month: month) }
      return Span(
        low: spans.map(\.low).min() ?? -.infinity, high: spans.map(\.high).min() ?? .infinity)
    case .maximum(let parts):
      let spans = parts.map { span($0, month: month) }
      return Span(
        low: spans.map(\.low).max() ?? -.infinity, high: spans.map(\.high).max() ?? .infinity)
    case .difference(let a, let b):
      let first = span(a, month: month)
      let second = span(b, month: month)
      return Span(low: first.low - second.high, high: first.high - second.low)
    case .ratio(let a, let b): return ratio(a, b, 1, month)
    case .share(let a, let b): return ratio(a, b, 100, month)
    }
  }

  private mutating func ratio(_ a: Measure, _ b: Measure, _ scale: Double, _ month: Int) -> Span {
    let first = span(a, month: month)
    let second = span(b, month: month)
    guard second.low > 0, first.low >= 0 else { return .anything }
    return Span(low: scale * first.low / second.high, high: scale * first.high / second.low)
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
      guard case .rate(let rate)? = programme.steps.first?.kind, let bounds = rate.bounds else {
        return .anything
      }
      return Span(low: bounds.lowerBound, high: bounds.upperBound)
    case .completed where step == nil:
      return Span(upTo: asNumber ? intake.done : intake.quantityDone)
    // A unit that comes back is counted at a step again.
    case .completed, .started:
      return branches && step != nil ? Span(upTo: .infinity) : Span(upTo: all)
    case .cancelled: return Span(upTo: all)
    case .backlog, .inProgress, .spent, .lost: return Span(upTo: .infinity)
    case .finish: return Span(low: earliestFinish(number), high: .infinity)
    }
  }

  // MARK: What can come in and get through

  mutating func intake(_ number: Int, _ month: Int) -> Intake {
    let key = Intake.Key(programme: number, month: month)
    if let known = intakes[key] { return known }
    let programme = scenario.programmes[number]
    var intake = Intake()
    func add(_ units: Double, _ size: Double, isDone: Bool) {
      let quantity = units == 0 || size == 0 ? 0 : units * size
      intake.units += units
      intake.quantity += quantity
      guard isDone else { return }
      intake.done += units
      intake.quantityDone += quantity
    }
    for (cohort, finish) in zip(programme.cohorts, finishes(of: number)) {
      let units = cohort.number.law.upperBound.rounded()
      let size = cohort.size.law.upperBound
      switch cohort.entry {
      case .arriving:
        add(units * Double(month), size, isDone: month > 1)
      case .opening, .planned:
        guard entry(cohort) < Double(month) else { continue }
        add(units, size, isDone: finish <= Double(month) + 1e-9)
      }
    }
    let graph = graphs[number]
    for (place, step) in programme.steps.enumerated() {
      if step.endless { add(.infinity, 1, isDone: true) }
      guard case .rate(let rate) = step.kind, !graph.isFed(place) else { continue }
      add(output(rate, Place(programme: number, step: place), month), 1, isDone: true)
    }
    // All that is completed has come through a last step, which may be a rate.
    let ends = programme.steps.indices.filter { graph.successors($0).isEmpty }
    if ends.count == 1, case .rate(let rate) = programme.steps[ends[0]].kind, graph.isFed(ends[0]) {
      let most = output(rate, Place(programme: number, step: ends[0]), month)
      intake.quantityDone = min(intake.quantityDone, most)
    }
    intakes[key] = intake
    return intake
  }

  /// The most a rate can pass on by a month.
  private func output(_ rate: Step.Rate, _ place: Place, _ month: Int) -> Double {
    let step = scenario.programmes[place.programme].steps[place.step]
    var most = rate.backlog?.law.upperBound ?? 0
    var isOpen = 0
    for number in 1...month where works(step, month: number) {
      isOpen += 1
      most += rate.output.law.upperBound * speed(place, month: number)
    }
    if let cap = rate.cap {
      most = min(most, isOpen == 0 ? 0 : cap.law.upperBound * Double(isOpen))
    }
    if let remaining = rate.remaining { most = min(most, remaining.law.upperBound) }
    return most.isNaN ? .infinity : most
  }

  func works(_ step: Step, month: Int) -> Bool {
    let isInside = step.window?.contains(scenario.calendar.month(month)) ?? true
    return isInside && weight(step.season, month: month) > 0
  }

  /// The greatest speed that season, factors and risks can give a step.
  private func speed(_ place: Place, month: Int) -> Double {
    let step = scenario.programmes[place.programme].steps[place.step]
    var speed = weight(step.season, month: month) * (speedUp[place] ?? 1)
    for loading in step.factors where loading.exponent != 0 {
      guard let law = factors[loading.factor]?.value.law else { return .infinity }
      let bound = loading.exponent > 0 ? law.upperBound : law.lowerBound
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

  // MARK: Time

  private func entry(_ cohort: Cohort) -> Double {
    guard case .planned(let month) = cohort.entry else { return 0 }
    return Double(scenario.calendar.number(of: month) - 1)
  }

  /// The earliest time at which a unit of each cohort can be through.
  private mutating func finishes(of number: Int) -> [Double] {
    if let known = finishes[number] { return known }
    var found: [Double] = []
    for cohort in scenario.programmes[number].cohorts { found.append(finish(cohort, number)) }
    finishes[number] = found
    return found
  }

  /// The earliest time at which a unit of a cohort can be through its programme; its entry when ways
  /// branch, infinite when a step is over before a unit can come to it.
  private mutating func finish(_ cohort: Cohort, _ number: Int) -> Double {
    let programme = scenario.programmes[number]
    let start = entry(cohort)
    guard programme.steps.allSatisfy({ $0.then.isEmpty }) else { return start }
    let graph = graphs[number]
    let entries = cohort.step.flatMap { graph.place(of: $0) }.map { [$0] } ?? graph.entries
    var times: [Int: Double] = [:]
    for place in entries { times[place] = start }
    var latest = start
    // Steps follow one another without circles, mostly as listed, and a second pass finds no more.
    var hasChanged = true
    while hasChanged {
      hasChanged = false
      for place in programme.steps.indices {
        guard let time = times[place] else { continue }
        let rest = entries.contains(place) ? 1 - (cohort.progress?.law.upperBound ?? 0) : 1
        let left = leaving(Place(programme: number, step: place), at: time, rest)
        guard left.isFinite else { return .infinity }
        latest = max(latest, left)
        for next in graph.successors(place) where times[next] ?? -1 < left {
          times[next] = left
          hasChanged = true
        }
      }
    }
    return latest
  }

  /// The earliest time at which a unit that comes to a step at a time can leave it.
  private mutating func leaving(_ place: Place, at time: Double, _ rest: Double) -> Double {
    let step = scenario.programmes[place.programme].steps[place.step]
    var time = time
    if let window = step.window {
      time = max(time, Double(scenario.calendar.number(of: window.lowerBound) - 1))
      if time >= Double(scenario.calendar.number(of: window.upperBound)) { return .infinity }
    }
    guard case .takes(let duration) = step.kind else { return time.rounded(.down) + 1 }
    let fastest = fastest[place] ?? (1...months).map { speed(place, month: $0) }.max() ?? 1
    self.fastest[place] = fastest
    let least = duration.law.lowerBound * rest
    guard least > 0, fastest.isFinite else { return time }
    return time + least / fastest
  }

  /// Before this no trial can see the last unit finished; 0 when there may be none to wait for.
  private mutating func earliestFinish(_ number: Int) -> Double {
    let programme = scenario.programmes[number]
    guard !programme.steps.contains(where: { $0.then.contains { $0.to == "cancelled" } }) else {
      return 0
    }
    var latest = 0.0
    for (cohort, finish) in zip(programme.cohorts, finishes(of: number)) {
      if case .arriving = cohort.entry { continue }
      if cohort.number.law.lowerBound.rounded() >= 1 { latest = max(latest, finish) }
    }
    return latest
  }
}
