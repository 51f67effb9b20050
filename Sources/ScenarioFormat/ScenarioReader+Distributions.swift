import Buildout
import Sampling

extension Quantity.Role {
  /// A value that breaks no rule, to go on with after a fault.
  var harmless: Quantity {
    guard let distribution = try? Distribution.constant(bound == .unitInterval ? 0.5 : 1) else {
      preconditionFailure("1 and 0.5 are constants")
    }
    return Quantity(distribution, each: each[0])
  }
}

extension ScenarioReader {
  mutating func quantity(_ item: Item?, _ role: Quantity.Role) -> Quantity? {
    guard let item else { return nil }
    return quantity(at: item, role)
  }

  /// A number or a distribution; something harmless in place of a faulty one.
  mutating func quantity(at item: Item, _ role: Quantity.Role) -> Quantity {
    guard item.node.isMapping else {
      if case .sequence = item.node.content {
        fault(
          .wrongKind, item, "'\(item.name)' is a number or a distribution, this is a list",
          consequence: "it is not clear how the numbers are meant",
          remedy: "name the distribution, such as 'pert:' or 'uniform:' before the list")
        return role.harmless
      }
      guard var value = number(item) else { return role.harmless }
      // A probability goes up to 1 at most.
      if scaling?.path == item.path, role.bound == .unitInterval { value = min(1, value) }
      guard let distribution = constant(value, item) else { return role.harmless }
      let quantity = Quantity(distribution, each: role.each[0])
      return isFit(distribution, role, item, as: item.name) ? quantity : role.harmless
    }
    guard let fields = fields(item, Vocabulary.quantity) else { return role.harmless }
    return quantity(in: fields, role)
  }

  /// A distribution whose mapping has been opened already.
  mutating func quantity(in fields: Fields, _ role: Quantity.Role) -> Quantity {
    let item = fields.item
    let distributions = DistributionSpelling.names.filter(fields.names)
    guard distributions.count == 1, let spelling = DistributionSpelling.named(distributions[0])
    else {
      let problem: Message =
        distributions.isEmpty
        ? "'\(item.name)' names no distribution"
        : "'\(item.name)' names \(distributions.count) distributions, \(Self.listing(distributions))"
      fault(
        .wrongKind, item, problem, consequence: "it is not clear how it is distributed",
        remedy: distributions.isEmpty
          ? "write a number, or a distribution such as 'pert: [2, 3, 6]'" : "keep one of them")
      return role.harmless
    }
    var each = role.each[0]
    if let choice = fields["each"], let word = word(choice, DrawFrequency.self) {
      do {
        try role.check(word, called: item.name)
        each = word
      } catch {
        note(error, under: choice)
      }
    }
    guard let value = fields[spelling.name] else { return role.harmless }
    record(item, without: ["basis", "each", "title"])
    guard let stated = distribution(spelling, value),
      let distribution = scaled(stated, item, role.bound)
    else { return role.harmless }
    guard isFit(distribution, role, value, as: item.name) else { return role.harmless }
    return Quantity(distribution, each: each)
  }

  mutating func constant(_ value: Double, _ item: Item) -> Distribution? {
    do {
      return try Distribution.constant(value)
    } catch {
      note(error, item, [:])
      return nil
    }
  }

  private mutating func isFit(
    _ distribution: Distribution, _ role: Quantity.Role, _ item: Item, as name: String
  ) -> Bool {
    do {
      try role.check(distribution, called: name)
      return true
    } catch {
      note(error, under: item)
      return false
    }
  }

  // MARK: Distributions

  private mutating func distribution(_ spelling: DistributionSpelling, _ item: Item)
    -> Distribution?
  {
    switch spelling.shape {
    case .number(let way):
      guard let value = number(item, isInput: false) else { return nil }
      return made(item) { () throws(DistributionError) in try way.make([value]) }
    case .list(let way): return listed(way, item)
    case .mapping(let ways): return named(spelling, ways, item)
    case .table(let make):
      guard let fields = fields(item, KeySet("'table'", keys: spelling.parameters)) else {
        return nil
      }
      let values = required(
        fields, "values", or: "there is nothing to draw", remedy: "add 'values: [...]'")
      let weights = required(
        fields, "weights", or: "the values have no odds", remedy: "add 'weights: [...]'")
      guard let values, let weights else { return nil }
      let rows = numbers(values, isInput: false)
      let odds = numbers(weights, isInput: false)
      guard let rows, let odds else { return nil }
      let items = self.rows("values", "value", values)
        .merging(self.rows("weights", "weight", weights)) { $1 }
      return made(item, items) { () throws(DistributionError) in try make(rows, odds) }
    case .data(let make):
      guard let rows = numbers(item, isInput: false) else { return nil }
      let items = self.rows("data", "value", item)
      return made(item, items) { () throws(DistributionError) in try make(rows) }
    }
  }

