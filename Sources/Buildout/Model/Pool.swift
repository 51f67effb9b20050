import Sampling

/// A shared resource with a monthly capacity.
public struct Pool: Hashable, Sendable {
  /// By which steps, risks and measures refer to it.
  public let id: String
  /// What tables call it; empty shows the id.
  public var title: Text
  /// Capacity per month, at least 0: one value for all months, or one per month of the horizon.
  public internal(set) var capacity: [Quantity]
  /// The season by which capacity is multiplied, if any.
  public internal(set) var season: String?
  /// Crews and machines come back at the month's end (true); budget and land are gone (false).
  public private(set) var reusable: Bool
  /// Whether what a consumable pool has left at a month's end adds to the next month.
  public let carry: Bool
  /// An indivisible resource is granted for whole units of work, in the scenario's order; a divisible
  /// one in proportion.
  public let whole: Bool
  /// Splits the pool between programmes at random, once per trial: programme id and Dirichlet weight.
  public let split: [SplitShare]

  /// A programme's part of a pool that is divided once.
  public struct SplitShare: Hashable, Sendable {
    /// The programme's id.
    public let programme: String
    /// 0.000001 to 1e15; shares are in proportion on average.
    public let weight: Double

    /// - Throws: A ``Fault`` when the weight is none that a Dirichlet distribution accepts.
    public init(programme: String, weight: Double) throws(Fault) {
      guard Dirichlet.allowedAlphas.contains(weight) else {
        throw Fault(
          .outOfRange, [],
          "the weight of '\(programme)' must be at least 0.000001 and at most 1e15",
          consequence: "the pool could not be divided",
          remedy: weight == 0
            ? "take '\(programme)' out of the split" : "give a weight such as 3")
      }
      self.programme = programme
      self.weight = weight
    }
  }

  /// - Throws: A ``Fault``, its path beginning in the pool, when there is no capacity, or one that can
  ///   be below 0 or is drawn for each unit.
  public init(
    id: String, title: Text = Text(), capacity: [Quantity], season: String? = nil,
    reusable: Bool = true, carry: Bool = false, whole: Bool = false, split: [SplitShare] = []
  ) throws(Fault) {
    guard !capacity.isEmpty else {
      throw Fault(
        .missing, ["capacity"], "'capacity' has no values",
        consequence: "there would be nothing to grant",
        remedy: "give one value, or one for each month")
    }
    for (index, quantity) in capacity.enumerated() {
      if capacity.count == 1 {
        try Quantity.Role.capacity.check(quantity, "capacity")
      } else {
        try Quantity.Role.capacity.check(quantity, "capacity", String(index))
      }
    }
    self.id = id
    self.title = title
    self.capacity = capacity
    self.season = season
    self.reusable = reusable
    self.carry = carry
    self.whole = whole
    self.split = split
  }
}

extension Pool {
  /// The same pool of the other sort: used up where this one comes back, and the other way round.
  func turned() -> Pool {
    var pool = self
    pool.reusable.toggle()
    return pool
  }
}
