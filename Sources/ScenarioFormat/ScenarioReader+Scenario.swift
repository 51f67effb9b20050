import Buildout
import Sampling

extension ScenarioReader {
  /// The scenario a tree describes; where it is faulty, something harmless in its place. Nil when
  /// the tree is no mapping.
  mutating func scenario(_ root: Node) -> Scenario? {
    let top = Item(
      node: root, path: [], keyPosition: root.position, basis: nil, programme: nil)
    guard let fields = fields(top, Vocabulary.document) else { return nil }
    topBasis = fields.item.basis
    var scenario = Scenario(id: "none", calendar: Self.placeholderCalendar)
    if let header = required(
      fields, "scenario", or: "there is no calendar",
      remedy: "add 'scenario: {id: my-city, start: 2021-01, months: 12}'")
    {
      readHeader(header, into: &scenario)
    }
    let known = known?.scenario
    scenario.sectors = parts(fields["sectors"], of: "sectors", known: known?.sectors) {
      Sector(id: $1, title: $0.title($2))
    }
    scenario.seasons = parts(fields["seasons"], of: "seasons", known: known?.seasons) {
      $0.season($1, $2)
    }
    scenario.pools = parts(fields["pools"], of: "pools", known: known?.pools) { $0.pool($1, $2) }
    scenario.factors = parts(fields["factors"], of: "factors", known: known?.factors) {
      $0.factor($1, $2)
    }
    if let item = fields["correlations"] { scenario.correlations = correlations(item) }
    scenario.risks = parts(fields["risks"], of: "risks", known: known?.risks) { $0.risk($1, $2) }
    let programmes = required(
      fields, "programmes", or: "nothing is built",
      remedy: "add 'programmes:' with at least one programme")
    refuseEmpty(programmes, consequence: "nothing is built", remedy: "add at least one programme")
    scenario.programmes = parts(programmes, of: "programmes", known: known?.programmes) {
      $0.programme($1, $2)
    }
    let targets = required(
      fields, "targets", or: "there is nothing to forecast",
      remedy: "add 'targets:' with at least one target")
    refuseEmpty(
      targets, consequence: "there is nothing to forecast", remedy: "add at least one target")
    scenario.targets = parts(targets, of: "targets", known: known?.targets) { $0.target($1, $2) }
    scenario.groups = parts(fields["groups"], of: "groups", known: known?.groups) {
      $0.group($1, $2)
    }
    if !fields.names("sectors") { nameSectors(of: &scenario) }
    return scenario
  }

  /// What a section declares. Parts that are known already, and have not changed, are not read again.
  private mutating func parts<Part>(
    _ section: Item?, of what: Message, known parts: [Part]?,
    _ read: (inout ScenarioReader, _ id: String, Item) -> Part?
  ) -> [Part] {
    entries(section, of: what, declaring: true).enumerated().compactMap { index, entry in
      guard let parts, known?.hasChanged(entry.item) == false else {
        return read(&self, entry.id, entry.item)
      }
      return parts[index]
    }
  }

  private mutating func correlations(_ item: Item) -> [Correlation] {
    if let known, !known.hasChanged(item) { return known.scenario.correlations }
    return (list(item, of: "correlations") ?? []).compactMap { correlation($0) }
  }

  private mutating func refuseEmpty(_ item: Item?, consequence: Message, remedy: Message) {
    guard let item, case .mapping(let entries) = item.node.content, entries.isEmpty else { return }
    fault(.missing, item, "'\(item.name)' is empty", consequence: consequence, remedy: remedy)
  }

  private static var placeholderCalendar: Calendar {
    guard let start = Month(year: 2000, month: 1),
      let calendar = try? Calendar(start: start, months: 120)
    else { preconditionFailure("2000-01 and 120 months are a calendar") }
    return calendar
  }

  private mutating func readHeader(_ item: Item, into scenario: inout Scenario) {
    guard let fields = fields(item, Vocabulary.scenario) else { return }
    let id = required(
      fields, "id", or: "results could not be told apart", remedy: "add an id such as 'my-city'")
    scenario.id = identifier(id) ?? scenario.id
    scenario.title = title(fields["title"])
    scenario.money = title(fields["money"], limit: 40)
    budget = fields["budget"].flatMap { budget($0) }
    let start = required(
      fields, "start", or: "months have no dates", remedy: "add 'start: 2021-01'")
    let months = required(
      fields, "months", or: "it is not clear when to stop", remedy: "add 'months: 12'")
    let first = start.flatMap { month($0) }
    let count = months.flatMap { integer($0, Calendar.allowedMonths, isInput: false) }
    guard let first, let count else { return }
    do {
      let calendar = try Calendar(start: first, months: count)
      self.calendar = calendar
      scenario.calendar = calendar
    } catch {
      note(error, under: item)
    }
  }

