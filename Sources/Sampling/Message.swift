/// A sentence for people, or part of one, in English, by which another language finds its own words.
///
/// It is written as any text is, and remembers what of it stood in the source and what was put in:
///
///     let message: Message = "'\(id)' has no steps"
///     message.description  // 'roads' has no steps
///     message.template     // '{1}' has no steps
///
/// A message that is put into another is translated by itself; any other value stands as it is in every
/// language. Texts that are joined by `+` are one message.
public struct Message: Hashable, Sendable, ExpressibleByStringInterpolation,
  CustomStringConvertible
{
  /// What a message is made of, from its beginning to its end.
  package enum Piece: Hashable, Sendable {
    /// Words of the source.
    case words(String)
    /// What was put in, the same in every language.
    case value(String)
    /// What was put in, to be said in the language of the whole.
    case message(Message)
  }

  package private(set) var pieces: [Piece] = []

  /// Words alone.
  public init(stringLiteral value: String) { append(.words(value)) }

  /// Words with what is put in.
  public init(stringInterpolation: Interpolation) { self = stringInterpolation.message }

  /// A text that stands as it is in every language, such as a name.
  public init(verbatim text: String) { append(.value(text)) }

  /// Its words, with `{1}`, `{2}` where something is put in: the key of a translation.
  public var template: String {
    var index = 0
    return pieces.map { piece in
      if case .words(let words) = piece { return words }
      index += 1
      return "{\(index)}"
    }.joined()
  }

  /// The message in English.
  public var description: String {
    pieces.map { piece in
      switch piece {
      case .words(let text), .value(let text): text
      case .message(let message): message.description
      }
    }.joined()
  }

  /// Whether it says nothing.
  public var isEmpty: Bool { description.isEmpty }

  /// One text after the other, as one message.
  public static func + (first: Message, second: Message) -> Message {
    var joined = first
    for piece in second.pieces { joined.append(piece) }
    return joined
  }

  /// The message with every text in it changed.
  package func map(_ change: (String) -> String) -> Message {
    var changed = Message(verbatim: "")
    changed.pieces = pieces.map { piece in
      switch piece {
      case .words(let text): .words(change(text))
      case .value(let text): .value(change(text))
      case .message(let message): .message(message.map(change))
      }
    }
    return changed
  }

  private mutating func append(_ piece: Piece) {
    if case .words(let text) = piece {
      guard !text.isEmpty else { return }
      if case .words(let before) = pieces.last {
        pieces[pieces.count - 1] = .words(before + text)
        return
      }
    }
    pieces.append(piece)
  }

  /// Takes a message's words and what is put between them.
  public struct Interpolation: StringInterpolationProtocol {
    fileprivate var message = Message(stringLiteral: "")

    /// Nothing yet.
    public init(literalCapacity: Int, interpolationCount: Int) {}

    /// Words of the source.
    public mutating func appendLiteral(_ literal: String) { message.append(.words(literal)) }

    /// What is said in the language of the whole.
    public mutating func appendInterpolation(_ part: Message) { message.append(.message(part)) }

    /// The same, for one that is chosen where it is put in: `\(say: isHigh ? "above 0" : "0")`.
    public mutating func appendInterpolation(say part: Message) { message.append(.message(part)) }

    /// What stands as it is in every language.
    public mutating func appendInterpolation<Value>(_ value: Value) {
      message.append(.value("\(value)"))
    }
  }
}

extension Sequence<Message> {
  /// All of them with a text between every two, as a message of two parts: of those before the last, and
  /// the last.
  package func joined(separator: Message) -> Message {
    var joined: Message?
    for message in self {
      joined = joined.map { "\($0)" + separator + "\(message)" } ?? message
    }
    return joined ?? ""
  }
}

extension Message {
  /// A sentence as a clause: without a capital and a full stop.
  package var clause: Message {
    var clause = self
    if case .words(let first) = pieces.first {
      clause.pieces[0] = .words(first.prefix(1).lowercased() + first.dropFirst())
    }
    let last = clause.pieces.count - 1
    if case .words(let end) = clause.pieces.last, end.hasSuffix(".") {
      clause.pieces[last] = .words(String(end.dropLast()))
    }
    return clause
  }
}

extension Sequence<String> {
  /// Names in a row, as a message: each language has its own sign between them.
  package var listed: Message {
    reduce("") { $0.isEmpty ? "\($1)" : $0 + "\(", ")\($1)" }
  }
}
