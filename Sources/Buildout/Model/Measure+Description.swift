extension Measure: CustomStringConvertible {
  /// The measure in one line: `roads.completed`, `share(number(roads.completed), 100)`.
  public var description: String {
    let list = { (parts: [Measure]) in parts.map(\.description).joined(separator: ", ") }
    switch self {
    case .reading(let programme, let step, let reading, let asNumber):
      let path = ([programme] + (step.map { [$0] } ?? []) + [reading.rawValue])
        .joined(separator: ".")
      return asNumber ? "number(\(path))" : path
    case .granted(let pool, let programme):
      return "pools.\(pool).granted" + (programme.map { "." + $0 } ?? "")
    case .constant(let value):
      return value == value.rounded() && value.magnitude < 1e15 ? "\(Int(value))" : "\(value)"
    case .sum(let parts): return "sum(\(list(parts)))"
    case .difference(let a, let b): return "difference(\(a), \(b))"
    case .ratio(let a, let b): return "ratio(\(a), \(b))"
    case .share(let a, let b): return "share(\(a), \(b))"
    case .minimum(let parts): return "minimum(\(list(parts)))"
    case .maximum(let parts): return "maximum(\(list(parts)))"
    }
  }

  /// Whether it reads nothing.
  fileprivate var isConstant: Bool {
    switch self {
    case .constant: true
    case .reading, .granted: false
    case .sum(let parts), .minimum(let parts), .maximum(let parts):
      parts.allSatisfy(\.isConstant)
    case .difference(let a, let b), .ratio(let a, let b), .share(let a, let b):
      a.isConstant && b.isConstant
    }
  }

  /// Whether it reads a finish, which is infinite while a unit is unfinished, and nothing bounds it.
  var mayBeInfinite: Bool {
    switch self {
    case .reading(_, _, let reading, _): reading == .finish
    case .granted, .constant: false
    case .sum(let parts), .maximum(let parts): parts.contains(where: \.mayBeInfinite)
    case .minimum(let parts): parts.allSatisfy(\.mayBeInfinite)
    case .difference(let a, let b), .ratio(let a, let b), .share(let a, let b):
      a.mayBeInfinite || b.mayBeInfinite
    }
  }

  /// The programmes it reads, in order of first mention.
  public var programmes: [String] {
    var found: [String] = []
    collectProgrammes(into: &found)
    return found
  }

  private func collectProgrammes(into found: inout [String]) {
    switch self {
    case .reading(let programme, _, _, _):
      if !found.contains(programme) { found.append(programme) }
    case .granted(_, let programme):
      if let programme, !found.contains(programme) { found.append(programme) }
    case .constant: break
    case .sum(let parts), .minimum(let parts), .maximum(let parts):
      for part in parts { part.collectProgrammes(into: &found) }
    case .difference(let a, let b), .ratio(let a, let b), .share(let a, let b):
      a.collectProgrammes(into: &found)
      b.collectProgrammes(into: &found)
    }
  }
}

extension Scenario {
  /// What a target's value is counted in: its own unit, or what follows from the measure; empty for
  /// numbers of units and ratios, for what joins measures of different units, and for money where the
  /// scenario does not name its unit.
  public func unit(of target: Target) -> Text { target.unit ?? unit(of: target.measure) }

  private func unit(of measure: Measure) -> Text {
    switch measure {
    case .reading(_, _, .finish, _): Text(en: "month", zh: "个月")
    case .reading(_, _, .spent, _): money
    case .reading(_, _, _, asNumber: true): Text()
    case .reading(let id, _, _, _): programmes.first { $0.id == id }?.unit ?? Text()
    case .share: Text(en: "%", zh: "%")
    case .sum(let parts), .minimum(let parts), .maximum(let parts): commonUnit(of: parts)
    case .difference(let first, let second): commonUnit(of: [first, second])
    case .granted, .constant, .ratio: Text()
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
    if let sector = target.sector { return sector }
    for id in target.measure.programmes {
      if let sector = programmes.first(where: { $0.id == id })?.sector { return sector }
    }
    return nil
  }

  /// The sectors in the order of reports: as declared, then others in order of first mention.
  public var reportedSectors: [Sector] {
    var found = sectors
    for target in targets {
      if let id = sector(of: target), !found.contains(where: { $0.id == id }) {
        found.append(Sector(id: id))
      }
    }
    return found
  }
}
