import Sampling

extension WarningFinder {
  mutating func checkTargets() {
    struct Promise: Hashable {
      let measure: Measure
      let comparator: Target.Comparator
      let value: Double
      let due: Month
    }
    var seen: [Promise: String] = [:]
    for target in scenario.targets {
      let path = ["targets", target.id]
      // What only grows has its greatest value so far when it is due.
      let isBy = target.comparator == .by && target.measure.onlyGrows
      let promise = Promise(
        measure: target.measure, comparator: isBy ? .atLeast : target.comparator,
        value: target.value, due: target.due)
      if let first = seen[promise] {
        warn(
          .promisedTwice, path, "target '\(target.id)' promises what '\(first)' promises",
          consequence: "it counts twice among those met",
          remedy: "delete one of them, or correct it")
      }
      seen[promise] = seen[promise] ?? target.id
      checkValue(target, path)
    }
  }

  private mutating func checkValue(_ target: Target, _ path: [String]) {
    let month = scenario.calendar.number(of: target.due)
    guard (1...months).contains(month) else { return }
    let span = span(target.measure, month: month)
    let key = target.comparator.key
    let value = Fault.text(target.value)
    let slack = 1e-9 * max(target.value.magnitude, 1)
    let isOver: Bool
    let isSure: Bool
    switch target.comparator {
    case .atLeast, .by:
      (isOver, isSure) = (span.high < target.value - slack, span.low >= target.value)
    case .above: (isOver, isSure) = (span.high <= target.value, span.low > target.value + slack)
    case .atMost: (isOver, isSure) = (span.low > target.value + slack, span.high <= target.value)
    case .below: (isOver, isSure) = (span.low >= target.value, span.high < target.value - slack)
    }
    let unfinished = isOver && span.low == .infinity ? unfinished(target.measure, month) : []
    if !unfinished.isEmpty {
      // No value is above infinity, so there is none to raise it to.
      let ids = unfinished.map { "'\($0)'" as Message }
      warn(
        .cannotBeKept, path + [key],
        "'\(key): \(value)' cannot be kept, as not all of \(ids.joined(separator: " and ")) can be finished by \(target.due)",
        consequence: "the target is missed in every trial",
        remedy: "set a later 'due', or correct what it reads")
    } else if isOver {
      let isRising = target.comparator != .atMost && target.comparator != .below
      let limit: Message =
        isRising ? "at most \(Fault.text(span.high))" : "at least \(Fault.text(span.low))"
      warn(
        .cannotBeKept, path + [key],
        "'\(key): \(value)' cannot be kept, as \(target.measure) is \(limit) by \(target.due)",
        consequence: "the target is missed in every trial",
        remedy: isRising
          ? "lower the value, set a later 'due', or plan more work"
          : "raise the value, or correct what it reads")
    } else if isSure {
      let limit: Message =
        span.low >= target.value && target.comparator != .atMost
        ? "at least \(Fault.text(span.low))" : "at most \(Fault.text(span.high))"
      warn(
        .cannotBeMissed, path + [key],
        "'\(key): \(value)' cannot be missed, as \(target.measure) is \(limit)",
        consequence: "the target is met in every trial, whatever is done",
        remedy: "correct it, or delete it")
    } else {
      checkUnit(target, path + [key])
      checkRate(target, month, path + [key])
    }
  }

  /// The programmes whose finish a measure reads and that cannot be finished by a month.
  private mutating func unfinished(_ measure: Measure, _ month: Int) -> [String] {
    var ids: [String] = []
    for case .reading(let id, let step, .finish, let asNumber) in measure.leaves
    where !ids.contains(id) {
      let finish = Measure.leaf(
        .reading(programme: id, step: step, .finish, asNumber: asNumber))
      if span(finish, month: month).low == .infinity { ids.append(id) }
    }
    return ids
  }

  /// A share is counted in percent. As a limit from above a small one is ordinary.
  private mutating func checkUnit(_ target: Target, _ path: [String]) {
    guard case .combination(.share, _) = target.measure, target.comparator.countsUp,
      target.value > 0, target.value <= 1
    else { return }
    let percent = Fault.text((target.value * 1e6).rounded() / 1e4)
    let value = Fault.text(target.value)
    warn(
      .percent, path, "a share is in percent, and \(value) means \(value) %",
      consequence: "it is not \(percent) %", remedy: "for \(percent) % write \(percent)")
  }

  /// A promise ten times what a rate brings, or a tenth of it: often a year's number for a month's, or
  /// another unit.
  private mutating func checkRate(_ target: Target, _ month: Int, _ path: [String]) {
    guard target.comparator.countsUp, target.value > 1,
      case .leaf(.reading(let id, nil, .completed, _)) = target.measure,
      let number = programmeIndices[id], let expected = expectation(number, month),
      expected.high > 0
    else { return }
    let isFar = target.value >= 10 * expected.high
    guard isFar || target.value <= 0.1 * expected.low else { return }
    let mean = isFar ? expected.high : expected.low
    let about = mean >= 10 ? mean.rounded() : (mean * 10).rounded() / 10
    let times = isFar ? target.value / mean : mean / target.value
    warn(
      .farFromRate, path,
      "\(Fault.text(target.value)) are promised by \(target.due), and the rate alone brings about "
        + "\(Fault.text(about)) on average",
      consequence: isFar
        ? "the promise is \(Fault.text(times.rounded(.down))) times that"
        : "that is \(Fault.text(times.rounded(.down))) times what is promised",
      remedy: "look at the unit, and whether the rate is one of a month")
  }

  /// What a single flow brings on average by a month, without its risks: no more than `high`, and no less than
  /// `low`; nil when more moves it.
  private func expectation(_ number: Int, _ month: Int) -> (low: Double, high: Double)? {
    let programme = scenario.programmes[number]
    guard graphs[number].isSoleFlow, case .rate(let rate) = programme.steps[0].kind,
      !rate.isLevel, programme.steps[0].uses.isEmpty
    else { return nil }
    let step = programme.steps[0]
    let loadings = step.factors.filter { $0.exponent != 0 }
    // The mean of a power, or of factors that are correlated, is not that of its mean.
    guard loadings.count <= 1, loadings.allSatisfy({ $0.exponent == 1 }) else { return nil }
    let factor = loadings.first.flatMap { factors[$0.factor]?.value.distribution }
    let mean = rate.output.distribution.mean * (factor?.mean ?? 1)
    var low = 0.0
    var high = rate.backlog?.distribution.mean ?? 0
    for number in 1...month where works(step, month: number) {
      let weight = weight(step.season, month: number)
      guard let cap = rate.cap?.distribution else {
        low += mean * weight
        high += mean * weight
        continue
      }
      low += Self.mean(
        of: rate.output.distribution, factor, weight, upTo: cap.constantValue ?? cap.lowerBound)
      high += min(mean * weight, cap.mean)
    }
    if let remaining = rate.remaining { return (0, min(high, remaining.distribution.mean)) }
    return (low, high)
  }

  /// The mean of what a cap leaves of a draw times a factor times a weight, about: over the middles of equal
  /// parts of both distributions.
  private static func mean(
    of distribution: Distribution, _ factor: Distribution?, _ weight: Double, upTo cap: Double
  ) -> Double {
    let middles = (0..<16).map { (Double($0) + 0.5) / 16 }
    let draws = middles.map(distribution.quantile)
    let factors = factor.map { middles.map($0.quantile) } ?? [1]
    var sum = 0.0
    for draw in draws {
      for factor in factors { sum += min(draw * factor * weight, cap) }
    }
    return sum / Double(draws.count * factors.count)
  }
}
