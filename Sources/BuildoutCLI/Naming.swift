import Buildout
import Sampling

/// What a command line calls something: its id, or its title in either language.
struct Naming {
  /// What is called so, for messages: "target".
  let kind: Message
  /// Of all that there are.
  let known: [(id: String, title: Text)]

  /// The id of what a name stands for.
  ///
  /// - Throws: A ``Failure`` that names the nearest ones when there is none, or all where several have the
  ///   title.
  func id(of name: String) throws -> String {
    if known.contains(where: { $0.id == name }) { return name }
    let titled = known.filter { entry in
      [entry.title.en, entry.title.zh].contains { $0?.lowercased() == name.lowercased() }
    }
    if titled.count == 1 { return titled[0].id }
    guard titled.isEmpty else {
      throw Failure(
        code: .usage,
        message:
          "'\(name)' is the title of several: \(titled.map(\.id).listed); give the id of one"
      )
    }
    throw Failure(code: .usage, message: refusal(of: name))
  }

  /// At most this many are listed.
  private static let listed = 8

  private func refusal(of name: String) -> Message {
    guard !known.isEmpty else { return "the scenario has no \(kind) '\(name)'; it has none" }
    let ids = known.map(\.id)
    guard ids.count > Self.listed else {
      let listing = ids.listed
      return Spelling.nearest(to: name, among: ids).map {
        "the scenario has no \(kind) '\(name)'; it has \(listing); did you mean '\($0)'?"
      } ?? "the scenario has no \(kind) '\(name)'; it has \(listing)"
    }
    let near = nearest(to: name)
    return near.isEmpty
      ? "the scenario has no \(kind) '\(name)', nor one that is nearly called so; it has \(ids.count), among them \(ids.prefix(3).listed)"
      : "the scenario has no \(kind) '\(name)'; the nearest of its \(ids.count) are \(near.listed)"
  }

  /// The ids of at most five whose id or title holds the name, shares a word with it, or is spelt nearly so;
  /// the nearest first.
  private func nearest(to name: String) -> [String] {
    let folded = name.lowercased()
    let words = Set(folded.split { " -_".contains($0) }.filter { $0.count > 1 })
    func distance(_ text: String) -> Int? {
      let text = text.lowercased()
      if text.contains(folded) || text.count > 2 && folded.contains(text) { return 0 }
      let shared = words.intersection(text.split { " -_".contains($0) }).count
      // Long texts are no slips of the finger, and would take long to compare.
      let slips = max(text.count, folded.count) <= 80 ? Spelling.distance(folded, text) : Int.max
      if slips <= max(2, folded.count / 3) { return slips }
      return shared > 0 ? 100 - shared : nil
    }
    let ranked = known.enumerated().compactMap { index, entry in
      [entry.id, entry.title.en, entry.title.zh].compactMap { $0.flatMap(distance) }.min()
        .map { (distance: $0, index: index) }
    }
    return ranked.sorted { ($0.distance, $0.index) < ($1.distance, $1.index) }.prefix(5)
      .map { known[$0.index].id }
  }
}

extension ScenarioInput {
  /// The id of a target by its id or its title.
  ///
  /// - Throws: A ``Failure`` when the scenario has no such target.
  func target(_ name: String) throws -> String {
    try Naming(kind: "target", known: plan.scenario.targets.map { ($0.id, $0.title) }).id(of: name)
  }

  /// The id of an option by its id or its title.
  func option(_ name: String) throws -> String {
    let id = try Naming(kind: "option", known: document.optionNames).id(of: name)
    guard document.options.contains(where: { $0.id == id }) else {
      throw Failure(
        code: .usage,
        message:
          "option '\(id)' cannot be carried out by itself: what it is given another gives up; "
          + "'buildout choose' finds who should have how much")
    }
    return id
  }
}
