extension Input {
  /// A distribution as a file spells it: its name, and its parameters with the numbers as they are written.
  public struct Distribution: Hashable, Sendable {
    /// A number by its name, or a list of them on one line.
    public struct Parameter: Hashable, Sendable {
      /// What the language calls it: `mean`.
      public let name: String
      /// As it is written: `.15`.
      public let value: String
    }

    /// What the language calls it: `pert`.
    public let name: String
    /// In the order in which the file or, in a list, the language has them.
    public let parameters: [Parameter]
  }
}

extension Node {
  /// The distribution that the value spells; nil for a bare number, and for what is none.
  var distribution: Input.Distribution? {
    guard case .mapping(let entries) = content,
      let entry = entries.first(where: { DistributionSpelling.names.contains($0.key) }),
      let spelling = DistributionSpelling.named(entry.key)
    else { return nil }
    func parameter(_ name: String, _ node: Node) -> Input.Distribution.Parameter {
      .init(name: name, value: node.text())
    }
    let parameters: [Input.Distribution.Parameter]
    switch (spelling.shape, entry.value.content) {
    case (.number(let way), .scalar): parameters = [parameter(way.names[0], entry.value)]
    case (.list(let way), .sequence(let items)):
      parameters = zip(way.names, items).map(parameter)
    case (.mapping, .mapping(let given)), (.table, .mapping(let given)):
      parameters = given.map { parameter($0.key, $0.value) }
    case (.data, .sequence): parameters = [parameter("values", entry.value)]
    default: return nil
    }
    return .init(name: spelling.name, parameters: parameters)
  }
}
