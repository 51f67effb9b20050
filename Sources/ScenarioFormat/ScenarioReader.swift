import Buildout
import Sampling

/// A node, and what its place in the file says about it.
struct Item {
  let node: Node
  let path: [String]
  /// Of the node's key; of the node itself in a list.
  let keyPosition: Position
  let basis: Basis?
  let programme: String?

  /// The last key above the value, for messages.
  var name: String { path.last { Int($0) == nil } ?? "the file" }

  /// Where a fault of the value is shown.
  var position: Position { node.isMapping || node.isBlock ? keyPosition : node.position }

  func item(_ index: Int, _ node: Node) -> Item {
    Item(
      node: node, path: path + [String(index)], keyPosition: node.position, basis: basis,
      programme: programme)
  }

  func entry(_ key: String, _ entry: Node.Entry) -> Item {
    Item(
      node: entry.value, path: path + [key], keyPosition: entry.keyPosition, basis: basis,
      programme: programme)
  }

  func with(basis: Basis?, programme: String? = nil) -> Item {
    Item(
      node: node, path: path, keyPosition: keyPosition, basis: basis,
      programme: programme ?? self.programme)
  }
}

/// The values of a mapping whose keys have been checked.
struct Fields {
  let item: Item
  fileprivate(set) var values: [String: Item] = [:]
  /// Keys that were given but are not fit to be read.
  fileprivate(set) var spoilt: Set<String> = []

  subscript(key: String) -> Item? { values[key] }

  /// Whether the author meant to give the key, well or badly.
  func names(_ key: String) -> Bool { values[key] != nil || spoilt.contains(key) }

  /// Those of the keys that are given, in this order.
  func given(_ keys: String...) -> [String] { keys.filter(names) }
}

/// A scenario without faults, and what of it stands otherwise in another tree. That has the same ids in
/// the same order.
struct KnownParts {
  let scenario: Scenario
  /// The first two keys of what may differ; of correlations, which have no ids, the first.
  private let changed: Set<[String]>

  /// - Parameter paths: Of all values that may differ.
  init(_ scenario: Scenario, changed paths: [[String]]) {
    self.scenario = scenario
    changed = Set(paths.map { Array($0.prefix($0.first == "correlations" ? 1 : 2)) })
  }

  /// Whether a part, or the list of correlations, may differ.
  func hasChanged(_ item: Item) -> Bool { changed.contains(item.path) }
}

/// Decodes a tree of nodes. Whatever is wrong is noted and replaced by something harmless, so that
/// one pass finds everything and nothing is reported twice.
struct ScenarioReader {
  /// Characters of a note or a source.
  static let noteLimit = 2_000

  private(set) var issues: [Issue]
  private(set) var inputs: [Input] = []
  /// The calendar, once it has been read without a fault.
  var calendar: Calendar?
  /// The money there is for options, once it has been read without a fault.
  var budget: ClosedRange<Double>?
  /// Programmes whose steps could not be read; references into them are not judged.
  var opaqueProgrammes: Set<String> = []

  /// Where something stands that the model refused as a whole.
  private var unbuilt: [[String]] = []

  /// What holds for every number without a basis of its own.
  var topBasis: Basis?

  /// Ids that are not well formed, by the path with the id that was probably meant. References find
  /// what they mean, and nothing is said twice.
  private var renamed: [[String]: String] = [:]

  /// What has been read of nearly the same tree.
  var known: KnownParts?

  /// An input that is to be read as larger than it stands, and in what proportion.
  var scaling: (path: [String], factor: Double)?

  init(issues: [Issue]) { self.issues = issues }

  // MARK: Faults

  mutating func fault(
    _ code: Fault.Code, _ item: Item, _ problem: Message, consequence: Message, remedy: Message
  ) {
    fault(
      code, at: item.position, item.path, problem, consequence: consequence, remedy: remedy)
  }

  mutating func fault(
    _ code: Fault.Code, at position: Position, _ path: [String], _ problem: Message,
    consequence: Message, remedy: Message
  ) {
    note(
      Issue(
        position: position,
        fault: Fault(code, path, problem, consequence: consequence, remedy: remedy)))
  }

  mutating func note(_ issue: Issue) { issues.append(issue) }

  /// Notes a fault at another place than its own.
  ///
  /// - Parameter label: What leads the problem, such as "option 'night-shift'".
  mutating func note(_ fault: Fault, at position: Position, _ path: [String], label: Message? = nil)
  {
    var fault = fault
    fault.path = path
    if let label { fault.words.problem = "\(label): \(fault.words.problem)" }
    note(Issue(position: position, fault: fault))
  }

  /// Notes what a value of the model refused, at its place in the item that describes the value.
  mutating func note(_ fault: Fault, under item: Item) {
    note(
      fault, at: fault.path.isEmpty ? item.position : item.node.position(of: fault.path),
      item.path + fault.path)
  }

