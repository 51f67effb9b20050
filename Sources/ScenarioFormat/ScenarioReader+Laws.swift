import Buildout
import Sampling

/// Where a quantity stands in the file, and so what it is for.
typealias Place = Quantity.Role

extension Quantity.Role {
  /// A value that breaks no rule, to go on with after a fault.
  var harmless: Quantity {
    guard let law = try? Distribution.constant(bound == .unitInterval ? 0.5 : 1) else {
      preconditionFailure("1 and 0.5 are constants")
    }
    return Quantity(law, each: each[0])
  }
}

extension ScenarioReader {
  mutating func quantity(_ item: Item?, _ place: Place) -> Quantity? {
    guard let item else { return nil }
    return quantity(at: item, place)
  }

  /// A number or a law; something harmless in place of a faulty one.
  mutating func quantity(at item: Item, _ place: Place) -> Quantity {
    guard item.node.isMapping else {
      if case .sequence = item.node.content {
        fault(
          item, "'\(item.name)' is a number or a law, this is a list",
          "it is not clear how the numbers are meant",
          "name the law, such as 'pert:' or 'uniform:' before the list")
        return place.harmless
      }
      guard var value = number(item) else { return place.harmless }
      // A probability goes up to 1 at most.
      if scaling?.path == item.path, place.bound == .unitInterval { value = min(1, value) }
      guard let law = constant(value, item) else { return place.harmless }
      let quantity = Quantity(law, each: place.each[0])
      return isFit(law, place, item, as: item.name) ? quantity : place.harmless
    }
    guard let fields = fields(item, Vocabulary.quantity) else { return place.harmless }
    return quantity(in: fields, place)
  }

  /// A law whose mapping has been opened already.
  mutating func quantity(in fields: Fields, _ place: Place) -> Quantity {
    let item = fields.item
    let laws = Law.names.filter(fields.names)
    guard laws.count == 1, let law = Law.named(laws[0]) else {
      let problem =
        laws.isEmpty
        ? "'\(item.name)' names no law"
        : "'\(item.name)' names \(laws.count) laws, \(laws.joined(separator: " and "))"
      fault(
        item, problem, "it is not clear how it is distributed",
        laws.isEmpty ? "write a number, or a law such as 'pert: [2, 3, 6]'" : "keep one of them")
      return place.harmless
    }
    var each = place.each[0]
    if let choice = fields["each"], let word = word(choice, Each.self) {
      do {
        try place.check(word, called: item.name)
        each = word
      } catch {
        note(error, under: choice)
      }
    }
    guard let value = fields[law.name] else { return place.harmless }
    record(item, without: ["basis", "each", "title"])
    guard let stated = distribution(law, value),
      let distribution = scaled(stated, item, place.bound)
    else { return place.harmless }
    guard isFit(distribution, place, value, as: item.name) else { return place.harmless }
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
    _ law: Distribution, _ place: Place, _ item: Item, as name: String
  ) -> Bool {
    do {
      try place.check(law, called: name)
      return true
    } catch {
      note(error, under: item)
      return false
    }
  }

  // MARK: Distributions

  /// Parameters as they were read, with their places.
  private struct Parameters {
    var values: [String: Double] = [:]
    var items: [String: Item] = [:]
    var rows: [Double] = []
    var weights: [Double] = []

    subscript(name: String) -> Double { values[name] ?? .nan }
  }

  private mutating func distribution(_ law: Law, _ item: Item) -> Distribution? {
    guard let parameters = parameters(law, item) else { return nil }
    do {
      return try Self.make(law.name, parameters)
    } catch {
      note(error, item, parameters.items)
      return nil
    }
  }

  private mutating func note(_ error: DistributionError, _ item: Item, _ items: [String: Item]) {
    let isConstant = error.distribution == "constant"
    // A file has lists of values; Sampling speaks of the rows of a table.
    var problem = error.problem.replacing("; ", with: ", ").replacing(" rows", with: " values")
      .replacing("has 1 values", with: "has one value")
    problem =
      isConstant
      ? problem.replacing("value is", with: "'\(item.name)' is", maxReplacements: 1)
      : "\(item.name): \(problem)"
    var remedy = error.remedy.hasSuffix(".") ? String(error.remedy.dropLast()) : error.remedy
    remedy = remedy.replacing(" row", with: " value")
    // Sampling thinks of numbers that are too large.
    if error.code == .outOfRange, error.value.hasPrefix("-") {
      remedy = "give a number within these limits"
    }
    fault(
      items[error.parameter] ?? item, problem,
      isConstant ? "no quantity is so large" : "no such law can be drawn from",
      remedy.prefix(1).lowercased() + remedy.dropFirst())
  }

