import Buildout
import Sampling

/// An option as the file declares it, before it is carried out.
struct DeclaredOption {
  let id: String
  let position: Position
  var title = Text()
  var edits: [Edit] = []
  /// What each unit adds to the number at a path.
  var additions: [Addition] = []
  /// How many units may be carried out.
  var levels = [0, 1]
  var excludes: [(id: String, position: Position)] = []
  var exchange: String?
  var oneOff = 0.0
  var monthly = 0.0
  /// The month from which on it holds, if that is not the first of the horizon.
  var from: Month?
  var extends: [(id: String, position: Position)] = []

  /// Whether it does nothing by itself and costs nothing: a name for what it extends.
  var isBundle: Bool { edits.isEmpty && additions.isEmpty && oneOff == 0 && monthly == 0 }

  /// Whether something is wrong with it or with what it extends, so that nothing more is said.
  var isFaulty = false
}

extension ScenarioReader {
  static let optionLimit = 100

  /// The options of a tree, each with its scenario: the base edited by path and decoded again.
  ///
  /// - Parameter base: Nil when something is wrong with it; then the options are read and not
  ///   carried out.
  mutating func options(
    _ root: Node, base: Scenario?
  ) -> (options: [ResourcingOption], declared: [DeclaredOption]) {
    let top = Item(
      node: root, path: [], keyPosition: root.position, basis: topBasis, programme: nil)
    guard let entry = root.entry("options"), !entry.value.isEmpty else {
      return ([], [])
    }
    let all = top.entry("options", entry)
    let entries = entries(all, of: "options", declaring: true)
    guard entries.count <= Self.optionLimit else {
      fault(
        .tooMany, all, "there are \(entries.count) options, the limit is \(Self.optionLimit)",
        consequence: "nobody could choose among them", remedy: "keep those worth comparing")
      return ([], [])
    }
    var declared = entries.map { declaredOption($0.id, $0.item) }
    checkExtensions(&declared)
    checkExclusions(&declared)
    checkExchanges(&declared)
    guard let base else { return ([], declared) }
    let options = declared.indices.compactMap { option($0, &declared, root, base) }
    checkLevels(declared, root, base)
    return (options, declared)
  }

  // MARK: What is declared

  private mutating func declaredOption(_ id: String, _ item: Item) -> DeclaredOption {
    var option = DeclaredOption(id: id, position: item.keyPosition)
    let before = issues.count
    if id == ResourcingOption.baseID {
      fault(
        .reservedName, at: item.keyPosition, item.path, "an option is called '\(id)'",
        consequence: "the plan as it stands is called so in results", remedy: "choose another id")
    }
    guard let fields = fields(item, Vocabulary.option) else {
      option.isFaulty = true
      return option
    }
    option.title = title(fields["title"])
    if let set = fields["set"] {
      for (path, item) in self.entries(set, of: "values") {
        guard let edit = edit(path, item) else { continue }
        checkOverlap(of: edit, with: option.edits, item)
        option.edits.append(edit)
      }
    }
    readUnits(fields, into: &option)
    if let cost = fields["cost"].flatMap({ self.fields($0, Vocabulary.optionCost) }) {
      option.oneOff = cost["oneOff"].flatMap { number($0, from: -1e15) } ?? 0
      option.monthly = cost["monthly"].flatMap { number($0, from: -1e15) } ?? 0
    }
    if let extends = fields["extends"] { option.extends = references(extends) }
    if let from = fields["from"] { option.from = beginning(from, of: option) }
    if issues.count == before, option.edits.isEmpty, option.additions.isEmpty,
      option.extends.isEmpty
    {
      fault(
        .missing, fields.item, "option '\(id)' has none of 'set', 'add' and 'extends'",
        consequence: "it would be the plan as it stands",
        remedy: "add 'set: {pools.crews.capacity: 15}', say")
    }
    option.isFaulty = issues.count > before
    return option
  }

  /// The month from which on an option holds; nil for the first of the horizon, and for one that will not do.
  private mutating func beginning(_ item: Item, of option: DeclaredOption) -> Month? {
    guard let from = month(item) else { return nil }
    if option.edits.isEmpty, option.additions.isEmpty, option.monthly == 0 {
      fault(
        .noEffect, item, "'from' is given, and nothing of option '\(option.id)' begins then",
        consequence: "what it extends keeps a month of its own",
        remedy: "give it 'set', 'add' or 'cost: {monthly: ...}', or take 'from' out")
    }
    if let calendar, !(calendar.start...calendar.end).contains(from) {
      fault(
        .outsideHorizon, item,
        "'from' is \(from), and the horizon runs from \(calendar.start) to \(calendar.end)",
        consequence: "the month lies outside the plan",
        remedy: "give a month of the horizon")
    }
    return from == calendar?.start ? nil : from
  }

  /// Notes a path that lies inside another of the same option, or holds it: which of the two values would
  /// stand hung on their order.
  private mutating func checkOverlap(of edit: Edit, with others: [Edit], _ item: Item) {
    for other in others {
      let isInside = edit.path.keys.starts(with: other.path.keys)
      guard isInside || other.path.keys.starts(with: edit.path.keys) else { continue }
      fault(
        .conflict, at: edit.position, item.path,
        "'\(edit.path.text)' \(say: isInside ? "lies inside" : "holds") '\(other.path.text)'",
        consequence: "the one would undo the other",
        remedy: "write both changes in one value, or keep the narrower path"
      )
    }
  }

