public import Buildout

/// What was said at an earlier meeting, and what has moved the odds since.
public struct PreviousMeeting: Hashable, Sendable {
  /// A target's odds then, and the parts of what has changed.
  public struct Move: Hashable, Sendable {
    /// What was said then.
    public let met: Proportion
    /// What each kind of news has done, as a share; the parts add up to what is said now less what was said
    /// then. Nil where the kind of news was not there.
    public let actuals, inputs, targets: Double?

    /// The odds then, and the parts of the change, in the order in which they were made.
    public init(met: Proportion, actuals: Double?, inputs: Double?, targets: Double?) {
      self.met = met
      self.actuals = actuals
      self.inputs = inputs
      self.targets = targets
    }
  }

  /// The last month that was known then; nil where nothing was.
  public let asOf: Month?
  /// By the target's id; a target that is new has none.
  public let moves: [String: Move]

  /// An earlier meeting.
  public init(asOf: Month?, moves: [String: Move]) {
    self.asOf = asOf
    self.moves = moves
  }
}
