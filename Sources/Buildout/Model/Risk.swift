import Sampling

/// Something that may happen, for some months, and changes speed, delay, capacity or cost.
///
/// Weather, a strike, a stop-work order and a bad spell of the economy are all risks.
public struct Risk: Hashable, Sendable {
  /// How the risk comes about.
  public enum Occurrence: Hashable, Sendable {
    /// Settled once, for the trial or for each unit, with this chance. It acts through its window,
    /// or for `lasts` months from an onset drawn evenly in the window.
    case chance(Quantity, each: DrawFrequency)
    /// May strike in any month of its window in which it is not acting. It lasts `lasts` months, the
    /// month of onset among them (1 when `lasts` is nil).
    case monthly(Quantity)
    /// A two-state regime: starts with the first chance per month, ends with the second. `acting` is
    /// its state in month 1; each later month starts with one switch.
    case regime(starts: Quantity, ends: Quantity, acting: Bool)
  }

  /// In trials where another risk happened, the chance is `chance` in place of the risk's own.
  public struct Condition: Hashable, Sendable {
    /// The id of the other risk.
    public let risk: String
    /// From 0 to 1.
    public let chance: Double

    /// - Throws: A ``Fault`` when the chance does not lie between 0 and 1.
    public init(risk: String, chance: Double) throws(Fault) {
      try Quantity.Role.chance.check(from: chance, to: chance, called: risk, at: [])
      self.risk = risk
      self.chance = chance
    }
  }

  /// By which conditions and results refer to it.
  public let id: String
  /// What tables call it; empty shows the id.
  public var title: Text
  /// How it comes about.
  public internal(set) var occurrence: Occurrence
  /// First and last month in which it may strike; nil is the whole horizon.
  public let window: ClosedRange<Month>?
  /// Length in months from the onset, rounded up to whole months. Of a risk that strikes monthly it is
  /// drawn at each onset when its `each` is `month`, and is the same all through a trial when it is
  /// `trial`.
  public internal(set) var lasts: Quantity?
  /// What its chance is where another risk happened; nil does not depend on any.
  public private(set) var given: Condition?
  /// What it acts on.
  public let on: [Reference]
  /// What it changes while it acts.
  public internal(set) var effects: [Effect: Quantity]

  /// - Throws: A ``Fault``, its path beginning in the risk, when a chance can lie outside 0 to 1, a
  ///   length or an effect can be below 0, one of them is drawn more often than it has a meaning, or a
  ///   regime is given a length.
  public init(
    id: String, title: Text = Text(), occurrence: Occurrence, window: ClosedRange<Month>? = nil,
    lasts: Quantity? = nil, given: Condition? = nil, on: [Reference],
    effects: [Effect: Quantity] = [:]
  ) throws(Fault) {
    try occurrence.check()
    switch occurrence {
    case .chance: try Quantity.Role.perTrial.check(lasts, "lasts")
    case .monthly: try Quantity.Role.spell.check(lasts, "lasts")
    case .regime where lasts != nil:
      throw Fault(
        .conflict, ["lasts"], "'lasts' and 'ends' both say when the risk ends",
        consequence: "only one can hold", remedy: "delete 'lasts'")
    case .regime: break
    }
    for effect in Effect.allCases {
      try effect.role(ofSingleUnits: false).check(effects[effect], effect.rawValue)
    }
    self.id = id
    self.title = title
    self.occurrence = occurrence
    self.window = window
    self.lasts = lasts
    self.given = given
    self.on = on
    self.effects = effects
  }
}

extension Risk {
  /// Whether it happens in no trial. Such a risk is left out, so that it changes no bit: how sums are
  /// rounded depends on what may slow a step.
  var cannotHappen: Bool {
    switch occurrence {
    case .chance(let chance, _): chance.constant == 0 && (given?.chance ?? 0) == 0
    case .monthly(let chance): chance.constant == 0
    case .regime(let starts, _, let acting): starts.constant == 0 && !acting
    }
  }

  /// Whether it acts on the programme as a whole or on one of its steps.
  func acts(on programme: Programme) -> Bool {
    programme.steps.contains { acts(on: $0, of: programme) }
  }

  /// Whether one of the names it acts on is the step's.
  func acts(on step: Step, of programme: Programme) -> Bool {
    on.contains { $0.covers(step, of: programme) }
  }
}

extension Risk.Occurrence {
  fileprivate func check() throws(Fault) {
    switch self {
    case .chance(let chance, let each):
      guard each != .month else {
        throw Fault(
          .wrongFrequency, ["each"], "a 'chance' is not settled for each month",
          consequence: "it is settled for each trial or unit",
          remedy: "write 'monthly:' in place of 'chance:', or each: unit")
      }
      try Quantity.Role.chance.check(chance, "chance")
    case .monthly(let chance): try Quantity.Role.monthlyChance.check(chance, "monthly")
    case .regime(let starts, let ends, _):
      try Quantity.Role.monthlyChance.check(starts, "monthly")
      try Quantity.Role.monthlyChance.check(ends, "ends")
    }
  }
}

extension Risk {
  enum Settlement {
    case never, always
  }

  /// The same risk settled once and for all, whatever other risks bring.
  func settled(_ settlement: Settlement) -> Risk {
    var risk = self
    risk.given = nil
    let chance = Quantity(settlement == .never ? .zero : .one, each: .trial)
    risk.occurrence =
      switch occurrence {
      case .chance(_, let each): .chance(chance, each: each)
      case .monthly: .monthly(chance)
      case .regime(_, let ends, _):
        settlement == .never
          ? .regime(starts: chance, ends: ends, acting: false)
          : .regime(starts: chance, ends: Quantity(.zero, each: .trial), acting: true)
      }
    return risk
  }
}
