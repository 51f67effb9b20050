/// A place in a file. Lines and columns are counted from 1, columns in characters.
struct Position: Hashable, Comparable, Sendable {
  var line: Int
  var column: Int

  static let start = Position(line: 1, column: 1)

  static func < (a: Position, b: Position) -> Bool {
    (a.line, a.column) < (b.line, b.column)
  }
}

/// What a scenario file says, before it is given a meaning.
///
/// A tree is what is edited when a scenario is changed by `path: value`, and then decoded again; it
/// keeps the position of everything.
struct Node: Hashable, Sendable {
  enum Content: Hashable, Sendable {
    /// The text as it stands, or what stands between the quotes.
    case scalar(String, isQuoted: Bool)
    case sequence([Node])
    /// Every key once.
    case mapping([Entry])
  }

  struct Entry: Hashable, Sendable {
    var key: String
    var keyPosition: Position
    var value: Node
  }

  var content: Content
  var position: Position
  /// Written over several lines, by indentation; such a node begins at its first key or dash.
  var isBlock = false

  /// The value of a key; nil when there is none or this is no mapping.
  subscript(key: String) -> Node? { entry(key)?.value }

  func entry(_ key: String) -> Entry? {
    guard case .mapping(let entries) = content else { return nil }
    return entries.first { $0.key == key }
  }

  /// The value in flow style on one line, numbers as they are spelt, without the keys in `omitted`.
  func text(without omitted: Set<String> = []) -> String {
    switch content {
    case .scalar(let text, let isQuoted): isQuoted ? "\"\(text)\"" : text
    case .sequence(let nodes): "[" + nodes.map { $0.text() }.joined(separator: ", ") + "]"
    case .mapping(let entries):
      entries.filter { !omitted.contains($0.key) }
        .map { "\($0.key): \($0.value.isMapping ? "{\($0.value.text())}" : $0.value.text())" }
        .joined(separator: ", ")
    }
  }

  var isMapping: Bool { if case .mapping = content { true } else { false } }

  /// Where a reader should look for a fault named by its path.
  ///
  /// A wrong value is shown where it begins, something missing at the key of what it is missing
  /// from, and so is what is wrong with a whole block.
  func position(of path: [String]) -> Position {
    var node = self
    var shown = position
    for name in path {
      switch node.content {
      case .mapping(let entries):
        guard let entry = entries.first(where: { $0.key == name }) else { return shown }
        shown = entry.value.isBlock ? entry.keyPosition : entry.value.position
        if case .mapping = entry.value.content { shown = entry.keyPosition }
        node = entry.value
      case .sequence(let nodes):
        guard let index = Int(name), nodes.indices.contains(index) else { return shown }
        node = nodes[index]
        shown = node.position
      case .scalar: return shown
      }
    }
    return shown
  }
}