  /// Sectors that nobody declared, in the order in which the file names them.
  private func nameSectors(of scenario: inout Scenario) {
    let named = scenario.programmes.map(\.sector) + scenario.targets.map(\.sector)
    for case let id? in named where !scenario.sectors.contains(where: { $0.id == id }) {
      scenario.sectors.append(Sector(id: id))
    }
  }

  // MARK: Seasons, pools, factors

  mutating func season(_ id: String, _ item: Item) -> Season {
    var list: Item? = item
    if item.node.isMapping {
      guard let fields = fields(item, Vocabulary.season) else { return Self.evenSeason(id) }
      list = required(
        fields, "weights", or: "the months do not differ",
        remedy: "add 'weights:' with twelve numbers, January first")
    }
    guard let list, let weights = numbers(list) else { return Self.evenSeason(id) }
    do {
      return try Season(id: id, weights: weights)
    } catch {
      note(error, under: list)
      return Self.evenSeason(id)
    }
  }

  private static func evenSeason(_ id: String) -> Season {
    guard let season = try? Season(id: id, weights: Array(repeating: 1, count: 12)) else {
      preconditionFailure("twelve ones are a season")
    }
    return season
  }

  mutating func pool(_ id: String, _ item: Item) -> Pool? {
    func harmless() throws(Fault) -> Pool {
      try Pool(id: id, capacity: [Quantity.Role.capacity.harmless])
    }
    guard let fields = fields(item, Vocabulary.pool) else { return part(item, harmless) }
    let title = title(fields["title"])
    let season = identifier(fields["season"])
    let reusable = boolean(fields["reusable"]) ?? true
    let carry = boolean(fields["carry"]) ?? false
    let whole = boolean(fields["whole"]) ?? false
    let given = required(
      fields, "capacity", or: "it has nothing to grant", remedy: "add 'capacity: 12', say")
    let capacity = given.map { self.capacity($0) } ?? [Quantity.Role.capacity.harmless]
    var split: [Pool.SplitShare] = []
    for (programme, item) in entries(fields["split"], of: "weights") {
      guard let weight = number(item) else { continue }
      let share = part(item) { () throws(Fault) in
        try Pool.SplitShare(programme: programme, weight: weight)
      }
      if let share { split.append(share) }
    }
    return built(item, or: harmless) { () throws(Fault) in
      try Pool(
        id: id, title: title, capacity: capacity, season: season, reusable: reusable,
        carry: carry, whole: whole, split: split)
    }
  }

  private mutating func capacity(_ item: Item) -> [Quantity] {
    guard case .sequence(let nodes) = item.node.content else {
      return [quantity(at: item, .capacity)]
    }
    return nodes.enumerated().map { quantity(at: item.item($0, $1), .capacity) }
  }

  mutating func factor(_ id: String, _ item: Item) -> Factor? {
    var title = Text()
    let value: Quantity
    if !item.node.isMapping {
      value = quantity(at: item, .factor)
    } else if let fields = fields(item, Vocabulary.factor) {
      title = self.title(fields["title"])
      value = quantity(in: fields, .factor)
    } else {
      value = Quantity.Role.factor.harmless
    }
    return part(item) { [title] () throws(Fault) in
      try Factor(id: id, title: title, value: value)
    }
  }

  mutating func correlation(_ item: Item) -> Correlation? {
    guard let fields = fields(item, Vocabulary.correlation) else { return nil }
    let factors = required(
      fields, "factors", or: "it is not clear what is correlated",
      remedy: "add 'factors: [a, b]'")
    let matrix = required(
      fields, "matrix", or: "it is not clear how strongly they are correlated",
      remedy: "add 'matrix: [[1, 0.5], [0.5, 1]]'")
    let names = self.names(factors)
    var rows: [[Double]]? = []
    if let matrix {
      for row in list(matrix, of: "rows") ?? [] {
        if let row = numbers(row, isInput: false) { rows?.append(row) } else { rows = nil }
      }
      if rows != nil { record(matrix) }
    }
    guard let names, let rows, matrix != nil else { return nil }
    let values = matrix.map { scaled(rows, $0) } ?? rows
    return part(item) { () throws(Fault) in try Correlation(factors: names, matrix: values) }
  }

  // MARK: Groups

  private mutating func group(_ id: String, _ item: Item) -> TargetGroup? {
    guard let fields = fields(item, Vocabulary.group) else { return nil }
    let targets = required(
      fields, "targets", or: "there is nothing to be met together",
      remedy: "add 'targets: [a, b]'")
    let title = title(fields["title"])
    let names = names(targets) ?? []
    let atLeast = fields["atLeast"].flatMap { integer($0, TargetGroup.allowedLeast) }
    let atMost = fields["atMost"].flatMap { integer($0, TargetGroup.allowedMost) }
    return part(item) { () throws(Fault) in
      try TargetGroup(id: id, title: title, targets: names, atLeast: atLeast, atMost: atMost)
    }
  }
}
