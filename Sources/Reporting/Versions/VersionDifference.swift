public import Buildout

/// What changed between two versions of a plan, and what each change did to the odds.
public struct VersionDifference: Sendable {
  /// One thing in which the later version differs.
  public struct Change: Hashable, Sendable {
    /// What became of it.
    public enum Kind: String, Hashable, Sendable {
      case added, removed, changed, reordered
    }

    /// A value as a file has it.
    public struct Value: Hashable, Sendable {
      /// On one line.
      public let text: String
      /// The distribution that it spells, if it is one.
      public let distribution: RegisterEntry.Distribution?

      /// A value.
      public init(text: String, distribution: RegisterEntry.Distribution? = nil) {
        self.text = text
        self.distribution = distribution
      }
    }

    /// As a scenario file names it: `programmes.roads.steps.build.takes`.
    public let name: String
    /// What became of it.
    public let kind: Kind
    /// What stood there; nil where it was added.
    public let before: Value?
    /// What stands there; nil where it was removed.
    public let after: Value?
    /// The line of the later file or, of what was removed, of the earlier.
    public let line: Int
    /// Whether it only says something to people and can move no odds.
    public let isWording: Bool

    /// A change as the files show it.
    public init(
      name: String, kind: Kind, before: Value?, after: Value?, line: Int, isWording: Bool
    ) {
      self.name = name
      self.kind = kind
      self.before = before
      self.after = after
      self.line = line
      self.isWording = isWording
    }
  }

  /// The earlier version.
  public let before: Scenario
  /// The later version.
  public let after: Scenario
  /// In the order of the files.
  public let changes: [Change]
  /// The earlier version as the base; first of the others the later one, then those with some of the changes.
  public let effects: VersionEffects
  /// For each change, the version that was simulated to see what it does; nil where there is none.
  public let tried: [Trial?]

  /// A version that has a change.
  public struct Trial: Hashable, Sendable {
    /// Its index among the versions of ``VersionDifference/effects``.
    public let version: Int
    /// How many other changes it has, which this one needs.
    public let companions: Int

    /// A version that has a change, and how many others.
    public init(version: Int, companions: Int = 0) {
      self.version = version
      self.companions = companions
    }
  }

  /// - Precondition: There is a version, or none, for each change.
  public init(
    before: Scenario, after: Scenario, changes: [Change], effects: VersionEffects, tried: [Trial?]
  ) {
    precondition(tried.count == changes.count, "a version, or none, for each change")
    self.before = before
    self.after = after
    self.changes = changes
    self.effects = effects
    self.tried = tried
  }

  /// The later version as a whole.
  var whole: VersionOutcome { effects.versions[0] }

  /// The changes, those first that did most to how many firm targets are missed; what only people read last.
  var rows: [ChangeRow] {
    let rows = changes.indices.map { index in
      ChangeRow(
        change: changes[index], difference: self,
        effect: tried[index].map { effects.versions[$0.version] },
        companions: tried[index]?.companions ?? 0)
    }
    func rank(_ row: ChangeRow) -> (Int, Double, Double) {
      guard let effect = row.effect else { return (row.change.isWording ? 2 : 1, 0, 0) }
      return (0, -effect.moreMissed.value.magnitude, -(row.mostMoved?.moved.magnitude ?? 0))
    }
    return rows.enumerated().sorted {
      let (a, b) = (rank($0.element), rank($1.element))
      return (a.0, a.1, a.2, $0.offset) < (b.0, b.1, b.2, $1.offset)
    }.map(\.element)
  }
}

/// A change as a row.
struct ChangeRow: Sendable {
  let change: VersionDifference.Change
  let difference: VersionDifference
  /// The earlier version with it; nil where it was not tried.
  let effect: VersionOutcome?
  /// How many other changes were tried together with it, as it needs them.
  let companions: Int

  /// The target of which it moved the odds most, if it clearly moved those of any.
  var mostMoved: (target: Target, moved: Double, pair: PairedProportion)? {
    let z = difference.effects.confidence.z
    let moved = (effect?.promises ?? []).compactMap {
      promise -> (target: Target, moved: Double, pair: PairedProportion)? in
      guard let pair = promise.pair, !Estimate(pair, z: z).isUndecided else { return nil }
      return (promise.target, pair.difference, pair)
    }
    return moved.max { $0.moved.magnitude < $1.moved.magnitude }
  }

  /// How many more firm targets are missed with it.
  var moreMissed: Estimate? {
    effect.map { Estimate($0.moreMissed, z: difference.effects.confidence.z) }
  }

  // MARK: Targets

  private var targetID: String? {
    change.name.hasPrefix("targets.") ? String(change.name.dropFirst("targets.".count)) : nil
  }
  /// The target that is another, as it stood.
  var before: Target? { targetID.flatMap { id in difference.before.targets.first { $0.id == id } } }
  /// As it stands.
  var after: Target? { targetID.flatMap { id in difference.after.targets.first { $0.id == id } } }

  /// What became of a target.
  enum Fate: String {
    case dropped, lowered, postponed, softened, added, raised, advanced, hardened, redefined
  }

  /// Nil for what is no target.
  var fate: Fate? {
    guard targetID != nil, !change.isWording else { return nil }
    guard let before else { return .added }
    guard let after else { return .dropped }
    if before.measure != after.measure || before.countsUp != after.countsUp { return .redefined }
    if before.firmness != after.firmness { return after.firmness == .soft ? .softened : .hardened }
    if before.value != after.value {
      return (after.value < before.value) == before.countsUp ? .lowered : .raised
    }
    if before.due != after.due { return after.due > before.due ? .postponed : .advanced }
    return .redefined
  }

  /// Whether it makes the plan easier to keep by promising less.
  var isEasier: Bool {
    switch fate {
    case .dropped, .lowered, .postponed, .softened: true
    case .added, .raised, .advanced, .hardened, .redefined, nil: false
    }
  }
}

/// A target of either version as a row.
struct VersionTargetRow: Sendable {
  let id: String
  let title: Text
  let before: Target?
  let after: Target?
  let firstMet: Proportion?
  let secondMet: Proportion?
  let pair: PairedProportion?
  let z: Double

  var difference: Estimate? { pair.map { Estimate($0, z: z) } }
}

extension VersionDifference {
  /// The targets of both versions, in the order of the later, then those that were dropped.
  var targets: [VersionTargetRow] {
    let old = effects.base.promises
    let new = whole.promises
    // One statement of each target, about the later version as a whole.
    let rows = new.map { promise in
      let partner = old.first { $0.target.id == promise.target.id }
      return VersionTargetRow(
        id: promise.target.id, title: promise.target.title, before: partner?.target,
        after: promise.target, firstMet: partner?.met, secondMet: promise.met, pair: promise.pair,
        z: Proportion.z)
    }
    let known = Set(new.map(\.target.id))
    return rows
      + old.filter { !known.contains($0.target.id) }.map { promise in
        VersionTargetRow(
          id: promise.target.id, title: promise.target.title, before: promise.target, after: nil,
          firstMet: promise.met, secondMet: nil, pair: nil, z: Proportion.z)
      }
  }
}
