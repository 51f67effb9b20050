import Buildout
import Sampling

extension ScenarioReader {
  mutating func target(_ id: String, _ item: Item) -> Target? {
    let end = calendar?.end ?? Month(year: 2000, month: 1)
    guard let end else { preconditionFailure("2000-01 is a month") }
    func harmless() throws(Fault) -> Target {
      try Target(id: id, measure: .constant(0), comparator: .atLeast, value: 0, due: end)
    }
    guard let fields = fields(item, Vocabulary.target) else { return part(item, harmless) }
    let title = title(fields["title"])
    let measured = required(
      fields, "measure", or: "it is not clear what is promised",
      remedy: "add 'measure: PROGRAMME.completed', say")
    let measure = measured.map { self.measure($0) } ?? .constant(0)
    var comparator = Target.Comparator.atLeast
    var value = 0.0
    let ways = Target.Comparator.allCases.filter { fields.names($0.key) }
    if ways.count == 1 {
      comparator = ways[0]
      if let item = fields[comparator.key] {
        value = number(item, from: -Fault.numberLimit) ?? value
      }
    } else {
      let keys = Target.Comparator.allCases.map { "'\($0.key)'" as Message }
      fault(
        ways.isEmpty ? .missing : .conflict, fields.item,
        ways.isEmpty
          ? "\(Self.owner(fields.item)) has none of \(keys.joined(separator: ", "))"
          : "\(Self.owner(fields.item)) has \(ways.map { "'\($0.key)'" as Message }.joined(separator: " and "))",
        consequence: "it is not clear when it is met", remedy: "give exactly one of them")
    }
    let dated = required(
      fields, "due", or: "it is not clear by when", remedy: "add 'due: 2021-12', say")
    let due = dated.flatMap { month($0) } ?? end
    let firmness = fields["firmness"].flatMap { word($0, Target.Firmness.self) } ?? .firm
    let unit = fields["unit"].map { self.title($0, limit: 40) }
    let clause = text(fields["clause"])
    let lead = fields["lead"].map { self.title($0) }
    let note = fields["note"].map { self.title($0, limit: Self.noteLimit) }
    let sector = identifier(fields["sector"])
    return built(item, or: harmless) { [comparator, value] () throws(Fault) in
      try Target(
        id: id, title: title, sector: sector, measure: measure, comparator: comparator,
        value: value, due: due, firmness: firmness, unit: unit, clause: clause,
        lead: lead, note: note)
    }
  }

  // MARK: Measures

  mutating func measure(_ item: Item) -> Measure {
    switch item.node.content {
    case .scalar(let text, let isQuoted):
      if !isQuoted, let first = text.utf8.first,
        (UInt8(ascii: "+")...UInt8(ascii: "9")).contains(first)
      {
        return .constant(number(item, from: -Fault.numberLimit) ?? 0)
      }
      return reading(text, item, asNumber: false) ?? .constant(0)
    case .sequence:
      fault(
        .wrongKind, item, "a measure is a name, a number or a mapping, this is a list",
        consequence: "it is not clear what to do with its parts",
        remedy: "write 'sum:' before the list, say")
      return .constant(0)
    case .mapping: return combination(item)
    }
  }

  private mutating func combination(_ item: Item) -> Measure {
    guard let fields = fields(item, Vocabulary.measure) else { return .constant(0) }
    let ways = Vocabulary.measure.keys.filter(fields.names)
    guard ways.count == 1, let part = fields[ways[0]] else {
      if ways.count != 1 {
        fault(
          .wrongCount, item, "a measure has one key, this has \(ways.count)",
          consequence: "it is not clear what is read",
          remedy: "give exactly one of \(Vocabulary.measure.keys.listed)")
      }
      return .constant(0)
    }
    guard let combination = Measure.Combination(rawValue: ways[0]) else {
      guard case .scalar(let text, _) = part.node.content else {
        fault(
          .wrongKind, part,
          "'number' counts the units of one reading, this is \(part.node.kindName)",
          consequence: "only units of one kind can be counted",
          remedy: "write 'number: PROGRAMME.completed'")
        return .constant(0)
      }
      return reading(text, part, asNumber: true) ?? .constant(0)
    }
    guard let items = list(part, of: "measures") else { return .constant(0) }
    do throws(Fault) {
      try combination.check(count: items.count)
    } catch {
      note(error, under: part)
      return .constant(0)
    }
    return .combination(combination, items.map { measure($0) })
  }

  /// A name that ``Measure/Leaf/init(_:asNumber:)`` reads, or what is wrong with it.
  private mutating func reading(_ text: String, _ item: Item, asNumber: Bool) -> Measure? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    let last = parts[parts.count - 1]
    let isOfPool = parts[0] == "pools"
    let isWellFormed = isOfPool || parts.dropLast().allSatisfy { Identifier.isWellFormed($0) }
    if isWellFormed, let leaf = Measure.Leaf(text, asNumber: asNumber) { return .leaf(leaf) }
    if isOfPool {
      fault(
        .notMeasurable, item,
        asNumber
          ? "'\(text.shortened)' is no number of units"
          : "'\(text.shortened)' is not a measure of a pool",
        consequence: "nothing can be read there",
        remedy: asNumber
          ? "write the measure without 'number:'"
          : "write pools.POOL.granted or pools.POOL.granted.PROGRAMME")
    } else if !isWellFormed || !(2...3).contains(parts.count) {
      fault(
        .notMeasurable, item, "'\(text.shortened)' is not a measure",
        consequence: "nothing can be read there",
        remedy: "write PROGRAMME.completed or PROGRAMME.STEP.completed, say")
    } else if let reading = Measure.Reading(rawValue: last) {
      fault(
        .notMeasurable, item, "'\(reading.rawValue)' is no number of units",
        consequence: "it cannot be counted",
        remedy: "write the measure without 'number:'")
    } else {
      let known = Measure.Reading.allCases.map(\.rawValue)
      fault(
        .unknownName, item, "'\(last.shortened)' is not a reading",
        consequence: "nothing can be read there",
        remedy: Spelling.question(last, among: known)
          ?? "the readings are \(known.listed)")
    }
    return nil
  }
}
