public import Buildout

/// What was said at an earlier meeting, and what has moved the odds since.
public struct PreviousMeeting: Hashable, Sendable {
  /// A target's odds then, and the parts of what has changed.
  public struct Move: Hashable, Sendable {
    /// What was said then.
    public let met: Proportion
    /// What the actuals had settled by then; nil while it had odds.
    public let fact: Bool?
    /// What each kind of news has done, as a share; the parts add up to what is said now less what was said
    /// then. Nil where the kind of news was not there.
    public let actuals, inputs, targets: Double?

    /// The odds then, and the parts of the change, in the order in which they were made.
    public init(
      met: Proportion, fact: Bool? = nil, actuals: Double?, inputs: Double?, targets: Double?
    ) {
      self.met = met
      self.fact = fact
      self.actuals = actuals
      self.inputs = inputs
      self.targets = targets
    }
  }

  /// The last month that was known then; nil where nothing was.
  public let asOf: Month?
  /// By the target's id; a target that is new has none.
  public let moves: [String: Move]
  /// What was promised then.
  public let targets: [Target]
  /// How many firm targets were expected to be met then; nil where that is not known.
  public let targetsMet: MeanEstimate?
  /// Whether inputs that were edited since then hold in months that are past, whose figures are then judged by them.
  public let judgesPast: Bool
  /// What was known then.
  public let readings: [Actuals.Reading]

  /// An earlier meeting.
  public init(
    asOf: Month?, moves: [String: Move], targets: [Target] = [], targetsMet: MeanEstimate? = nil,
    judgesPast: Bool = true, readings: [Actuals.Reading] = []
  ) {
    self.asOf = asOf
    self.moves = moves
    self.targets = targets
    self.targetsMet = targetsMet
    self.judgesPast = judgesPast
    self.readings = readings
  }
}
