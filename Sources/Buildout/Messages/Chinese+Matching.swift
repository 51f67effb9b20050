extension Chinese {
  /// The Chinese of what another library says in English, found by its shape among the messages of the
  /// command line; nil where there is none.
  ///
  /// What stands in the places of a template is looked up in the same way, and stays as it is when nothing
  /// is found.
  package static func matching(_ text: String) -> String? {
    if let known = catalogue[text] { return known }
    for (shape, chinese) in shapes {
      guard let values = shape.values(in: text) else { continue }
      return filled(chinese, values.map { matching($0) ?? $0 })
    }
    return nil
  }

  /// Those of the command line with something put in, the ones with most words first.
  private static let shapes: [(Shape, String)] = {
    let lines = (arguments + "\n" + shares).split(
      separator: "\n", omittingEmptySubsequences: false
    ).map(String.init)
    return stride(from: 0, to: lines.count - 1, by: 2).map { (Shape(lines[$0]), lines[$0 + 1]) }
      .filter { $0.0.words.count > 1 }
      .sorted { ($0.0.length, $1.1) > ($1.0.length, $0.1) }
  }()

  /// A template as the words between its places.
  private struct Shape {
    let words: [String]
    var length: Int { words.reduce(0) { $0 + $1.count } }

    init(_ template: String) {
      var words: [String] = []
      var rest = template[...]
      var index = 1
      while let range = rest.firstRange(of: "{\(index)}") {
        words.append(String(rest[..<range.lowerBound]))
        rest = rest[range.upperBound...]
        index += 1
      }
      self.words = words + [String(rest)]
    }

    /// What stands between the words of the template; nil for a text of another shape.
    func values(in text: String) -> [String]? {
      guard let first = words.first, let last = words.last, text.hasPrefix(first) else {
        return nil
      }
      var rest = text.dropFirst(first.count)
      var values: [String] = []
      for words in words.dropFirst().dropLast() {
        guard let range = rest.firstRange(of: words) else { return nil }
        values.append(String(rest[..<range.lowerBound]))
        rest = rest[range.upperBound...]
      }
      guard rest.hasSuffix(last), !rest.dropLast(last.count).isEmpty else { return nil }
      return values + [String(rest.dropLast(last.count))]
    }
  }
}
