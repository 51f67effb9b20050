import Sampling

/// A time, and the first month at whose end it can be read.
struct Moment {
  var time: Double
  var month: Int

  static let start = Moment(time: 0, month: 1)
  static let never = Moment(time: .infinity, month: 1 << 40)

  /// The later of two, in either respect.
  func later(_ other: Moment) -> Moment {
    Moment(time: max(time, other.time), month: max(month, other.month))
  }
}

/// Where the units of a programme come from: a cohort, monthly arrivals, a rate, an endless step.
struct Source {
  enum Kind {
    case cohort(Double, entry: Int)
    case arriving(Double)
    case rate(Int, Step.Rate)
    case endless
  }

  let kind: Kind
  /// The largest size of a unit.
  let size: Double
  let isInPlace: Bool
  /// The earliest at which its units can be through; one for each month in which some come.
  let finishes: [Moment]
  /// The steps that a unit has to pass to be completed.
  let passes: Set<Int>
  /// Whether any way from its entries leads to an end other than `cancelled`.
  let canComplete: Bool
  /// The earliest at which the first can have left each step it passes.
  let departures: [Int: Moment]
}

/// The earliest that anything can happen.
extension WarningFinder {
  mutating func sources(of number: Int) -> [Source] {
    if let known = sources[number] { return known }
    let programme = scenario.programmes[number]
    let graph = graphs[number]
    var ways: [[Int]: (passes: Set<Int>, canComplete: Bool)] = [:]
    var found: [Source] = []
    func add(
      _ finder: inout WarningFinder, _ kind: Source.Kind, _ size: Double, _ entries: [Int],
      _ entry: [Moment], rest: Double = 1, isInPlace: Bool = false
    ) {
      let way =
        ways[entries] ?? (graph.passes(from: entries), graph.canComplete(from: entries))
      ways[entries] = way
      var finishes: [Moment] = []
      var first: [Int: Moment] = [:]
      for moment in entry {
        let left = finder.departures(number, entries, moment, rest)
        if finishes.isEmpty { first = left }
        finishes.append(left.values.reduce(moment) { $0.later($1) })
        // What comes later is no earlier through.
        if finishes.last!.month > finder.months { break }
      }
      found.append(
        Source(
          kind: kind, size: size, isInPlace: isInPlace, finishes: finishes, passes: way.passes,
          canComplete: way.canComplete, departures: first))
    }
    for cohort in programme.cohorts {
      let units = cohort.number.distribution.upperBound.rounded()
      let size = cohort.size.distribution.upperBound
      let entries = graph.entries(of: cohort)
      switch cohort.entry {
      case .arriving:
        add(
          &self, .arriving(units), size, entries,
          (1...months).map { Moment(time: Double($0), month: $0) })
      case .opening, .planned:
        let time = entry(cohort)
        add(
          &self, .cohort(units, entry: Int(time)), size, entries,
          [Moment(time: time, month: Int(time) + 1)],
          rest: 1 - (cohort.progress?.distribution.upperBound ?? 0),
          isInPlace: cohort.entry == .opening)
      }
    }
    for (index, step) in programme.steps.enumerated() {
      if step.endless { add(&self, .endless, 1, [index], [.start]) }
      guard case .rate(let rate) = step.kind, !graph.isFed(index) else { continue }
      add(
        &self, .rate(index, rate), 1, [index],
        (1...months).map { Moment(time: Double($0 - 1), month: $0) })
    }
    sources[number] = found
    return found
  }

  func entry(_ cohort: Cohort) -> Double {
    guard case .planned(let month) = cohort.entry else { return 0 }
    return Double(scenario.calendar.number(of: month) - 1)
  }

  /// The earliest at which a unit can have left each step; none where ways branch.
  private mutating func departures(
    _ number: Int, _ entries: [Int], _ start: Moment, _ rest: Double
  ) -> [Int: Moment] {
    let programme = scenario.programmes[number]
    guard programme.steps.allSatisfy({ $0.then.isEmpty }) else { return [:] }
    let graph = graphs[number]
    var comes: [Int: Moment] = [:]
    for index in entries { comes[index] = start }
    var left: [Int: Moment] = [:]
    // Steps follow one another without circles, mostly as listed, and a second pass finds no more.
    var hasChanged = true
    while hasChanged {
      hasChanged = false
      for index in programme.steps.indices {
        guard let moment = comes[index] else { continue }
        let rest = entries.contains(index) ? rest : 1
        let departure = leaving(StepIndex(programme: number, step: index), at: moment, rest)
        left[index] = departure
        for successor in graph.successors(index) {
          if let known = comes[successor], known.time >= departure.time,
            known.month >= departure.month
          {
            continue
          }
          comes[successor] = comes[successor]?.later(departure) ?? departure
          hasChanged = true
        }
      }
    }
    return left
  }

