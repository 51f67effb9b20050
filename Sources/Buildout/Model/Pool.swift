/// A shared resource with a monthly capacity.
public struct Pool: Hashable, Sendable {
  public var id: String
  public var title: Text
  /// Capacity per month: one value for all months, or one per month of the horizon.
  public var capacity: [Quantity]
  /// The season by which capacity is multiplied, if any.
  public var season: String?
  /// Crews and machines come back at the month's end (true); budget and land are gone (false).
  public var reusable: Bool
  /// Whether what a consumable pool has left at a month's end adds to the next month.
  public var carry: Bool
  /// An indivisible resource is granted for whole units of work, in the scenario's order; a divisible
  /// one in proportion.
  public var whole: Bool
  /// Splits the pool between programmes at random, once per trial: programme id and Dirichlet weight.
  public var split: [SplitShare]

  public struct SplitShare: Hashable, Sendable {
    public var programme: String
    public var weight: Double

    public init(programme: String, weight: Double) {
      self.programme = programme
      self.weight = weight
    }
  }

  public init(
    id: String, title: Text = Text(), capacity: [Quantity], season: String? = nil,
    reusable: Bool = true, carry: Bool = false, whole: Bool = false, split: [SplitShare] = []
  ) {
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
