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
      let promise = Promise(
        measure: target.measure, comparator: target.comparator, value: target.value,
        due: target.due)
      if let first = seen[promise] {
        warn(
          path, "target '\(target.id)' promises what '\(first)' promises",
          "it counts twice among those met", "delete one of them, or correct it")
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
    if isOver {
      let isRising = target.comparator != .atMost && target.comparator != .below
      let limit = isRising ? "at most \(Fault.text(span.high))" : "at least \(Fault.text(span.low))"
      warn(
        path + [key],
        "'\(key): \(value)' cannot be kept, as \(target.measure) is \(limit) by \(target.due)",
        "the target is missed in every trial",
        isRising
          ? "lower it, move 'due', or give what it reads more to do"
          : "raise it, or correct what it reads")
    } else if isSure {
      warn(
        path + [key],
        "'\(key): \(value)' cannot be missed, as \(target.measure) is "
          + (span.low >= target.value && target.comparator != .atMost
            ? "at least \(Fault.text(span.low))" : "at most \(Fault.text(span.high))"),
        "the target is met in every trial, whatever is done", "correct it, or delete it")
    } else {
      checkUnit(target, path + [key])
      checkRate(target, month, path + [key])
    }
  }

  /// A share is counted in percent.
  private mutating func checkUnit(_ target: Target, _ path: [String]) {
    guard case .share = target.measure, target.value > 0, target.value <= 1 else { return }
    warn(
      path,
      "a share is in percent, so \(Fault.text(target.value)) is no more than one in a hundred",
      "nearly all or nearly none would do",
      "write \(Fault.text((target.value * 1e6).rounded() / 1e4)) if that is meant")
  }

  /// A promise ten times what a rate brings, or a tenth of it: often a year's number for a month's, or
  /// another unit.
  private mutating func checkRate(_ target: Target, _ month: Int, _ path: [String]) {
    guard [.atLeast, .above, .by].contains(target.comparator), target.value > 1,
      case .reading(let id, nil, .completed, _) = target.measure,
      let number = programmePlaces[id], let expected = expectation(number, month), expected > 0
    else { return }
    let proportion = target.value / expected
    guard proportion >= 10 || proportion <= 0.1 else { return }
    let about = expected >= 10 ? expected.rounded() : (expected * 10).rounded() / 10
    warn(
      path,
      "\(Fault.text(target.value)) are promised by \(target.due), and the rate brings about "
        + Fault.text(about),
      proportion > 1 ? "the target is hardly ever met" : "the target is hardly ever missed",
      "look at the unit, and whether the rate is one of a month")
  }

  /// What a single flow brings on average by a month, but for what holds it up; nil when more moves it.
  private func expectation(_ number: Int, _ month: Int) -> Double? {
    let programme = scenario.programmes[number]
    guard graphs[number].isSoleFlow, case .rate(let rate) = programme.steps[0].kind,
      !rate.isLevel, programme.steps[0].uses.isEmpty
    else { return nil }
    let step = programme.steps[0]
    let isMoved = step.factors.contains { loading in
      guard let law = factors[loading.factor]?.value.law else { return true }
      return loading.exponent.magnitude > 1 || !(0.5...2).contains(law.mean)
    }
    guard !isMoved else { return nil }
    var total = rate.backlog?.law.mean ?? 0
    for number in 1...month where works(step, month: number) {
      total += min(
        rate.output.law.mean * weight(step.season, month: number), rate.cap?.law.mean ?? .infinity)
    }
    return min(total, rate.remaining?.law.mean ?? .infinity)
  }
}
