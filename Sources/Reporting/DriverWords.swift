import Buildout

/// How drivers and what they do are named.
extension Words {
  /// A driver's title, or its id.
  func name(_ driver: Driver, in scenario: Scenario) -> String {
    let name = title(driver.title(in: scenario), id: driver.id)
    guard let programme = driver.programme else { return name }
    return name + self(": ", "：") + title(programme, among: scenario.programmes)
  }

  func kind(_ driver: Driver) -> String {
    switch driver {
    case .risk: self("risk", "风险")
    case .factor: self("factor", "因素")
    case .pool: self("pool", "资源池")
    }
  }

  /// A figure of a tornado: a probability in percent, or a number of targets.
  func figure(_ estimate: Estimate, of subject: Tornado.Subject) -> Figure {
    switch subject {
    case .target: percent(Digits.percent(estimate))
    case .targetsMet: Digits.besideOthers(estimate.value, error: estimate.halfWidth)
    }
  }

  /// A difference of two figures: percentage points, or a number of targets.
  func difference(_ estimate: Estimate, of subject: Tornado.Subject) -> Figure {
    switch subject {
    case .target: Digits.points(estimate)
    case .targetsMet: Digits.numberDifference(estimate)
    }
  }

  /// The interval of a difference: `-12 to -8`.
  func interval(_ estimate: Estimate, of subject: Tornado.Subject) -> Table.Cell {
    switch subject {
    case .target: pointsInterval(estimate)
    case .targetsMet: numberInterval(estimate)
    }
  }

  /// The ends of a difference of probabilities in percentage points.
  func pointsInterval(_ estimate: Estimate) -> Table.Cell {
    interval(Digits.pointsBounds(estimate))
  }

  /// The ends of a difference of mean numbers.
  func numberInterval(_ estimate: Estimate) -> Table.Cell {
    interval(Digits.numberDifferenceBounds(estimate))
  }

  private func interval(_ ends: (low: Figure, high: Figure)) -> Table.Cell {
    Table.Cell(.interval(low: ends.low, high: ends.high, shown: span(ends)))
  }

  /// From a number to another.
  func span(_ ends: (low: Figure, high: Figure)) -> String {
    "\(ends.low)" + self(" to ", "至") + "\(ends.high)"
  }

  /// Why a driver's figures are not to be relied on; empty when they are.
  func verdict(
    _ effect: DriverEffect, of subject: Tornado.Subject, _ bottlenecks: Bottlenecks?
  ) -> String {
    guard effect.span != nil else { return fixed(effect.driver, subject, bottlenecks) }
    if effect.matters { return "" }
    return effect.isDecisive
      ? self("clear only if certain", "仅在必然发生时显著") : self("no clear effect", "影响不显著")
  }
}

extension Words {
  /// Of what has the same value in every trial; of a pool whether more of it would help.
  private func fixed(
    _ driver: Driver, _ subject: Tornado.Subject, _ bottlenecks: Bottlenecks?
  ) -> String {
    guard case .pool(let id, _) = driver, let bottlenecks,
      let load = bottlenecks.pools.first(where: { $0.pool == id })
    else { return self("does not vary", "取值不变") }
    guard load.waited.count > 0 else { return self("fixed; nobody waits", "固定，无等待") }
    guard let gain = bottlenecks.gain(load, of: subject), !gain.isUndecided else {
      return self("fixed; one more: no clear effect", "固定，增加1个单位作用不显著")
    }
    let shown = difference(gain, of: subject)
    return self("fixed; one more: \(shown)", "固定，增加1个单位：\(shown)")
  }
}

extension Bottlenecks {
  /// What one more of a pool does to a target, or to the number of firm targets met.
  fileprivate func gain(_ load: PoolLoad, of subject: Tornado.Subject) -> Estimate? {
    switch subject {
    case .targetsMet: gain(load)
    case .target(let id):
      zip(scenario.targets, load.targets).first { $0.0.id == id }.map { difference($0.1) }
    }
  }
}

extension Tornado.Subject {
  /// The name other programs know it by.
  var id: String {
    switch self {
    case .target(let id): id
    case .targetsMet: "targets-met"
    }
  }
}

extension Driver {
  /// The names other programs know it by.
  var kindID: String {
    switch self {
    case .risk: "risk"
    case .factor: "factor"
    case .pool: "pool"
    }
  }

  var id: String {
    switch self {
    case .risk(let id), .factor(let id), .pool(let id, _): id
    }
  }

  var programme: String? {
    if case .pool(_, let programme) = self { programme } else { nil }
  }

  func title(in scenario: Scenario) -> Text {
    switch self {
    case .risk(let id): scenario.risks.first { $0.id == id }?.title ?? Text()
    case .factor(let id): scenario.factors.first { $0.id == id }?.title ?? Text()
    case .pool(let id, _): scenario.pools.first { $0.id == id }?.title ?? Text()
    }
  }
}

extension Tornado {
  /// From where to where a driver is drawn: a risk from off to the plan as it stands, a factor or pool from
  /// its lowest to its highest.
  func ends(of effect: DriverEffect) -> (low: Estimate, high: Estimate)? {
    effect.span.map { ($0.low, effect.switchedOff == nil ? $0.high : asItStands) }
  }

  /// The range of all its drivers.
  var range: ClosedRange<Double> {
    let ends =
      [asItStands.value] + effects.compactMap(ends).flatMap { [$0.low.value, $0.high.value] }
    return (ends.min() ?? 0)...(ends.max() ?? 0)
  }

  /// Each driver's bar in characters, on one scale: `....o====+==x.....`.
  ///
  /// `o` is the low end (off, lowest), `x` the highest, `+` the plan as it stands.
  func bars(width: Int = 20) -> [String] {
    let (low, high) = (range.lowerBound, range.upperBound)
    func position(_ value: Double) -> Int {
      high > low ? Int(((value - low) / (high - low) * Double(width - 1)).rounded()) : 0
    }
    return effects.map { effect in
      guard let ends = ends(of: effect) else { return "" }
      var bar = Array(repeating: Character("."), count: width)
      let (from, to) = (position(ends.low.value), position(ends.high.value))
      for at in min(from, to)...max(from, to) { bar[at] = "=" }
      bar[from] = "o"
      bar[to] = "x"
      bar[position(asItStands.value)] = "+"
      return String(bar)
    }
  }
}
