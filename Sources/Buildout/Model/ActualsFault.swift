/// One thing wrong with actuals, in the words of both languages.
///
/// It belongs to whoever collects the figures, and is mended there. What the scenario holds impossible is
/// no fault: it stands as a fact; see ``Scenario/warnings(in:)``.
public struct ActualsFault: Error, Hashable, Sendable {
  /// What it is the fault of.
  public enum Item: Hashable, Sendable {
    /// The as-of month.
    case asOf
    /// A reading, by its index in ``Actuals/readings``.
    case reading(Int)
    /// A sighting, by its index in ``Actuals/sightings``.
    case sighting(Int)
  }

  /// The part of a row that is wrong.
  public enum Field: Hashable, Sendable, CaseIterable {
    /// What was read: a target, a measure, a risk.
    case name
    /// The month at whose end it was read.
    case month
    /// What it stood at.
    case value
  }

  /// What kind of fault it is.
  public let code: Fault.Code
  /// What it is the fault of.
  public let item: Item
  /// The part of it.
  public let field: Field
  /// What is wrong, as a clause without a capital or a full stop.
  public let problem: Text
  /// What follows from it.
  public let consequence: Text
  /// What to do about it.
  public let remedy: Text
  /// Where the row was read; empty for what comes from no file.
  public let origin: String

  /// A fault of an item; the three texts are clauses without a capital or a full stop.
  public init(
    _ code: Fault.Code, _ item: Item, _ field: Field, _ problem: Text, consequence: Text,
    remedy: Text, origin: String = ""
  ) {
    self.code = code
    self.item = item
    self.field = field
    self.problem = problem
    self.consequence = consequence
    self.remedy = remedy
    self.origin = origin
  }

  /// The fault in one line, without its place: what is wrong, what follows, what to do.
  public func description(in language: Language) -> String {
    [problem, consequence, remedy].map { language($0) }
      .joined(separator: language == .zh ? "；" : "; ")
  }
}

/// All that is wrong with some actuals, in the order in which it was found; never empty.
public struct ActualsFaults: Error, Hashable, Sendable {
  /// One at least.
  public let faults: [ActualsFault]

  /// - Precondition: There is one at least.
  public init(_ faults: [ActualsFault]) {
    precondition(!faults.isEmpty, "actuals without faults are no error")
    self.faults = faults
  }
}