  /// The earliest at which a unit that comes to a step can leave it.
  private mutating func leaving(_ index: StepIndex, at moment: Moment, _ rest: Double) -> Moment {
    let step = scenario.programmes[index.programme].steps[index.step]
    guard moment.month <= months else { return .never }
    var month = max(moment.month, gate(index))
    var last = months
    if let window = step.window {
      month = max(month, scenario.calendar.number(of: window.lowerBound))
      last = min(last, scenario.calendar.number(of: window.upperBound))
    }
    guard month <= last else { return .never }
    var time = max(moment.time, Double(month - 1))
    switch step.kind {
    case .takes(let duration):
      var left = duration.distribution.lowerBound * rest
      // What takes no time at all may pass at the very end of a month.
      if duration.distribution.cdf(0) == 0, rest > 0, time >= Double(month) { month += 1 }
      // Who comes after the month's grants waits for the next.
      if !step.uses.isEmpty, time > Double(month - 1) + 1e-9 {
        month += 1
        time = Double(month - 1)
      }
      guard left > 0 else { break }
      let slack = 1e-6 * left
      while month <= last {
        let speed = works(step, month: month) ? speed(index, month: month) : 0
        let work = Self.product(speed, Double(month) - time)
        if work >= left - slack {
          time = min(Double(month), time + left / speed)
          return opening(step, Moment(time: time, month: month))
        }
        left -= work
        time = Double(month)
        month += 1
      }
      return .never
    case .chance(let chance) where chance.distribution.upperBound == 0: return .never
    case .rate, .chance:
      // It works on what is there when the month begins.
      month = max(month, Int(time) + 1)
      while month <= last, !works(step, month: month) { month += 1 }
      guard month <= last else { return .never }
      time = Double(month)
    }
    guard month <= last else { return .never }
    return opening(step, Moment(time: time, month: month))
  }

  /// When what is finished at a moment may leave a step with opening months.
  private func opening(_ step: Step, _ moment: Moment) -> Moment {
    guard !step.opens.isEmpty else { return moment }
    guard moment.month <= months else { return .never }
    func isOpen(_ month: Int) -> Bool {
      step.opens.contains(scenario.calendar.month(month).monthOfYear)
    }
    if isOpen(moment.month) { return moment }
    guard let next = (moment.month...months).first(where: isOpen) else { return .never }
    return Moment(time: Double(next), month: next)
  }

  /// The first month in which the gates of a step can be open.
  private mutating func gate(_ index: StepIndex) -> Int {
    let step = scenario.programmes[index.programme].steps[index.step]
    guard let after = step.after, !after.isEmpty else { return 1 }
    if let known = gates[index] { return known }
    // Gates in a circle are a fault, and not looked at twice.
    gates[index] = 1
    var month = 1
    for awaited in after where graphs[index.programme].index(of: awaited) == nil {
      guard let number = awaited.programme.flatMap({ programmeIndices[$0] }),
        number != index.programme
      else { continue }
      let moment = sureFinish(number, step: awaited.step)
      guard moment.month <= months else {
        month = Moment.never.month
        continue
      }
      if moment.time > 0 { month = max(month, Int((moment.time - 1e-6).rounded(.up)) + 1) }
    }
    gates[index] = month
    return month
  }

  /// Before this no trial can see the last unit through a programme, or a step of it; the start when there
  /// may be none to wait for.
  mutating func sureFinish(_ number: Int, step: String? = nil) -> Moment {
    let programme = scenario.programmes[number]
    guard !programme.steps.contains(where: \.mayCancel) else { return .start }
    var latest = Moment.start
    let index = step.flatMap { graphs[number].index(of: $0) }
    // The sources begin with the cohorts, in their order.
    for (cohort, source) in zip(programme.cohorts, sources(of: number)) {
      if case .arriving = cohort.entry { continue }
      guard cohort.number.distribution.lowerBound.rounded() >= 1 else { continue }
      if let index {
        latest = latest.later(source.departures[index] ?? .start)
      } else if step == nil, let finish = source.finishes.first {
        latest = latest.later(finish)
      }
    }
    return latest
  }
}

extension StepGraph {
  /// Whether a unit that enters there can be completed without a step.
  func canComplete(from entries: [Int], without avoided: Int? = nil) -> Bool {
    Self.closure(of: entries.filter { $0 != avoided }) { index in
      next(index).filter { $0 != avoided }
    }.contains(where: completes)
  }

  /// The steps that a unit has to pass to be completed, when it enters there.
  func passes(from entries: [Int]) -> Set<Int> {
    let steps = programme.steps
    guard steps.allSatisfy({ $0.then.isEmpty }) else {
      return Set(steps.indices.filter { !canComplete(from: entries, without: $0) })
    }
    // Without branches a unit takes all ways, and is completed at the end of the last.
    return Self.closure(of: entries, along: next)
  }
}
