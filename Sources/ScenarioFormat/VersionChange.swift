public import Buildout

/// One thing in which a later version of a scenario file differs from an earlier one.
public struct VersionChange: Hashable, Sendable {
  /// What became of it.
  public enum Kind: Hashable, Sendable {
    /// The earlier version has nothing there.
    case added
    /// The later version has nothing there.
    case removed
    /// Both have something there, and not the same.
    case changed
    /// The same parts stand in another order.
    case reordered
  }

  /// A value as a file has it.
  public struct Value: Hashable, Sendable {
    /// On one line, numbers as they are spelt.
    public let text: String
    /// The distribution that it spells, if it is one.
    public let distribution: Input.Distribution?
  }

  /// The keys from the top to the value; items of lists are counted from 0.
  public let path: [String]
  /// What became of it.
  public let kind: Kind
  /// What stood there; nil where it was added.
  public let before: Value?
  /// What stands there; nil where it was removed.
  public let after: Value?
  /// The line of the later file where it stands or, where it was removed, of the earlier.
  public let line: Int
  /// Whether it only says something to people, such as a title or a basis, and can move no odds.
  public let isWording: Bool
  /// The earlier version with this change alone; nil where that is no scenario, since the change needs
  /// others.
  public let scenario: Scenario?

  /// The path as messages write it.
  public var name: String { path.joined(separator: ".") }
}

extension ScenarioDocument {
  /// In what a later version of the file differs, in the order of the files.
  ///
  /// A target, a group, a sector or an option is one change however much of it is another; elsewhere a change is
  /// a number, a distribution, a list or a part that is added or removed. Comments, spaces, the spelling of numbers
  /// and the order of keys are none.
  public func changes(to later: ScenarioDocument) -> [VersionChange] {
    var finder = VersionFinder(before: self, after: later)
    finder.compare(root, later.root, [])
    return finder.changes
  }

  /// The scenario with several changes made together; nil where that is none.
  public func making(_ changes: [VersionChange], of later: ScenarioDocument) -> Scenario? {
    var tree = root
    for change in changes {
      tree = tree.replacing(
        change.path[...], by: later.root.node(at: change.path), like: later.root)
    }
    return VersionFinder.scenario(tree)
  }
}

/// Walks two trees side by side.
private struct VersionFinder {
  let before: ScenarioDocument
  let after: ScenarioDocument
  private(set) var changes: [VersionChange] = []

  init(before: ScenarioDocument, after: ScenarioDocument) {
    self.before = before
    self.after = after
  }

  /// Sections whose entries are compared as a whole.
  private static let whole: Set = ["targets", "groups", "sectors", "options"]
  private static let wording: Set = ["title", "basis", "note", "source"]

  mutating func compare(_ old: Node?, _ new: Node?, _ path: [String]) {
    if let old, let new {
      guard !old.means(new) else { return }
      if !isAtom(old, new, path) {
        switch (old.content, new.content) {
        case (.mapping(let olds), .mapping(let news)):
          compare(olds, news, path)
          return
        case (.sequence(let olds), .sequence(let news)) where olds.count == news.count:
          for index in olds.indices { compare(olds[index], news[index], path + [String(index)]) }
          return
        default: break
        }
      }
    }
    note(old, new, path)
  }

  private mutating func compare(_ olds: [Node.Entry], _ news: [Node.Entry], _ path: [String]) {
    let count = changes.count
    func value(_ entries: [Node.Entry], _ key: String) -> Node? {
      entries.first { $0.key == key }?.value
    }
    for entry in olds { compare(entry.value, value(news, entry.key), path + [entry.key]) }
    for entry in news where value(olds, entry.key) == nil {
      compare(nil, entry.value, path + [entry.key])
    }
    // Steps follow one another, and whole units are granted in the order of the programmes.
    let order = path == ["programmes"] || path.count == 3 && path[2] == "steps"
    guard order, changes.count == count || Self.order(olds, in: news) != Self.order(news, in: olds),
      Self.order(olds, in: news) != Self.order(news, in: olds)
    else { return }
    add(path, .reordered, nil, nil, line: news.first?.keyPosition.line ?? 1)
  }

  private static func order(_ entries: [Node.Entry], in others: [Node.Entry]) -> [String] {
    let common = Set(others.map(\.key))
    return entries.map(\.key).filter(common.contains)
  }

  /// What is told as one, whatever in it is another.
  private func isAtom(_ old: Node, _ new: Node, _ path: [String]) -> Bool {
    if path.count == 2, Self.whole.contains(path[0]) { return true }
    if let last = path.last, Self.wording.contains(last) { return true }
    // An id may be the name of a distribution.
    if path.count > 1, path.last != "steps", old.distribution != nil || new.distribution != nil {
      return true
    }
    if case .sequence(let items) = old.content { return !items.contains(where: \.isMapping) }
    return false
  }

