import Buildout
import Sampling
// libyaml's events, not a tree of some reader's: they let an alias be refused before it is expanded, and
// every duplicate key where it stands.
internal import CLibYAML

/// Turns text into a tree of nodes, and refuses what a scenario has no use for.
///
/// Anchors, aliases, tags, merge keys, directives and second documents are refused as they are met,
/// so that nothing is ever expanded.
struct NodeReader {
  static let depthLimit = 32
  static let nodeLimit = 250_000

  private var parser = yaml_parser_t()
  private var issues: [Issue] = []
  private var nodes = 0

  /// Reads one document.
  ///
  /// - Returns: The tree, and what was refused although reading could go on (duplicate keys).
  static func read(_ text: SourceText) throws(Screening) -> (root: Node, issues: [Issue]) {
    let bytes = Array(text.bytes)
    return try bytes.withUnsafeBufferPointer {
      (buffer) throws(Screening) -> (root: Node, issues: [Issue]) in
      var reader = NodeReader()
      guard yaml_parser_initialize(&reader.parser) == 1 else {
        fatalError("out of memory for a parser")
      }
      defer { yaml_parser_delete(&reader.parser) }
      yaml_parser_set_encoding(&reader.parser, YAML_UTF8_ENCODING)
      yaml_parser_set_input_string(&reader.parser, buffer.baseAddress, buffer.count)
      let root = try reader.document()
      return (root, reader.issues)
    }
  }

  private mutating func document() throws(Screening) -> Node {
    _ = try next()
    let opening = try next()
    guard opening.type == YAML_DOCUMENT_START_EVENT else {
      throw Screening(
        .missing, .start, "the file is empty", consequence: "there is nothing to simulate",
        remedy: "begin with 'scenario:', 'programmes:' and 'targets:'")
    }
    guard !opening.hasDirectives else {
      throw Screening(
        .syntax, opening.position, "the file has a YAML directive (%)",
        consequence: "scenario files need none and do not obey any", remedy: "delete the line")
    }
    let root = try node(try next(), depth: 1)
    _ = try next()
    let end = try next()
    guard end.type == YAML_STREAM_END_EVENT else {
      throw Screening(
        .syntax, end.position, "a second document begins here",
        consequence: "a scenario is one document",
        remedy: "delete the '---' or move the second document to a file of its own")
    }
    return root
  }

  private mutating func node(_ event: Event, depth: Int) throws(Screening) -> Node {
    nodes += 1
    guard nodes <= Self.nodeLimit else {
      throw Screening(
        .tooMany, event.position, "the file has more than \(Self.nodeLimit) values",
        consequence: "it is not read any further", remedy: "thin long lists of data")
    }
    guard depth <= Self.depthLimit else {
      throw Screening(
        .tooMany, event.position,
        "lists and mappings are nested more than \(Self.depthLimit) deep here",
        consequence: "no scenario needs this", remedy: "look for a bracket that is not closed")
    }
    try refuseProperties(event)
    switch event.type {
    case YAML_SEQUENCE_START_EVENT:
      var items: [Node] = []
      var item = try next()
      while item.type != YAML_SEQUENCE_END_EVENT {
        items.append(try node(item, depth: depth + 1))
        item = try next()
      }
      return Node(content: .sequence(items), position: event.position, isBlock: event.isBlock)
    case YAML_MAPPING_START_EVENT:
      return Node(
        content: .mapping(try entries(depth: depth)), position: event.position,
        isBlock: event.isBlock)
    default:
      return Node(
        content: .scalar(event.text, isQuoted: !event.isPlain), position: event.position)
    }
  }

  private mutating func entries(depth: Int) throws(Screening) -> [Node.Entry] {
    var entries: [Node.Entry] = []
    var seen: [String: Position] = [:]
    var event = try next()
    while event.type != YAML_MAPPING_END_EVENT {
      try refuseProperties(event)
      guard event.type == YAML_SCALAR_EVENT else {
        throw Screening(
          .syntax, event.position, "a key is a list or a mapping", consequence: "keys are words",
          remedy: "write a word before the ':'")
      }
      let key = event.text
      guard key != "<<" || !event.isPlain else {
        throw Screening(
          .syntax, event.position, "'<<' would merge another mapping into this one",
          consequence: "scenario files have no merge keys", remedy: "write the keys out")
      }
      let value = try node(try next(), depth: depth + 1)
      if let first = seen[key] {
        issues.append(
          Issue(
            position: event.position,
            fault: Fault(
              .duplicate, [], "the key '\(key)' is given a second time",
              consequence: "it already stands at line \(first.line), column \(first.column)",
              remedy: "delete one of the two")))
      } else {
        seen[key] = event.position
        entries.append(Node.Entry(key: key, keyPosition: event.position, value: value))
      }
      event = try next()
    }
    return entries
  }

