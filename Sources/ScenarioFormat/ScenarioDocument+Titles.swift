import Buildout

extension ScenarioDocument {
  /// A path in which ids stand for the titles that were written, such as `pools.crews.capacity` for
  /// `pools.施工队.capacity`.
  ///
  /// Titles are those of pools, factors, risks, programmes and steps, in either language; what is not known
  /// stays as it is written, for ``number(at:option:)`` to refuse. A title may hold dots.
  public func path(titled text: String) -> String {
    guard let dot = text.firstIndex(of: ".") else { return text }
    let section = String(text[..<dot])
    let rest = String(text[text.index(after: dot)...])
    let (id, more) = Self.named(rest, among: titles(section))
    guard section == "programmes", more.hasPrefix(".steps."),
      let programme = scenario.programmes.first(where: { $0.id == id })
    else { return section + "." + id + more }
    let step = Self.named(
      String(more.dropFirst(".steps.".count)), among: programme.steps.map { ($0.id, $0.title) })
    return section + "." + id + ".steps." + step.id + step.rest
  }

  private func titles(_ section: String) -> [(String, Text)] {
    switch section {
    case "pools": scenario.pools.map { ($0.id, $0.title) }
    case "factors": scenario.factors.map { ($0.id, $0.title) }
    case "risks": scenario.risks.map { ($0.id, $0.title) }
    case "programmes": scenario.programmes.map { ($0.id, $0.title) }
    default: []
    }
  }

  /// The id that the beginning of a path names, and what follows it from the dot on.
  private static func named(
    _ path: String, among known: [(id: String, title: Text)]
  ) -> (id: String, rest: String) {
    let first = path.prefix { $0 != "." }
    if known.contains(where: { $0.id == first }) {
      return (String(first), String(path[first.endIndex...]))
    }
    var best: (id: String, title: String)?
    for entry in known {
      for case let title? in [entry.title.en, entry.title.zh] where !title.isEmpty {
        let isThere = path == title || path.hasPrefix(title + ".")
        if isThere, title.count > best?.title.count ?? 0 { best = (entry.id, title) }
      }
    }
    guard let best else { return (String(first), String(path[first.endIndex...])) }
    return (best.id, String(path.dropFirst(best.title.count)))
  }
}
