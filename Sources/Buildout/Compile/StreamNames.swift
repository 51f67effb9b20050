import Sampling

/// Whose random numbers a plan draws, so that no two of its entities share them.
struct StreamNames {
  /// What a planner has given a name to.
  enum Owner: Hashable {
    case factor(String)
    case risk(String)
    case pool(String)
    case step(String, String)
    /// By its programme and its place in the list; it has no name of its own.
    case cohort(String, Int)
  }

  /// Two that would draw the same random numbers; the same one twice when it has two such numbers.
  struct Clash: Hashable {
    let first: Owner
    let second: Owner
  }

  /// Whose streams are being named.
  var owner = Owner.factor("")
  private var owners: [EntityTag: Owner] = [:]
  private(set) var clashes: [Clash] = []

  mutating func add(_ tag: EntityTag) {
    guard let first = owners.updateValue(owner, forKey: tag) else { return }
    let clash = Clash(first: first, second: owner)
    if !clashes.contains(clash) { clashes.append(clash) }
  }

  /// Adds those of the same plan in a later phase, in which a number may draw that was certain before.
  mutating func merge(_ later: StreamNames) {
    for (tag, other) in later.owners.sorted(by: { $0.key.value < $1.key.value }) {
      guard let first = owners.updateValue(owners[tag] ?? other, forKey: tag), first != other else {
        continue
      }
      clashes.append(Clash(first: first, second: other))
    }
    for clash in later.clashes where !clashes.contains(clash) { clashes.append(clash) }
  }
}

extension StreamNames.Owner {
  var path: [String] {
    switch self {
    case .factor(let id): ["factors", id]
    case .risk(let id): ["risks", id]
    case .pool(let id): ["pools", id]
    case .step(let programme, let id): ["programmes", programme, "steps", id]
    case .cohort(let programme, let place): ["programmes", programme, "cohorts", String(place)]
    }
  }

  fileprivate var title: String {
    switch self {
    case .factor: "factor \(name)"
    case .risk: "risk \(name)"
    case .pool: "pool \(name)"
    case .step: "step \(name)"
    case .cohort: "a cohort of \(name)"
    }
  }

  /// What can be renamed.
  fileprivate var name: String {
    switch self {
    case .factor(let id), .risk(let id), .pool(let id), .cohort(let id, _): "'\(id)'"
    case .step(let programme, let id): "'\(programme).\(id)'"
    }
  }
}

extension StreamNames.Clash {
  var fault: Fault {
    let problem =
      first == second
      ? "two numbers of \(second.title) happen to draw"
      : "\(second.title) and \(first.title) happen to draw"
    return Fault(
      .sharedDraws, second.path, problem + " the same random numbers, which go by the names",
      consequence: "their luck would be one and the same",
      remedy: "one letter more is enough: rename \(second.name)"
        + (first.name == second.name ? "" : " or \(first.name)"),
      otherPath: first.name == second.name ? nil : first.path)
  }
}