  private func refuseProperties(_ event: Event) throws(Screening) {
    if event.type == YAML_ALIAS_EVENT {
      throw Screening(
        .syntax, event.position, "'*\(event.anchor ?? "")' is an alias",
        consequence: "scenario files have no anchors and aliases", remedy: "write the value out")
    }
    if let anchor = event.anchor {
      throw Screening(
        .syntax, event.position, "'&\(anchor)' is an anchor",
        consequence: "scenario files have no anchors and aliases",
        remedy: "delete it and write the value out")
    }
    if let tag = event.tag {
      throw Screening(
        .syntax, event.position,
        "the value has a YAML tag, '\(tag.replacing("tag:yaml.org,2002:", with: "!!"))'",
        consequence: "a scenario's types follow from its keys", remedy: "delete the tag")
    }
  }

  // MARK: Events

  /// What is used of a libyaml event.
  private struct Event {
    var type: yaml_event_type_t
    var position: Position
    var text = ""
    var isPlain = true
    var isBlock = false
    var anchor: String?
    var tag: String?
    var hasDirectives = false
  }

  private mutating func next() throws(Screening) -> Event {
    var raw = yaml_event_t()
    guard yaml_parser_parse(&parser, &raw) == 1 else { throw syntaxFault() }
    defer { yaml_event_delete(&raw) }
    var event = Event(type: raw.type, position: Self.position(raw.start_mark))
    switch raw.type {
    case YAML_DOCUMENT_START_EVENT:
      let start = raw.data.document_start
      event.hasDirectives =
        start.version_directive != nil || start.tag_directives.start != start.tag_directives.end
    case YAML_ALIAS_EVENT:
      event.anchor = Self.string(raw.data.alias.anchor)
    case YAML_SCALAR_EVENT:
      let scalar = raw.data.scalar
      event.text = String(
        decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length), as: UTF8.self)
      event.isPlain = scalar.style == YAML_PLAIN_SCALAR_STYLE
      event.anchor = Self.string(scalar.anchor)
      event.tag = Self.string(scalar.tag)
    case YAML_SEQUENCE_START_EVENT:
      let start = raw.data.sequence_start
      event.isBlock = start.style == YAML_BLOCK_SEQUENCE_STYLE
      event.anchor = Self.string(start.anchor)
      event.tag = Self.string(start.tag)
    case YAML_MAPPING_START_EVENT:
      let start = raw.data.mapping_start
      event.isBlock = start.style == YAML_BLOCK_MAPPING_STYLE
      event.anchor = Self.string(start.anchor)
      event.tag = Self.string(start.tag)
    default: break
    }
    return event
  }

  private static func position(_ mark: yaml_mark_t) -> Position {
    Position(line: Int(mark.line) + 1, column: Int(mark.column) + 1)
  }

  private static func string(_ text: UnsafeMutablePointer<yaml_char_t>?) -> String? {
    text.map { String(decodingCString: UnsafePointer($0), as: UTF8.self) }
  }

  private func syntaxFault() -> Screening {
    let position = Self.position(parser.problem_mark)
    if parser.buffer.pointer?.pointee == UInt8(ascii: "\t") {
      return Screening(
        .syntax, position, "a tab stands here, where YAML reads an indentation or the next word",
        consequence: "the file cannot be read past this place", remedy: "use spaces")
    }
    if let sign = parser.buffer.pointer?.pointee, [0x25, 0x40, 0x60].contains(sign) {
      let shown = String(decoding: [sign], as: UTF8.self)
      return Screening(
        .syntax, position, "a value begins with '\(shown)', which has a meaning of its own in YAML",
        consequence: "the file cannot be read past this place",
        remedy: "put it in quotes: \"\(shown)\"")
    }
    let said = parser.problem.map { String(cString: $0) } ?? "it is not YAML"
    // libyaml's own limit, which brackets reach before this reader sees them.
    if said.contains("yaml_set_max_nest_level") {
      return Screening(
        .tooMany, position, "lists and mappings are nested more than \(Self.depthLimit) deep here",
        consequence: "no scenario needs this", remedy: "look for a bracket that is not closed")
    }
    if said == "mapping values are not allowed in this context" {
      return Screening(
        .syntax, position, "this is not YAML: a key with its value stands where none can",
        consequence: "the file cannot be read past this place",
        remedy:
          "look at the line before: its key needs a colon and a space, or one of the two is indented wrongly"
      )
    }
    var problem = Message(stringLiteral: said)
    if let context = parser.context.map({ String(cString: $0) }) {
      let beginning = Self.position(parser.context_mark)
      if context == "while scanning a quoted scalar", said == "found unexpected end of stream" {
        return Screening(
          .syntax, beginning, "this is not YAML: a quote opens here and does not close",
          consequence: "all that follows would be part of it",
          remedy: "close it by the same sign; “ and ” are letters and close nothing")
      }
      if context == "while scanning a simple key" {
        return Screening(
          .syntax, beginning, "this is not YAML: the line is no key with its value",
          consequence: "the file cannot be read past this place",
          remedy: "put a colon and a space after the key, such as 'months: 12'")
      }
      problem = "\(Message(stringLiteral: context)), \(problem)"
    }
    return Screening(
      .syntax, position, "this is not YAML (\(problem))",
      consequence: "the file cannot be read past this place",
      remedy: "look for a quote, a bracket or an indentation that is wrong here or just before")
  }
}
