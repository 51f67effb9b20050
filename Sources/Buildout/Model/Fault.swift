public import Sampling

/// One thing wrong with a scenario, a table of targets or actuals, in the words its author needs, and with a
/// code that a program knows it by.
///
/// A fault belongs to the person who wrote the file and can be mended there. What is wrong in Buildout
/// itself is never a `Fault`.
///
///     do { _ = try Risk(id: "strike", occurrence: .monthly(1.5), on: ["roads"]) }
///     catch where error.code == .outOfRange { print(error.path, error.remedy) }
public struct Fault: Error, Hashable, Sendable {
  /// What kind of fault it is. The words of a fault may change between releases, its code does not.
  public let code: Code
  /// Where in the scenario: the keys from the top to the value, for example
  /// `["programmes", "roads", "steps", "build", "cap"]`. List items are named by their position,
  /// counted from 0. One that a part of a scenario throws when it is built begins in that part; of the
  /// text of a file, such as a tab, it is empty.
  public package(set) var path: [String]
  /// What is wrong, what follows and what to do, in words that every language has.
  package var words: Words
  /// What is wrong, as a clause in English without a capital or a full stop.
  public var problem: String { words.problem.description }
  /// What follows from it for the run.
  public var consequence: String { words.consequence.description }
  /// What to do about it.
  public var remedy: String { words.remedy.description }
  /// The other place that the remedy names last, as ``path``; nil when there is none. A file's reader
  /// adds its line.
  public let otherPath: [String]?

  /// A fault at a place; the four texts are clauses without a capital or a full stop.
  public init(
    _ code: Code, _ path: [String], _ problem: Message, consequence: Message, remedy: Message,
    otherPath: [String]? = nil
  ) {
    self.code = code
    self.path = path
    words = Words(problem: problem, consequence: consequence, remedy: remedy)
    self.otherPath = otherPath
  }

  /// A fault of what has no keys, such as a cell of a table.
  public init(_ code: Code, _ problem: Message, consequence: Message, remedy: Message) {
    self.init(code, [], problem, consequence: consequence, remedy: remedy)
  }

  /// The clauses of a fault.
  package struct Words: Hashable, Sendable {
    package var problem: Message
    package var consequence: Message
    package var remedy: Message
  }
}

extension Fault {
  /// The kinds of faults and warnings, by names that stay: `unknown-name`, `out-of-range`.
  public enum Code: String, Hashable, Sendable, CaseIterable {
    /// The text is not YAML, or has what a scenario file does without: anchors, tags, a second document;
    /// brackets or quotation marks of a table that are not closed.
    case syntax
    /// A file of another kind than is read, or one that asks for a password.
    case wrongFormat = "wrong-format"
    /// A file that is damaged.
    case damaged
    /// A formula of a table that failed, or was never computed.
    case formula
    /// A byte or character that no text has, or that could upset a terminal.
    case encoding
    /// A character that looks like one of YAML's or of a number's, or does not show.
    case lookalike
    /// A value that can be read in two ways, or a name that means two things.
    case ambiguous
    /// A key that has no meaning where it stands.
    case unknownKey = "unknown-key"
    /// A key, a value or a part that must be given and is not.
    case missing
    /// A value of another kind than is needed: a list for a number, a word for a month.
    case wrongKind = "wrong-kind"
    /// An id that is not spelt as one.
    case badID = "bad-id"
    /// An id that is a word of the language.
    case reservedName = "reserved-name"
    /// A name that refers to nothing.
    case unknownName = "unknown-name"
    /// What may be given once and is given twice.
    case duplicate
    /// A number beyond what it may be.
    case outOfRange = "out-of-range"
    /// More than can be handled: units, steps, characters, rows.
    case tooMany = "too-many"
    /// A list or a row of too few or too many items.
    case wrongCount = "wrong-count"
    /// A quantity drawn more or less often than has a meaning.
    case wrongFrequency = "wrong-frequency"
    /// A key that does not go with the kind of thing that has it.
    case misplaced
    /// Two values of which only one can hold.
    case conflict
    /// Correlations that no factors can have.
    case badCorrelation = "bad-correlation"
    /// A month before or after the horizon, or after the last that is known.
    case outsideHorizon = "outside-horizon"
    /// Things that wait for, depend on or extend one another in a circle.
    case circle
    /// A step to which no unit comes.
    case unreachable
    /// A step from which units do not get on.
    case deadEnd = "dead-end"
    /// A wait for what never ends.
    case neverEnds = "never-ends"
    /// A speed or a number of units without a bound.
    case unbounded
    /// A measure of what cannot be read there.
    case notMeasurable = "not-measurable"
    /// What would change nothing.
    case noEffect = "no-effect"
    /// A change of what a plan promises.
    case notOpen = "not-open"
    /// A change of what is settled when the horizon begins, in a later month.
    case tooLate = "too-late"

    // MARK: Warnings

    /// A warning: nothing uses it.
    case idle
    /// A warning: no target depends on it.
    case unread
    /// A warning: a risk without a chance of happening.
    case neverHappens = "never-happens"
    /// A warning: a risk of length 0.
    case noLength = "no-length"
    /// A warning: a risk that acts when its steps do not work.
    case missesSteps = "misses-steps"
    /// A warning: a chance under `given` that is the risk's own.
    case sameChance = "same-chance"
    /// A warning: a pool that never has anything to grant.
    case emptyPool = "empty-pool"
    /// A warning: a cohort of no units.
    case noUnits = "no-units"
    /// A warning: a number of units with a fraction.
    case partOfUnit = "part-of-unit"
    /// A warning: units of size 0.
    case noSize = "no-size"
    /// A warning: a rate of 0.
    case noRate = "no-rate"
    /// A warning: a chance of 0.
    case noChance = "no-chance"
    /// A warning: a whole pool that is too small for any unit.
    case tooSmall = "too-small"
    /// A warning: a pool held for longer than the work takes.
    case held
    /// A warning: many units that each draw a duration of their own.
    case separate
    /// A warning: two targets that promise the same.
    case promisedTwice = "promised-twice"
    /// A warning: a target that is missed whatever is drawn.
    case cannotBeKept = "cannot-be-kept"
    /// A warning: a target that is met whatever is done.
    case cannotBeMissed = "cannot-be-missed"
    /// A warning: a share that looks like a fraction of 1.
    case percent
    /// A warning: a promise far from what the rate brings.
    case farFromRate = "far-from-rate"
  }
}

extension Fault: CustomStringConvertible {
  /// The fault in one line, without its code: what is wrong, what follows, what to do.
  public var description: String { "\(problem); \(consequence); \(remedy)" }
}

/// All the faults of one scenario, in the order in which they were found; never empty.
public struct ScenarioFaults: Error, Sendable {
  /// One at least.
  public let faults: [Fault]

  /// - Precondition: There is one at least.
  public init(_ faults: [Fault]) {
    precondition(!faults.isEmpty, "a scenario without faults is no error")
    self.faults = faults
  }
}
