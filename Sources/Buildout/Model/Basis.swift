/// What a number of a scenario rests on.
public struct Basis: Hashable, Sendable {
  /// What a number may rest on. The raw value is the word in a file.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// A plan, a contract, a statistic.
    case document
    /// How comparable works went elsewhere.
    case referenceClass = "reference class"
    /// What the author supposes.
    case assumption
  }

  /// What the number rests on.
  public let kind: Kind
  /// What is to be said about it; nil is nothing.
  public let note: Text?
  /// The document or data set, so that a reader can find it.
  public let source: Text?

  /// A kind, with what is to be said about it.
  public init(kind: Kind, note: Text? = nil, source: Text? = nil) {
    self.kind = kind
    self.note = note
    self.source = source
  }
}