  private static func make(
    _ name: String, _ p: Parameters
  ) throws(DistributionError) -> Distribution {
    switch name {
    case "constant": try .constant(p["value"])
    case "uniform": try .uniform(min: p["min"], max: p["max"])
    case "triangular": try .triangular(min: p["min"], mode: p["mode"], max: p["max"])
    case "pert": try .pert(min: p["min"], mode: p["mode"], max: p["max"])
    case "normal":
      p.values["min"] == nil && p.values["max"] == nil
        ? try .normal(mean: p["mean"], sd: p["sd"])
        : try .truncatedNormal(
          mean: p["mean"], sd: p["sd"], min: p.values["min"] ?? -.infinity,
          max: p.values["max"] ?? .infinity)
    case "lognormal":
      p.values["median"] != nil
        ? try .lognormal(median: p["median"], sigma: p["sigma"])
        : try .lognormal(mean: p["mean"], cv: p["cv"])
    case "gamma":
      p.values["mean"] != nil
        ? try .gamma(mean: p["mean"], cv: p["cv"])
        : try .gamma(shape: p["shape"], scale: p["scale"])
    case "beta":
      try .beta(
        alpha: p["alpha"], beta: p["beta"], min: p.values["min"] ?? 0, max: p.values["max"] ?? 1)
    case "exponential": try .exponential(mean: p["mean"])
    case "weibull": try .weibull(shape: p["shape"], scale: p["scale"])
    case "studentT":
      try .studentT(
        df: p["df"], location: p.values["location"] ?? 0, scale: p.values["scale"] ?? 1)
    case "poisson": try .poisson(mean: p["mean"])
    case "binomial": try .binomial(trials: Int(p["trials"]), probability: p["probability"])
    case "negativeBinomial":
      p.values["mean"] != nil
        ? try .negativeBinomial(mean: p["mean"], size: p["size"])
        : try .negativeBinomial(size: p["size"], probability: p["probability"])
    case "geometric": try .geometric(probability: p["probability"])
    case "bernoulli": try .bernoulli(probability: p["probability"])
    case "table": try .table(values: p.rows, weights: p.weights)
    case "resample": try .resample(p.rows)
    default: preconditionFailure("\(name) is not in the vocabulary")
    }
  }

  private mutating func parameters(_ law: Law, _ item: Item) -> Parameters? {
    var parameters = Parameters()
    switch law.shape {
    case .number(let name):
      guard let value = number(item, isInput: false) else { return nil }
      parameters.values[name] = value
    case .list(let names): return listed(names, item)
    case .mapping(let ways, let optional): return named(law, ways, optional, item)
    case .table:
      guard let fields = fields(item, KeySet("'table'", "values", "weights")) else { return nil }
      let values = required(
        fields, "values", or: "there is nothing to draw", remedy: "add 'values: [...]'")
      let weights = required(
        fields, "weights", or: "the values have no odds", remedy: "add 'weights: [...]'")
      guard let values, let weights else { return nil }
      let rows = numbers(values, isInput: false)
      let odds = numbers(weights, isInput: false)
      guard let rows, let odds else { return nil }
      parameters.rows = rows
      parameters.weights = odds
      parameters.items = ["values": values, "weights": weights]
      for index in rows.indices { parameters.items["value \(index + 1)"] = row(values, index) }
      for index in odds.indices { parameters.items["weight \(index + 1)"] = row(weights, index) }
    case .data:
      guard let rows = numbers(item, isInput: false) else { return nil }
      parameters.rows = rows
      for index in rows.indices { parameters.items["value \(index + 1)"] = row(item, index) }
    }
    return parameters
  }

  private func row(_ item: Item, _ index: Int) -> Item? {
    guard case .sequence(let nodes) = item.node.content else { return nil }
    return item.item(index, nodes[index])
  }

  private mutating func listed(_ names: [String], _ item: Item) -> Parameters? {
    guard let items = list(item, of: "numbers") else { return nil }
    guard items.count == names.count else {
      fault(
        item,
        "'\(item.name)' has \(items.count == 1 ? "one number" : "\(items.count) numbers"), "
          + "it must have \(names.count)",
        "it is not clear what they mean", "write [\(names.joined(separator: ", "))]")
      return nil
    }
    var parameters = Parameters()
    var isWhole = true
    for (name, item) in zip(names, items) {
      parameters.items[name] = item
      if let value = number(item, isInput: false) {
        parameters.values[name] = value
      } else {
        isWhole = false
      }
    }
    guard isWhole else { return nil }
    let values = names.map { parameters[$0] }
    guard values == values.sorted() else {
      fault(
        item,
        "'\(item.name)' has "
          + zip(names, items).map { "\($0) \($1.node.text())" }.joined(separator: ", ")
          + ", they are not in ascending order",
        "no law lies between such limits", "put the smallest first and the largest last")
      return nil
    }
    return parameters
  }

  private mutating func named(
    _ law: Law, _ ways: [[String]], _ optional: [String], _ item: Item
  ) -> Parameters? {
    guard let fields = fields(item, KeySet("'\(law.name)'", keys: law.parameters)) else {
      return nil
    }
    let given = law.parameters.filter { fields.names($0) && !optional.contains($0) }
    guard ways.contains(where: { Set($0) == Set(given) }) else {
      let wanted = ways.map { $0.joined(separator: " and ") }.joined(separator: ", or ")
      fault(
        item,
        "'\(law.name)' is given "
          + (given.isEmpty ? "no parameters" : given.joined(separator: " and "))
          + ", it needs \(wanted)",
        "the law is not settled", "give exactly \(wanted)")
      return nil
    }
    var parameters = Parameters()
    for name in law.parameters where fields.names(name) {
      guard let value = fields[name] else { return nil }
      parameters.items[name] = value
    }
    var isWhole = true
    for name in law.parameters {
      guard let value = parameters.items[name] else { continue }
      let number: Double? =
        name == "trials"
        ? integer(value, 0...1_000_000, isInput: false).map(Double.init)
        : self.number(value, isInput: false)
      if let number { parameters.values[name] = number } else { isWhole = false }
    }
    return isWhole ? parameters : nil
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