  mutating func edit(_ path: String, _ item: Item) -> Edit? {
    do throws(Fault) {
      let path = try ScenarioPath(path)
      guard !item.node.isEmpty else {
        throw Fault(
          .missing, [], "'\(path.text)' has no value",
          consequence: "it is not clear what was meant",
          remedy: "give a value or delete the path")
      }
      if item.node.holdsNumber {
        let own = item.node.entry("basis").flatMap { basis(item.entry("basis", $0)) }
        record(item.with(basis: own ?? item.basis), without: ["basis", "each", "title"])
      }
      return Edit(path: path, position: item.keyPosition, value: item.node)
    } catch {
      note(error, at: item.keyPosition, item.path)
      return nil
    }
  }

  /// One id, or a list of them.
  mutating func references(_ item: Item) -> [(id: String, position: Position)] {
    var items = [item]
    if case .sequence(let nodes) = item.node.content {
      items = nodes.enumerated().map { item.item($0, $1) }
    }
    return items.compactMap { item in
      identifier(item).map { ($0, item.node.position) }
    }
  }

  /// Notes options that extend what is not there, or themselves.
  private mutating func checkExtensions(_ declared: inout [DeclaredOption]) {
    let ids = declared.map(\.id)
    for index in declared.indices {
      for other in declared[index].extends where !ids.contains(other.id) {
        declared[index].isFaulty = true
        fault(
          .unknownName, at: other.position, ["options", ids[index], "extends"],
          "there is no option '\(other.id)'",
          consequence: "'\(ids[index])' has nothing to build on",
          remedy: Spelling.question(other.id, among: ids)
            ?? "declare it under 'options' or take it out")
      }
    }
    var told: Set<String> = []
    for index in declared.indices {
      guard let circle = circle(from: ids[index], declared), told.isDisjoint(with: circle) else {
        continue
      }
      told.formUnion(circle)
      fault(
        .circle, at: declared[index].position, ["options", ids[index], "extends"],
        "options extend one another in a circle: \((circle + [ids[index]]).joined(separator: " > "))",
        consequence: "none of them has a beginning", remedy: "take one of them out of 'extends'")
      for other in declared.indices where circle.contains(ids[other]) {
        declared[other].isFaulty = true
      }
    }
  }

  /// The ids on a way from an option back to itself.
  private func circle(from id: String, _ declared: [DeclaredOption]) -> [String]? {
    var seen: Set<String> = []
    func way(_ from: String, _ path: [String]) -> [String]? {
      for next in declared.first(where: { $0.id == from })?.extends ?? [] {
        if next.id == id { return path }
        guard seen.insert(next.id).inserted else { continue }
        if let found = way(next.id, path + [next.id]) { return found }
      }
      return nil
    }
    return way(id, [id])
  }

  // MARK: Carrying out

  private mutating func option(
    _ index: Int, _ declared: inout [DeclaredOption], _ root: Node, _ base: Scenario
  ) -> ResourcingOption? {
    let own = declared[index]
    // In a circle there is no order, and a fault has been noted.
    guard !own.isFaulty else { return nil }
    let order = Self.order(of: own.id, declared)
    guard !order.dropLast().contains(where: { declared[$0].isFaulty }) else {
      declared[index].isFaulty = true
      return nil
    }
    let before = issues.count
    let parts = order.map { declared[$0] }
    let units = parts.map(\.firstStep)
    var tree = root
    for edit in parts.dropLast().flatMap(\.edits) { tree = edited(tree, edit, own) }
    for edit in own.edits {
      if let standing = tree.node(at: edit.path.keys), standing.means(edit.value) {
        fault(
          .noEffect, at: edit.position, ["options", own.id],
          "option '\(own.id)': '\(edit.path.text)' is \(standing.text().shortened) already",
          consequence: "the change touches nothing", remedy: "give another value or delete the path"
        )
      }
      tree = edited(tree, edit, own)
    }
    let carrying = Carrying(label: "option '\(own.id)'", parts: parts, units: units, own: own)
    let scenario = issues.count == before ? carriedOut(carrying, root, base) : nil
    guard let scenario else {
      declared[index].isFaulty = true
      return nil
    }
    return ResourcingOption(
      id: own.id, title: Lever(own, needs: []).title(units: own.firstStep), scenario: scenario,
      oneOffCost: zip(parts, units).reduce(0) { $0 + $1.0.oneOff * Double($1.1) },
      monthly: zip(parts, units).filter { $0.0.monthly != 0 }.map {
        .init($0.monthly * Double($1), from: $0.from)
      },
      from: own.from)
  }

  /// The indices of an option and of all it builds on, those first, each once.
  static func order(of id: String, _ declared: [DeclaredOption]) -> [Int] {
    var order: [Int] = []
    func visit(_ id: String) {
      guard let index = declared.firstIndex(where: { $0.id == id }), !order.contains(index) else {
        return
      }
      // What is faulty may extend itself.
      if !declared[index].isFaulty {
        for other in declared[index].extends { visit(other.id) }
      }
      order.append(index)
    }
    visit(id)
    return order
  }

  private mutating func edited(_ tree: Node, _ edit: Edit, _ option: DeclaredOption) -> Node {
    do {
      return try tree.applying(edit)
    } catch {
      let isOwn = option.edits.contains { $0.position == edit.position }
      note(
        error, at: isOwn ? edit.position : option.position, ["options", option.id],
        label: "option '\(option.id)'")
      return tree
    }
  }
}
