/// One thing wrong with actuals, and of what it is.
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

  /// What is wrong, what follows, what to do, and the code of its kind.
  public let fault: Fault
  /// What it is the fault of.
  public let item: Item
  /// The part of it.
  public let field: Field
  /// Where the row was read; empty for what comes from no file.
  public let origin: String

  /// A fault of a part of an item.
  public init(_ fault: Fault, _ item: Item, _ field: Field, origin: String = "") {
    self.fault = fault
    self.item = item
    self.field = field
    self.origin = origin
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