  /// Notes a fault found by the model, with the position of the value it names.
  mutating func note(_ fault: Fault, in root: Node) {
    func position(_ path: [String]) -> Position {
      var written: [String] = []
      for key in path { written.append(renamed[written + [key]] ?? key) }
      return root.position(of: written)
    }
    var fault = fault
    if let other = fault.otherPath {
      fault.words.remedy = "\(fault.words.remedy) (line \(position(other).line))"
    }
    note(Issue(position: position(fault.path), fault: fault))
  }

  /// Checks how the parts fit together, leaving out what follows from faults already noted.
  mutating func check(_ scenario: Scenario, _ root: Node) {
    let known = issues.map(\.fault.path).filter { !$0.isEmpty } + unbuilt
    // With a whole section amiss, nearly everything that refers to it would be.
    guard !known.contains(where: { $0.count == 1 && $0 != ["scenario"] }) else { return }
    let faults = scenario.faults(
      checkingHorizon: calendar != nil, opaqueProgrammes: opaqueProgrammes,
      since: self.known?.scenario)
    // Nobody reads more, and a file of nonsense must not take long.
    for fault in faults.prefix(1000) {
      let follows = known.contains { path in
        fault.path.starts(with: path) || path.starts(with: fault.path)
      }
      if !follows { note(fault, in: root) }
    }
  }

  /// A small value of the model; nil when it refuses what the file says, which is noted at its place.
  mutating func part<Value>(_ item: Item, _ build: () throws(Fault) -> Value) -> Value? {
    do throws(Fault) {
      return try build()
    } catch {
      note(error, under: item)
      return nil
    }
  }

  /// The same for what others refer to, with something harmless in its place. What else would be found
  /// there may follow from the fault, and is not said.
  mutating func built<Value>(
    _ item: Item, or harmless: () throws(Fault) -> Value, _ build: () throws(Fault) -> Value
  ) -> Value? {
    if let value = part(item, build) { return value }
    unbuilt.append(item.path)
    if item.path.first == "programmes" { opaqueProgrammes.insert(item.path[1]) }
    return part(item, harmless)
  }

  mutating func record(_ item: Item, without omitted: Set<String> = []) {
    inputs.append(
      Input(
        path: item.path, text: item.node.text(without: omitted), basis: item.basis,
        line: item.node.position.line, column: item.node.position.column,
        programme: item.programme, distribution: item.node.distribution))
  }

  // MARK: Mappings

  /// The values of a mapping; notes keys that are not in the set and values that are missing.
  ///
  /// A misspelt key is noted and read as the one that was probably meant.
  mutating func fields(_ item: Item, _ set: KeySet) -> Fields? {
    guard case .mapping(let entries) = item.node.content else {
      fault(
        .wrongKind, item, "\(set.owner) is a mapping, this is \(item.node.kindName)",
        consequence: "nothing can be read from it",
        remedy: "write keys and values, such as '\(set.example): ...'"
      )
      return nil
    }
    var item = item
    if set.keys.contains("basis"), let entry = entries.first(where: { $0.key == "basis" }) {
      item = item.with(basis: basis(item.entry("basis", entry)) ?? item.basis)
    }
    var fields = Fields(item: item)
    let given = Set(entries.map(\.key))
    for entry in entries {
      var key = entry.key
      if !set.keys.contains(key) {
        if let number = parted(entry, in: entries) {
          fault(
            .wrongKind, at: entry.keyPosition, item.path + [key], "'\(number.written)' has a comma",
            consequence: "in braces a comma ends the value", remedy: "write \(number.meant)")
          continue
        }
        if let pair = joined(key, set), entry.value.isEmpty {
          fault(
            .unknownKey, at: entry.keyPosition, item.path + [pair.key],
            "'\(key)' has no space after its colon", consequence: "it is read as one word",
            remedy: "write '\(pair.key): \(pair.value)'")
          fields.spoilt.insert(pair.key)
          continue
        }
        let meant = Spelling.nearest(to: key, among: set.keys.filter { !given.contains($0) })
        if meant == nil, entry.value.isEmpty, set.keys == Vocabulary.title.keys {
          fault(
            .unknownKey, at: entry.keyPosition, item.path + [key],
            "'\(key)' is not a key of \(set.owner)",
            consequence: "in braces a comma ends the value",
            remedy: "put a text that holds a comma in quotes, such as {en: \"North park, phase 2\"}"
          )
          continue
        }
        fault(
          .unknownKey, at: entry.keyPosition, item.path + [meant ?? key],
          "'\(key)' is not a key of \(set.owner)", consequence: "it has no meaning there",
          remedy: Spelling.question(meant)
            ?? (key == "each"
              ? "put it inside the distribution, such as 'rate: {poisson: 3, each: trial}'"
              : "the keys are \(set.keys.listed)"))
        guard let meant, fields.values[meant] == nil else { continue }
        key = meant
      }
      guard key != "basis" || !set.keys.contains("basis") else { continue }
      let value = item.entry(key, entry)
      if value.node.isEmpty {
        fault(
          .missing, at: entry.keyPosition, value.path, "'\(entry.key)' has no value",
          consequence: "it is not clear what was meant", remedy: "give a value or delete the key")
        fields.spoilt.insert(key)
      } else {
        fields.values[key] = value
      }
    }
    return fields
  }

