import Sampling

extension Risk {
  /// Something that a risk changes while it acts. The raw value is its key in a file.
  ///
  /// What is said here of an effect is all that reading, checking, warning and comparing know of it; how the
  /// work feels it is the simulation's to say.
  public enum Effect: String, CaseIterable, Sendable {
    /// Multiplies the speed of the steps it acts on; 0 stops them.
    case speed
    /// Months by which it lengthens the steps it acts on, once for each unit and visit.
    case delay
    /// Multiplies the capacity of the pools it acts on.
    case capacity
    /// Multiplies the cost of the work done while it acts.
    case cost
  }
}

extension Risk.Effect {
  /// The value at which it changes nothing; effects of several risks are added where it is 0, else multiplied.
  var neutral: Double { self == .delay ? 0 : 1 }

  /// Whether it is a pool that has it, or steps.
  var isOfPools: Bool { self == .capacity }

  /// Whether it changes when work is done. Money is only counted.
  var changesWork: Bool { self != .cost }

  /// Whether its value is looked up month by month, so that an option may change it from a later month on.
  /// Of the others an option may change the number, and neither how often it is drawn nor whether there is one.
  var isReadMonthly: Bool { self != .delay }

  /// How often it may be drawn, and between what its values must lie.
  package func role(ofSingleUnits: Bool) -> Quantity.Role {
    guard self == .delay else { return .effect }
    return ofSingleUnits ? .unitDelay : .delay
  }

  /// What a step must have to feel it, besides working; nil needs nothing.
  var need: (isMet: (Step) -> Bool, verb: Message, consequence: Message, remedy: Message)? {
    switch self {
    case .delay:
      (
        { if case .takes = $0.kind { true } else { false } }, "takes time",
        "there is no duration to lengthen", "name a step that 'takes' months, or use 'speed'"
      )
    case .speed, .capacity, .cost: nil
    }
  }

  /// The keys of some, for a message: "'speed', 'delay' or 'cost'".
  static func listing(_ effects: [Self]) -> Message {
    let keys = effects.map { "'\($0.rawValue)'" as Message }
    return keys.count < 2
      ? keys.first ?? "" : "\(keys.dropLast().joined(separator: ", ")) or \(keys[keys.count - 1])"
  }
}
