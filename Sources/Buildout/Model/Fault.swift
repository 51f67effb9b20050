/// One thing wrong with a scenario, in the words its author needs.
///
/// A fault belongs to the person who wrote the scenario and can be mended in the file. What is
/// wrong in Buildout itself is never a `Fault`.
public struct Fault: Error, Hashable, Sendable {
  /// Where in the scenario: the keys from the top to the value, for example
  /// `["programmes", "roads", "steps", "build", "cap"]`. List items are named by their position,
  /// counted from 0.
  public let path: [String]
  /// What is wrong, as a clause without a capital or a full stop.
  public let problem: String
  /// What follows from it for the run.
  public let consequence: String
  /// What to do about it.
  public let remedy: String
  /// The other place that the remedy names last, as ``path``; nil when there is none. A file's reader
  /// adds its line.
  public let otherPath: [String]?

  public init(
    _ path: [String], _ problem: String, consequence: String, remedy: String,
    otherPath: [String]? = nil
  ) {
    self.path = path
    self.problem = problem
    self.consequence = consequence
    self.remedy = remedy
    self.otherPath = otherPath
  }
}

/// All the faults of one scenario, in the order in which they were found; never empty.
public struct ScenarioFaults: Error, Sendable {
  public let faults: [Fault]

  public init(_ faults: [Fault]) {
    precondition(!faults.isEmpty, "a scenario without faults is no error")
    self.faults = faults
  }
}