  /// A key and its value that no space parts: `unit:km` in braces is one word.
  private func joined(_ word: String, _ set: KeySet) -> (key: String, value: String)? {
    let parts = word.split(separator: ":", maxSplits: 1).map(String.init)
    guard parts.count == 2, set.keys.contains(parts[0]) else { return nil }
    return (parts[0], parts[1])
  }

  /// The number of which a comma has made two: `number: 1,200` in braces is read as `number: 1` and a key
  /// `200`.
  private func parted(
    _ entry: Node.Entry, in entries: [Node.Entry]
  ) -> (written: String, meant: String)? {
    guard entry.value.isEmpty, entry.key.count == 3, entry.key.allSatisfy(\.isNumber),
      let index = entries.firstIndex(where: { $0.key == entry.key }), index > 0,
      case .scalar(let first, isQuoted: false) = entries[index - 1].value.content,
      (1...3).contains(first.count), first.allSatisfy({ $0.isASCII && $0.isNumber })
    else { return nil }
    return (first + "," + entry.key, first + entry.key)
  }

  /// The value of a key that must be given.
  mutating func required(
    _ fields: Fields, _ key: String, or consequence: Message, remedy: Message
  ) -> Item? {
    if let value = fields[key] { return value }
    if !fields.names(key) {
      fault(
        .missing, at: fields.item.keyPosition, fields.item.path + [key],
        "\(Self.owner(fields.item)) has no '\(key)'", consequence: consequence, remedy: remedy)
    }
    return nil
  }

  /// How a message names a mapping: by its id or place.
  static func owner(_ item: Item) -> Message {
    guard let last = item.path.last else { return "the file" }
    guard let index = Int(last) else { return "'\(last)'" }
    return "item \(index + 1) of '\(item.name)'"
  }

  /// The entries of a mapping whose keys are ids, in the file's order; ids that are declared there
  /// must be well formed, others must exist.
  mutating func entries(
    _ item: Item?, of what: Message, declaring: Bool = false
  ) -> [(id: String, item: Item)] {
    guard let item else { return [] }
    guard case .mapping(let entries) = item.node.content else {
      fault(
        .wrongKind, item,
        "'\(item.name)' is a mapping from ids to \(what), this is \(item.node.kindName)",
        consequence: "there would be no ids to refer to",
        remedy: "write 'id:' before each of the \(what)")
      return []
    }
    return entries.map { entry in
      let value = item.entry(entry.key, entry)
      // No path: what an odd id names is looked at all the same.
      guard declaring, !checkID(entry.key, at: entry.keyPosition, []),
        let meant = Self.wellFormed(entry.key)
      else { return (entry.key, value) }
      renamed[item.path + [meant]] = entry.key
      return (meant, value)
    }
  }

  mutating func list(_ item: Item, of what: Message) -> [Item]? {
    guard case .sequence(let nodes) = item.node.content else {
      fault(
        .wrongKind, item, "'\(item.name)' is a list of \(what), this is \(item.node.kindName)",
        consequence: "nothing can be read from it", remedy: "put it in square brackets")
      return nil
    }
    return nodes.enumerated().map { item.item($0, $1) }
  }

  // MARK: Basis

  mutating func basis(_ item: Item) -> Basis? {
    guard let fields = fields(item, Vocabulary.basis) else { return nil }
    let kind = required(
      fields, "kind", or: "it is not clear what the numbers rest on",
      remedy: "add 'kind: document', 'kind: reference class' or 'kind: assumption'")
    let note = fields["note"].map { title($0, limit: Self.noteLimit) }
    let source = fields["source"].map { title($0, limit: Self.noteLimit) }
    guard let kind, let value = word(kind, Basis.Kind.self) else { return nil }
    return Basis(kind: value, note: note, source: source)
  }
}

extension Node {
  /// Nothing at all, or one of YAML's names for it.
  var isEmpty: Bool {
    guard case .scalar(let text, isQuoted: false) = content else { return false }
    return ["", "~", "null", "Null", "NULL"].contains(text)
  }

  var kindName: Message {
    switch content {
    case .scalar(_, isQuoted: true): "a text in quotes"
    case .scalar(let text, isQuoted: false): isEmpty ? "empty" : "'\(text.shortened)'"
    case .sequence: "a list"
    case .mapping: "a mapping"
    }
  }
}

extension String {
  /// At most forty characters of it, for messages.
  var shortened: String { count <= 40 ? self : prefix(39) + "…" }
}
