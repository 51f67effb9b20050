import Buildout
import Sampling

/// The way from the top of a scenario to something that may be changed.
struct ScenarioPath: Hashable {
  /// As it was written: `programmes.roads.cohorts.1.number`.
  let text: String
  let keys: [String]

  /// Parts of a scenario that say how the plan is carried out.
  static let open = [
    "seasons", "pools", "factors", "correlations", "risks", "programmes",
  ]
  /// Keys that name things and say what they are counted in.
  static let labels: Set = ["title", "unit", "sector", "basis"]

  /// - Throws: A refusal of a path that leads to what is promised, to a name, or nowhere.
  init(_ text: String) throws(Fault) {
    keys = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    self.text = text.shortenedIfHuge
    let listing = Self.open.listed
    guard keys.allSatisfy({ !$0.isEmpty }) else {
      throw Fault(
        .unknownName, [], "'\(self.text)' is not a path", consequence: "it leads nowhere",
        remedy: "write the keys from the top with dots between them, such as pools.crews.capacity")
    }
    guard Self.open.contains(keys[0]) else {
      if Vocabulary.document.keys.contains(keys[0]) {
        throw Fault(
          .notOpen, [], "'\(self.text)' is not open to change",
          consequence: "a change says how the plan is carried out, never what it promises",
          remedy: "change something under \(listing)")
      }
      throw Fault(
        .unknownName, [], "there is no '\(keys[0].shortened)' at the top of a scenario",
        consequence: "there is nothing to change",
        remedy: Spelling.question(keys[0], among: Self.open)
          ?? "a path begins with one of \(listing)")
    }
    guard keys.count > 1 || keys[0] == "correlations" else {
      throw Fault(
        .notOpen, [], "'\(self.text)' is a whole section of the scenario",
        consequence: "it is not clear what is to change in it",
        remedy: "name what is to change, such as pools.crews.capacity")
    }
    let labelIndex = keys[0] == "programmes" && ["steps", "cohorts"].contains(key(2)) ? 4 : 2
    for index in [2, labelIndex] where Self.labels.contains(key(index)) {
      throw Fault(
        .notOpen, [], "'\(self.text)' is a name, or what something is counted in",
        consequence: "the results could not be compared", remedy: "change a quantity instead")
    }
  }

  private func key(_ index: Int) -> String { keys.indices.contains(index) ? keys[index] : "" }

  /// Whether it leads to a number of units: of a cohort, of those in service, or of those at a step.
  var countsUnits: Bool {
    guard keys.count == 5, keys[0] == "programmes" else { return false }
    return keys[2] == "cohorts" ? keys[4] == "number" : ["servers", "buffer"].contains(keys[4])
  }

  /// The pool to whose capacity it leads, or to a part of that.
  var poolOfCapacity: String? { keys[0] == "pools" && key(2) == "capacity" ? keys[1] : nil }

  /// Whether the key at a depth is an id that the scenario declares, rather than a word.
  func declares(at depth: Int) -> Bool {
    guard keys[0] != "correlations" else { return false }
    return depth == 1 || depth == 3 && keys[0] == "programmes" && keys[2] == "steps"
  }

  /// Whether the key at a depth is no word of the language, but nearly one that stands beside it.
  func isMisspelt(at depth: Int, among keys: [String]) -> Bool {
    let key = self.key(depth)
    let holdsIDs = ["uses", "factors", "split", "then", "given"].contains(self.key(depth - 1))
    return !holdsIDs && !Vocabulary.all.contains { $0.keys.contains(key) }
      && Spelling.nearest(to: key, among: keys) != nil
  }

  /// Whether one of two paths lies inside the other, or both lead to the same.
  func overlaps(_ other: ScenarioPath) -> Bool {
    keys.starts(with: other.keys) || other.keys.starts(with: keys)
  }

  /// The path down to and without a depth.
  func above(_ depth: Int) -> String { keys.prefix(depth).joined(separator: ".").shortenedIfHuge }
}

/// A value that is to stand at a path, and where the file says so.
struct Edit {
  let path: ScenarioPath
  let position: Position
  let value: Node
}

extension Node {
  /// What stands at a path; nil where the path ends early.
  func node(at keys: some Sequence<String>) -> Node? {
    var node = self
    for key in keys {
      switch node.content {
      case .mapping:
        guard let value = node[key] else { return nil }
        node = value
      case .sequence(let nodes):
        guard let index = Self.index(key, in: nodes) else { return nil }
        node = nodes[index]
      case .scalar: return nil
      }
    }
    return node
  }

  private static func index(_ key: String, in nodes: [Node]) -> Int? {
    guard let index = Int(key), String(index) == key, nodes.indices.contains(index) else {
      return nil
    }
    return index
  }

