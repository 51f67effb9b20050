public import Buildout

/// A scenario file that has been read: the scenario, and every number it rests on.
///
///     let document = try ScenarioDocument(bytes: bytes, file: "city.yaml")
///     let plan = try Plan(document.scenario)
///
/// Reading opens no file: bytes go in and a value comes out. <doc:ScenarioKeys> lists every key.
public struct ScenarioDocument: Sendable {
  /// What the file describes.
  public let scenario: Scenario
  /// The ways to carry out the plan that the file offers, in its order. Those whose units change hands are among
  /// the ``levers`` alone: by itself none of them can be carried out.
  public let options: [ResourcingOption]
  /// The money that there is for options, or from where to where it may be; nil where the file does not say.
  public let budget: ClosedRange<Double>?
  /// Every number the file gives beyond its calendar, in the file's order. A distribution is one input, and
  /// so is a list of weights. The values and costs of options are under `options`.
  public let inputs: [Input]
  let root: Node
  let file: String
  /// The options before they are carried out.
  let declared: [DeclaredOption]

  /// Reads a scenario.
  ///
  /// - Parameters:
  ///   - bytes: UTF-8, at most 8,000,000 bytes; one byte order mark and CR LF line ends are accepted.
  ///   - file: The file's name, for messages only.
  /// - Throws: ``ScenarioFileError`` with all the faults at once.
  public init(bytes: [UInt8], file: String) throws(ScenarioFileError) {
    let text: SourceText
    do {
      text = try SourceText(bytes)
    } catch {
      throw ScenarioFileError(error.issues.map { $0.diagnostic(in: file) })
    }
    do {
      try self.init(text, file: file)
    } catch {
      throw error.explained(by: Lookalikes.issues(in: text), in: file)
    }
  }

  private init(_ text: SourceText, file: String) throws(ScenarioFileError) {
    let root: Node
    let repeated: [Issue]
    do {
      (root, repeated) = try NodeReader.read(text)
    } catch {
      throw ScenarioFileError(error.issues.map { $0.diagnostic(in: file) })
    }
    try self.init(decoding: root, after: repeated, file: file)
  }

  /// Reads a scenario from text.
  public init(yaml: String, file: String) throws(ScenarioFileError) {
    try self.init(bytes: Array(yaml.utf8), file: file)
  }

  /// Gives a tree its meaning; the second stage of reading.
  init(decoding root: Node, after earlier: [Issue] = [], file: String) throws(ScenarioFileError) {
    var reader = ScenarioReader(issues: earlier)
    let scenario = reader.scenario(root)
    if let scenario { reader.check(scenario, root) }
    let (options, declared) = reader.options(root, base: reader.issues.isEmpty ? scenario : nil)
    guard let scenario, reader.issues.isEmpty else {
      var seen: Set<Issue> = []
      let issues = reader.issues.filter { seen.insert($0).inserted }
        .enumerated().sorted {
          ($0.element.position, $0.offset) < ($1.element.position, $1.offset)
        }
      throw ScenarioFileError(issues.map { $0.element.diagnostic(in: file) })
    }
    self.scenario = scenario
    self.options = options.filter { option in
      !ScenarioReader.order(of: option.id, declared).contains { declared[$0].exchange != nil }
    }
    self.declared = declared
    self.budget = reader.budget
    self.root = root
    self.file = file
    self.inputs = reader.inputs.sorted { ($0.line, $0.column) < ($1.line, $1.column) }
  }
}

/// A number that the file gives, or a distribution or list of them.
public struct Input: Hashable, Sendable {
  /// The keys from the top to the value; items of lists are counted from 0.
  public let path: [String]
  /// The value on one line, numbers as they are spelt: `pert: [6, 9, 16]`.
  public let text: String
  /// Where the number comes from; nil when neither the value nor anything above it says.
  public let basis: Basis?
  /// Where the value stands, counted from 1.
  public let line: Int
  /// Counted from 1, in characters (Unicode scalars).
  public let column: Int
  /// The programme that the value belongs to, if it stands in one.
  public let programme: String?
  /// The distribution that the value spells, if it is one.
  public let distribution: Distribution?

  /// The path as it is written in messages: `programmes.roads.steps.build.takes`.
  public var name: String { path.joined(separator: ".") }
}