  /// Nil, with a fault at the parameter, when there is no such distribution.
  private mutating func made(
    _ item: Item, _ items: [String: Item] = [:],
    _ make: () throws(DistributionError) -> Distribution
  ) -> Distribution? {
    do {
      return try make()
    } catch {
      note(error, item, items)
      return nil
    }
  }

  private mutating func note(_ error: DistributionError, _ item: Item, _ items: [String: Item]) {
    let isConstant = error.distribution == "constant"
    // A file has lists of values; Sampling speaks of the rows of a table.
    // A file has lists of values; Sampling speaks of the rows of a table.
    let isOne = error.code == .badCount && error.value == "1"
    let said = error.problemWords.map {
      isOne && $0 == "1"
        ? "one"
        : $0.replacing("; ", with: ", ").replacing(" rows", with: isOne ? " value" : " values")
    }
    let problem: Message =
      isConstant
      ? said.map { $0 == error.parameter ? "'\(item.name)'" : $0 } : "\(item.name): \(said)"
    // Sampling thinks of numbers that are too large.
    let remedy =
      error.code == .outOfRange && error.value.hasPrefix("-")
      ? "give a number within these limits"
      : error.remedyWords.map { $0.replacing(" row", with: " value") }.clause
    fault(
      .outOfRange, items[error.parameter] ?? item, problem,
      consequence: isConstant
        ? "no quantity is so large" : "no such distribution can be drawn from",
      remedy: remedy)
  }

  /// A list and its rows, by the names that a distribution's errors give them.
  private func rows(_ list: String, _ row: String, _ item: Item) -> [String: Item] {
    guard case .sequence(let nodes) = item.node.content else { return [:] }
    var rows = [list: item]
    for (index, node) in nodes.enumerated() {
      rows["\(row) \(index + 1)"] = item.item(index, node)
    }
    return rows
  }

  private mutating func listed(_ way: DistributionSpelling.Way, _ item: Item) -> Distribution? {
    let names = Array(way.required)
    guard let items = list(item, of: "numbers") else { return nil }
    guard items.count == names.count else {
      fault(
        .wrongCount, item,
        "'\(item.name)' has \(say: items.count == 1 ? "one number" : "\(items.count) numbers"), "
          + "it must have \(names.count)",
        consequence: "it is not clear what they mean",
        remedy: "write [\(names.joined(separator: ", "))]")
      return nil
    }
    let values = items.compactMap { number($0, isInput: false) }
    guard values.count == names.count else { return nil }
    guard values == values.sorted() else {
      let given = zip(names, items).map { "\($0) \($1.node.text())" }.joined(separator: ", ")
      fault(
        .conflict, item,
        "'\(item.name)' has \(given), they are not in ascending order",
        consequence: "no distribution lies between such limits",
        remedy: "put the smallest first and the largest last")
      return nil
    }
    let named = Dictionary(uniqueKeysWithValues: zip(names, items))
    return made(item, named) { () throws(DistributionError) in
      try way.make(values + way.optional.map(\.value))
    }
  }

  private mutating func named(
    _ spelling: DistributionSpelling, _ ways: [DistributionSpelling.Way], _ item: Item
  ) -> Distribution? {
    guard let fields = fields(item, KeySet("'\(spelling.name)'", keys: spelling.parameters)) else {
      return nil
    }
    let given = spelling.parameters.filter { name in
      fields.names(name) && ways.contains { $0.required.contains(name) }
    }
    guard let way = ways.first(where: { Set($0.required) == Set(given) }) else {
      let wanted = ways.map { Self.listing($0.required) }.joined(separator: ", or ")
      fault(
        .wrongCount, item,
        "'\(spelling.name)' is given \(say: given.isEmpty ? "no parameters" : Self.listing(given)), it needs \(wanted)",
        consequence: "the distribution is not settled", remedy: "give exactly \(wanted)")
      return nil
    }
    var items: [String: Item] = [:]
    for name in spelling.parameters where fields.names(name) {
      guard let value = fields[name] else { return nil }
      items[name] = value
    }
    let values = way.names.compactMap { name in
      guard let item = items[name] else { return way.optional.first { $0.name == name }?.value }
      guard let range = DistributionSpelling.whole[name] else {
        return number(item, isInput: false)
      }
      return integer(item, range, isInput: false).map(Double.init)
    }
    guard values.count == way.names.count else { return nil }
    return made(item, items) { () throws(DistributionError) in try way.make(values) }
  }

  /// Names with "and" between them.
  private static func listing(_ names: some Sequence<String>) -> Message {
    names.map { Message(verbatim: $0) }.joined(separator: " and ")
  }

  /// A list of numbers.
  mutating func numbers(_ item: Item, isInput: Bool = true) -> [Double]? {
    guard let items = list(item, of: "numbers") else { return nil }
    var numbers: [Double] = []
    for item in items {
      if let number = number(item, isInput: false) { numbers.append(number) }
    }
    guard numbers.count == items.count else { return nil }
    guard isInput else { return numbers }
    record(item)
    return numbers.map { scaled($0, item) }
  }
}