  private mutating func note(_ old: Node?, _ new: Node?, _ path: [String]) {
    // A section that one of them has not is told by what is in it.
    if path.count == 1, path[0] != "basis", case .mapping(let entries) = (old ?? new)?.content {
      for entry in entries {
        compare(old.map { _ in entry.value }, new.map { _ in entry.value }, path + [entry.key])
      }
      return
    }
    let kind: VersionChange.Kind = old == nil ? .added : new == nil ? .removed : .changed
    add(path, kind, old, new, line: (new ?? old)?.position.line ?? 1)
  }

  private mutating func add(
    _ path: [String], _ kind: VersionChange.Kind, _ old: Node?, _ new: Node?, line: Int
  ) {
    let isWording = isWording(path)
    let tree = before.root.replacing(path[...], by: after.root.node(at: path), like: after.root)
    changes.append(
      VersionChange(
        path: path, kind: kind, before: old.map { Self.value($0, isWording) },
        after: new.map { Self.value($0, isWording) }, line: line,
        isWording: isWording, scenario: isWording ? nil : Self.scenario(tree)))
  }

  private static func value(_ node: Node, _ isWording: Bool) -> VersionChange.Value {
    .init(
      text: node.text(without: isWording ? [] : ["basis", "title"]),
      distribution: node.distribution)
  }

  /// Whether a path leads to what only people read.
  private func isWording(_ path: [String]) -> Bool {
    if let last = path.last, Self.wording.contains(last) { return true }
    switch path.first {
    case "options", "groups", "sectors": return true
    case "scenario": return path.last == "id" || path.last == "money"
    case "targets":
      let (old, new) = (
        before.scenario.targets.first { $0.id == path[1] },
        after.scenario.targets.first { $0.id == path[1] }
      )
      guard let old, let new else { return false }
      return (old.measure, old.comparator, old.value, old.due, old.firmness)
        == (new.measure, new.comparator, new.value, new.due, new.firmness)
    default: return path.last == "unit" || path.last == "sector" && path.count == 3
    }
  }

  /// The scenario that a tree describes; nil where it has faults.
  static func scenario(_ tree: Node) -> Scenario? {
    var reader = ScenarioReader(issues: [])
    guard let scenario = reader.scenario(tree) else { return nil }
    reader.check(scenario, tree)
    return reader.issues.isEmpty ? scenario : nil
  }
}

extension Node {
  /// The tree with what stands at a path replaced, added or taken out. What is added stands after what it
  /// follows in a tree like it.
  fileprivate func replacing(
    _ path: ArraySlice<String>, by value: Node?, like other: Node?
  ) -> Node {
    guard let key = path.first else { return value ?? self }
    var changed = self
    switch content {
    case .mapping(var entries):
      let isLast = path.count == 1
      if let index = entries.firstIndex(where: { $0.key == key }) {
        if isLast, value == nil {
          entries.remove(at: index)
        } else {
          entries[index].value = entries[index].value.replacing(
            path.dropFirst(), by: value, like: other?[key])
        }
      } else if let value {
        let filled = isLast ? value : Node.holding(path.dropFirst(), value)
        let entry = Entry(key: key, keyPosition: value.position, value: filled)
        entries.insert(entry, at: Node.index(of: key, in: entries, like: other))
      }
      changed.content = .mapping(entries)
    case .sequence(var nodes):
      guard let index = Int(key), nodes.indices.contains(index) else { return self }
      let others: [Node]? = if case .sequence(let items) = other?.content { items } else { nil }
      nodes[index] = nodes[index].replacing(
        path.dropFirst(), by: value,
        like: others.flatMap { $0.indices.contains(index) ? $0[index] : nil })
      changed.content = .sequence(nodes)
    case .scalar: break
    }
    return changed
  }

  /// A value below keys of its own.
  private static func holding(_ path: ArraySlice<String>, _ value: Node) -> Node {
    path.reversed().reduce(value) { inner, key in
      Node(
        content: .mapping([Entry(key: key, keyPosition: value.position, value: inner)]),
        position: value.position)
    }
  }

  /// Behind the nearest key before it, in another mapping, that this one has too.
  private static func index(of key: String, in entries: [Entry], like other: Node?) -> Int {
    guard case .mapping(let others) = other?.content,
      let own = others.firstIndex(where: { $0.key == key })
    else { return entries.count }
    for before in others[..<own].reversed() {
      if let index = entries.firstIndex(where: { $0.key == before.key }) { return index + 1 }
    }
    return 0
  }
}