  /// The tree with another value at a path. The value keeps its own position, so that a fault in it
  /// is shown where it was written.
  ///
  /// A key that is missing where the path ends is added; an id that is missing is refused, as it is
  /// more often misspelt than new.
  func applying(_ edit: Edit, depth: Int = 0) throws(Fault) -> Node {
    let path = edit.path
    guard depth < path.keys.count else { return edit.value }
    let key = path.keys[depth]
    let isLast = depth == path.keys.count - 1
    var changed = self
    switch content {
    case .mapping(var entries):
      if let index = entries.firstIndex(where: { $0.key == key }) {
        entries[index].value = try entries[index].value.applying(edit, depth: depth + 1)
        if isLast { entries[index].keyPosition = edit.position }
      } else {
        let keys = entries.map(\.key)
        guard isLast, !path.declares(at: depth), !path.isMisspelt(at: depth, among: keys) else {
          throw Self.missing(path, depth, among: keys)
        }
        entries.append(Entry(key: key, keyPosition: edit.position, value: edit.value))
      }
      changed.content = .mapping(entries)
    case .sequence(var nodes):
      guard let index = Self.index(key, in: nodes) else {
        let items: Message = nodes.count == 1 ? "one item" : "\(nodes.count) items"
        throw Fault(
          .unknownName, [], "there is no item '\(key.shortened)' in '\(path.above(depth))'",
          consequence: "there is nothing to change",
          remedy: isLast
            ? "it has \(items), counted from 0; to add one, set the whole list"
            : "it has \(items), counted from 0")
      }
      nodes[index] = try nodes[index].applying(edit, depth: depth + 1)
      changed.content = .sequence(nodes)
    case .scalar:
      throw Fault(
        .unknownName, [], "'\(path.above(depth))' is \(kindName), it has no '\(key.shortened)'",
        consequence: "there is nothing to change", remedy: "set '\(path.above(depth))' itself")
    }
    return changed
  }

  private static func missing(_ path: ScenarioPath, _ depth: Int, among keys: [String]) -> Fault {
    let key = path.keys[depth]
    let first = keys.prefix(8).listed
    let listing: Message = keys.count > 8 ? "\(first) and \(keys.count - 8) more" : first
    let remedy: Message =
      Spelling.question(key, among: keys)
      ?? (path.declares(at: depth) || DistributionSpelling.names.contains(key)
        ? "it has \(listing)"
        : "it has \(listing); to add '\(key.shortened)', set '\(path.above(depth + 1))' as a whole")
    return Fault(
      .unknownName, [], "there is no '\(key.shortened)' in '\(path.above(depth))'",
      consequence: "there is nothing to change", remedy: remedy)
  }

  /// Whether two values say the same; 15 and 15.0 do.
  func means(_ other: Node) -> Bool {
    switch (content, other.content) {
    case (.scalar(let a, let isQuoted), .scalar(let b, let isOtherQuoted)):
      guard isQuoted == isOtherQuoted else { return false }
      if a == b { return true }
      guard !isQuoted, let a = try? PlainScalar.number(a), let b = try? PlainScalar.number(b)
      else { return false }
      return a == b
    case (.sequence(let a), .sequence(let b)):
      return a.count == b.count && zip(a, b).allSatisfy { $0.means($1) }
    case (.mapping(let a), .mapping(let b)):
      return a.count == b.count
        && zip(a, b).allSatisfy { $0.key == $1.key && $0.value.means($1.value) }
    default: return false
    }
  }

  /// The same value as if all of it stood at one place.
  func moved(to position: Position) -> Node {
    var moved = self
    moved.position = position
    moved.isBlock = false
    switch content {
    case .scalar: break
    case .sequence(let nodes): moved.content = .sequence(nodes.map { $0.moved(to: position) })
    case .mapping(let entries):
      moved.content = .mapping(
        entries.map {
          Entry(key: $0.key, keyPosition: position, value: $0.value.moved(to: position))
        })
    }
    return moved
  }

  /// Where the value and everything in it stands.
  var positions: Set<Position> {
    var found: Set = [position]
    switch content {
    case .scalar: break
    case .sequence(let nodes): for node in nodes { found.formUnion(node.positions) }
    case .mapping(let entries):
      for entry in entries {
        found.insert(entry.keyPosition)
        found.formUnion(entry.value.positions)
      }
    }
    return found
  }

  /// Whether a bare number stands anywhere in the value.
  var holdsNumber: Bool {
    switch content {
    case .scalar(let text, let isQuoted): !isQuoted && (try? PlainScalar.number(text)) != nil
    case .sequence(let nodes): nodes.contains(where: \.holdsNumber)
    case .mapping(let entries): entries.contains { $0.value.holdsNumber }
    }
  }
}
