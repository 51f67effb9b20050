import Buildout

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
    for (id, item) in entries(fields["sectors"], of: "sectors", declaring: true) {
      scenario.sectors.append(Sector(id: id, title: title(item)))
    }
    for (id, item) in entries(fields["seasons"], of: "seasons", declaring: true) {
      scenario.seasons.append(season(id, item))
    }
    for (id, item) in entries(fields["pools"], of: "pools", declaring: true) {
      if let pool = pool(id, item) { scenario.pools.append(pool) }
    }
    for (id, item) in entries(fields["factors"], of: "factors", declaring: true) {
      scenario.factors.append(factor(id, item))
    }
    if let item = fields["correlations"] {
      for item in list(item, of: "correlations") ?? [] {
        if let correlation = correlation(item) { scenario.correlations.append(correlation) }
      }
    }
    for (id, item) in entries(fields["risks"], of: "risks", declaring: true) {
      scenario.risks.append(risk(id, item))
    }
    let programmes = required(
      fields, "programmes", or: "nothing is built",
      remedy: "add 'programmes:' with at least one programme")
    refuseEmpty(programmes, "nothing is built", "add at least one programme")
    for (id, item) in entries(programmes, of: "programmes", declaring: true) {
      scenario.programmes.append(programme(id, item))
    }
    let targets = required(
      fields, "targets", or: "there is nothing to forecast",
      remedy: "add 'targets:' with at least one target")
    refuseEmpty(targets, "there is nothing to forecast", "add at least one target")
    for (id, item) in entries(targets, of: "targets", declaring: true) {
      scenario.targets.append(target(id, item, scenario.programmes))
    }
    for (id, item) in entries(fields["groups"], of: "groups", declaring: true) {
      if let group = group(id, item) { scenario.groups.append(group) }
    }
    if !fields.names("sectors") { nameSectors(of: &scenario) }
    return scenario
  }

  private mutating func refuseEmpty(_ item: Item?, _ consequence: String, _ remedy: String) {
    guard let item, case .mapping(let entries) = item.node.content, entries.isEmpty else { return }
    fault(item, "'\(item.name)' is empty", consequence, remedy)
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
    let start = required(
      fields, "start", or: "months have no dates", remedy: "add 'start: 2021-01'")
    let months = required(
      fields, "months", or: "it is not clear when to stop", remedy: "add 'months: 12'")
    let first = start.flatMap { month($0) }
    let count = months.flatMap { integer($0, Calendar.allowedMonths, isInput: false) }
    guard let first, let count, let calendar = try? Calendar(start: first, months: count) else {
      return
    }
    guard calendar.end.year <= 9999 else {
      if let start {
        fault(
          start, "the horizon ends in the year \(calendar.end.year)",
          "later years than 9999 cannot be written", "start earlier")
      }
      return
    }
    self.calendar = calendar
    scenario.calendar = calendar
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
      let place = error.path.count > 2 ? Int(error.path[2]) : nil
      var faulty = list
      if let place, case .sequence(let nodes) = list.node.content {
        faulty = list.item(place, nodes[place])
      }
      fault(faulty, error.problem, error.consequence, error.remedy)
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
    var pool = Pool(id: id, capacity: [Place.capacity.harmless])
    guard let fields = fields(item, Vocabulary.pool) else { return pool }
    pool.title = title(fields["title"])
    pool.season = identifier(fields["season"])
    pool.reusable = boolean(fields["reusable"]) ?? true
    pool.carry = boolean(fields["carry"]) ?? false
    pool.whole = boolean(fields["whole"]) ?? false
    if let capacity = required(
      fields, "capacity", or: "it has nothing to grant", remedy: "add 'capacity: 12', say")
    {
      pool.capacity = self.capacity(capacity)
    }
    for (programme, item) in entries(fields["split"], of: "weights") {
      guard let weight = number(item) else { continue }
      pool.split.append(Pool.SplitShare(programme: programme, weight: weight))
    }
    return pool
  }

  private mutating func capacity(_ item: Item) -> [Quantity] {
    guard case .sequence(let nodes) = item.node.content else {
      return [quantity(at: item, .capacity)]
    }
    return nodes.enumerated().map { quantity(at: item.item($0, $1), .capacity) }
  }

  mutating func factor(_ id: String, _ item: Item) -> Factor {
    guard item.node.isMapping else {
      return Factor(id: id, value: quantity(at: item, .factor))
    }
    guard let fields = fields(item, Vocabulary.factor) else {
      return Factor(id: id, value: Place.factor.harmless)
    }
    let title = title(fields["title"])
    return Factor(id: id, title: title, value: quantity(in: fields, .factor))
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
    return Correlation(factors: names, matrix: matrix.map { scaled(rows, $0) } ?? rows)
  }

  // MARK: Groups

  private mutating func group(_ id: String, _ item: Item) -> TargetGroup? {
    guard let fields = fields(item, Vocabulary.group) else { return nil }
    let targets = required(
      fields, "targets", or: "there is nothing to be met together",
      remedy: "add 'targets: [a, b]'")
    return TargetGroup(
      id: id, title: title(fields["title"]), targets: names(targets) ?? [],
      atLeast: fields["atLeast"].flatMap { integer($0, 1...100_000) })
  }
}
