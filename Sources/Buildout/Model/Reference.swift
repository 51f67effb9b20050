/// What a name of a scenario refers to: what a risk acts on, or what a step waits for elsewhere.
///
/// It is written as a file has it, and a literal is read so: `"roads"`, `"roads.build"`,
/// `"sector:transport"`, `"tag:outdoor"`, `"pools.crews"`. These are all the forms there are. Whether there is
/// such a thing is asked by ``Scenario/faults()``.
public enum Reference: Hashable, Sendable {
  /// A programme with all its steps: `roads`. Under `after` the same form may also name a step of the
  /// programme that says it.
  case programme(String)
  /// A step of a programme: `roads.build`.
  case step(String, of: String)
  /// All steps of the programmes of a sector: `sector:transport`.
  case sector(String)
  /// All steps with a tag, of their own or of their programme: `tag:outdoor`.
  case tag(String)
  /// A pool: `pools.crews`. So no programme may be called `pools`.
  case pool(String)
}

extension Reference {
  /// The word before the dot that marks a pool.
  static let pools = "pools"

  /// Reads a name; every text is one, if of nothing that there is.
  public init(_ text: String) {
    for (prefix, make) in [
      ("sector:", Self.sector), ("tag:", Self.tag), (Self.pools + ".", Self.pool),
    ]
    where text.hasPrefix(prefix) {
      self = make(String(text.dropFirst(prefix.count)))
      return
    }
    let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    self =
      parts.count == 2
      ? .step(String(parts[1]), of: String(parts[0])) : .programme(text)
  }

  /// The programme that it names, itself or by a step.
  var programme: String? {
    switch self {
    case .programme(let id), .step(_, let id): id
    case .sector, .tag, .pool: nil
    }
  }

  /// The step that it names.
  var step: String? { if case .step(let id, _) = self { id } else { nil } }

  /// Whether a step is what it names, or among it.
  func covers(_ step: Step, of programme: Programme) -> Bool {
    switch self {
    case .programme(let id): id == programme.id
    case .step(let id, let owner): id == step.id && owner == programme.id
    case .sector(let id): id == programme.sector
    case .tag(let name): programme.tags.contains(name) || step.tags.contains(name)
    case .pool: false
    }
  }
}

extension Reference: CustomStringConvertible, ExpressibleByStringInterpolation {
  /// As a file writes it.
  public var description: String {
    switch self {
    case .programme(let id): id
    case .step(let id, let programme): programme + "." + id
    case .sector(let id): "sector:" + id
    case .tag(let name): "tag:" + name
    case .pool(let id): Self.pools + "." + id
    }
  }

  /// Reads a name as ``init(_:)`` does.
  public init(stringLiteral value: String) { self.init(value) }
}

extension Step.Branch {
  /// Where a way under `then` leads. It is written as a file has it, and a literal is read so: `"build"`,
  /// `"done"`, `"cancelled"`.
  public enum Destination: Hashable, Sendable {
    /// A step of the programme, by its id.
    case step(String)
    /// Out of the programme: the unit is completed.
    case done
    /// Out of the programme: the unit is given up.
    case cancelled
  }
}

extension Step.Branch.Destination: CustomStringConvertible, ExpressibleByStringInterpolation {
  /// Those that are no step. So no step may be called like one of them.
  static let ends = [Self.done, .cancelled]

  /// Reads a name; one that is no end is a step's.
  public init(_ text: String) {
    self = Self.ends.first { $0.description == text } ?? .step(text)
  }

  /// Reads a name as ``init(_:)`` does.
  public init(stringLiteral value: String) { self.init(value) }

  /// As a file writes it.
  public var description: String {
    switch self {
    case .step(let id): id
    case .done: "done"
    case .cancelled: "cancelled"
    }
  }

  /// The id of the step that it is.
  var step: String? { if case .step(let id) = self { id } else { nil } }
}
