extension Scenario {
  /// What a target's value is counted in: its own unit, or what follows from the measure; empty for
  /// numbers of units and ratios, for what joins measures of different units, and for money where the
  /// scenario does not name its unit.
  public func unit(of target: Target) -> Text { target.unit ?? unit(of: target.measure) }

  private func unit(of measure: Measure) -> Text {
    switch measure {
    case .leaf(.reading(_, _, .finish, _)): Text(en: "month", zh: "个月")
    case .leaf(.reading(_, _, .spent, _)): money
    case .leaf(.reading(let id, _, _, asNumber: false)):
      programmes.first { $0.id == id }?.unit ?? Text()
    case .leaf: Text()
    case .combination(let combination, let parts): combination.unit(common: commonUnit(of: parts))
    }
  }

  /// The unit that all measures have; a stated number has that of the others. None where they differ.
  private func commonUnit(of measures: [Measure]) -> Text {
    let units = measures.filter { !$0.isConstant }.map { unit(of: $0) }
    guard let first = units.first, units.allSatisfy({ $0 == first }) else { return Text() }
    return first
  }

  /// The sector a target is reported under: its own, or that of the first programme it reads.
  public func sector(of target: Target) -> String? {
    target.sector
      ?? target.measure.programmes.lazy.compactMap { id in
        programmes.first { $0.id == id }?.sector
      }.first
  }

  /// The sectors in the order of reports: as declared, then others in order of first mention.
  public var reportedSectors: [Sector] {
    var found = sectors
    for case let id? in targetSectors where !found.contains(where: { $0.id == id }) {
      found.append(Sector(id: id))
    }
    return found
  }

  /// The sector of each target, as ``sector(of:)`` has it, for all of them at once.
  var targetSectors: [String?] {
    let byProgramme = Dictionary(
      programmes.map { ($0.id, $0.sector) }, uniquingKeysWith: { first, _ in first })
    return targets.map { target in
      target.sector
        ?? target.measure.programmes.lazy.compactMap { byProgramme[$0] ?? nil }.first
    }
  }
}
