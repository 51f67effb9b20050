import Buildout
import Sampling

extension ScenarioReader {
  mutating func programme(_ id: String, _ item: Item) -> Programme {
    let placeholder = part(item) { () throws(Fault) in try Self.harmlessStep("step") }
    var programme = Programme(id: id, unit: "unit", steps: placeholder.map { [$0] } ?? [])
    guard let fields = fields(item.with(basis: item.basis, programme: id), Vocabulary.programme)
    else {
      opaqueProgrammes.insert(id)
      return programme
    }
    programme.title = title(fields["title"])
    programme.sector = identifier(fields["sector"])
    programme.tags = tags(fields["tags"])
    let unit = required(
      fields, "unit", or: "its quantities would be bare numbers", remedy: "add 'unit: km', say")
    programme.unit = title(unit, limit: 40)
    if let cohorts = fields["cohorts"] {
      programme.cohorts = (list(cohorts, of: "cohorts") ?? []).compactMap { cohort($0) }
    }
    let steps = required(
      fields, "steps", or: "nothing happens in it", remedy: "add 'steps:' with at least one step")
    programme.steps = entries(steps, of: "steps", declaring: true).compactMap {
      step($0.id, $0.item)
    }
    if programme.steps.isEmpty {
      if let steps, steps.node.isMapping {
        fault(
          .missing, steps, "'\(id)' has no steps", consequence: "nothing happens in it",
          remedy: "add a step with a 'rate', a duration or a chance")
      }
      opaqueProgrammes.insert(id)
      programme.steps = placeholder.map { [$0] } ?? []
    }
    return programme
  }

  private mutating func tags(_ item: Item?) -> [String] {
    let tags = names(item) ?? []
    if let item {
      for tag in tags where !Identifier.isWellFormed(tag) {
        checkID(tag, at: item.position, item.path)
      }
    }
    return tags
  }

  // MARK: Cohorts

  private mutating func cohort(_ item: Item) -> Cohort? {
    guard let fields = fields(item, Vocabulary.cohort) else { return nil }
    let entry = entry(fields)
    var isArriving = false
    if case .arriving = entry { isArriving = true }
    let role: Quantity.Role = isArriving ? .arrivals : .perTrial
    let number = fields["number"].map { cohortNumber($0, role) } ?? role.harmless
    let size = quantity(fields["size"], .size) ?? Quantity.Role.size.harmless
    let step = identifier(fields["at"])
    let progress = quantity(fields["progress"], .progress)
    func harmless() throws(Fault) -> Cohort {
      try Cohort(number: role.harmless, size: Quantity.Role.size.harmless, entry: entry, step: step)
    }
    return built(item, or: harmless) { () throws(Fault) in
      try Cohort(number: number, size: size, entry: entry, step: step, progress: progress)
    }
  }

  private mutating func cohortNumber(_ item: Item, _ role: Quantity.Role) -> Quantity {
    let number = quantity(at: item, role)
    // A tenth of a unit would be rounded away.
    guard let factor = factor(for: item), let value = number.distribution.constantValue, value > 0,
      let larger = constant(max(value, value / factor + 1), item)
    else { return number }
    return Quantity(larger, each: number.each)
  }

  private mutating func entry(_ fields: Fields) -> Cohort.Entry {
    let isMonthly = boolean(fields["monthly"]) ?? false
    let ceiling = fields["ceiling"].flatMap { integer($0, 1...Cohort.numberLimit) }
    let start = fields["start"].flatMap { month($0) }
    guard isMonthly else {
      if !fields.names("monthly") || fields["monthly"] != nil {
        refuse(
          fields, "ceiling", "'ceiling' goes with 'monthly: true'",
          consequence: "only units that keep arriving can find no room",
          remedy: "add 'monthly: true' or delete 'ceiling'")
      }
      return start.map { .planned($0) } ?? .opening
    }
    refuse(
      fields, "start", "'start' and 'monthly: true' are both given",
      consequence: "units arrive at the end of every month and have no planned start",
      remedy: "delete one of the two")
    return .arriving(ceiling: ceiling)
  }

  // MARK: Steps

  private static func harmlessStep(_ id: String) throws(Fault) -> Step {
    try Step(id: id, kind: .takes(Quantity.Role.duration.harmless))
  }

  private mutating func step(_ id: String, _ item: Item) -> Step? {
    func harmless() throws(Fault) -> Step { try Self.harmlessStep(id) }
    guard let fields = fields(item, Vocabulary.step) else { return part(item, harmless) }
    let kind = kind(fields)
    let title = title(fields["title"])
    let tags = tags(fields["tags"])
    let season = identifier(fields["season"])
    let factors = parts(fields["factors"], of: "exponents") { id, value throws(Fault) in
      try Step.Loading(factor: id, exponent: value)
    }
    let uses = parts(fields["uses"], of: "amounts") { id, value throws(Fault) in
      try Step.Use(pool: id, amount: value)
    }
    let priority = fields["priority"].flatMap { integer($0, Step.allowedPriorities) } ?? 1
    let cost = quantity(fields["cost"], .perTrial)
    let servers = fields["servers"].flatMap { integer($0, Step.allowedPlaces) }
    let buffer = fields["buffer"].flatMap { integer($0, Step.allowedPlaces) }
    let endless = boolean(fields["endless"]) ?? false
    let opens = opens(fields["opens"])
    let window = window(fields["window"])
    let after = names(fields["after"])?.map(Reference.init(_:))
    let then = parts(fields["then"], of: "weights") { id, value throws(Fault) in
      try Step.Branch(to: .init(id), weight: value)
    }
    return built(item, or: harmless) { () throws(Fault) in
      try Step(
        id: id, title: title, tags: tags, kind: kind, season: season, factors: factors,
        uses: uses, priority: priority, cost: cost, servers: servers, buffer: buffer,
        endless: endless, opens: opens, window: window, after: after, then: then)
    }
  }

  /// A value for each id and its number.
  private mutating func parts<Value>(
    _ item: Item?, of what: Message, _ build: (String, Double) throws(Fault) -> Value
  ) -> [Value] {
    var parts: [Value] = []
    for (id, item) in entries(item, of: what) {
      guard let value = number(item) else { continue }
      if let part = part(item, { () throws(Fault) in try build(id, value) }) { parts.append(part) }
    }
    return parts
  }

  private mutating func kind(_ fields: Fields) -> Step.Kind {
    let ways = fields.given("rate", "takes", "chance")
    guard ways.count == 1 else {
      fault(
        ways.isEmpty ? .missing : .conflict, fields.item,
        ways.isEmpty
          ? "\(Self.owner(fields.item)) has no 'rate', 'takes' or 'chance'"
          : "\(Self.owner(fields.item)) has \(ways.map { "'\($0)'" as Message }.joined(separator: " and "))",
        consequence: ways.isEmpty
          ? "it is not clear what the step does" : "a step does one of them",
        remedy:
          "give 'rate' for a quantity a month, 'takes' for months, 'chance' for a monthly chance")
      return .takes(Quantity.Role.duration.harmless)
    }
    if ways[0] == "rate" { return rate(fields) }
    for key in ["cap", "remaining", "backlog", "start", "bounds"] {
      refuse(
        fields, key, "'\(key)' goes with 'rate', this step has '\(ways[0])'",
        consequence: key == "start" || key == "bounds"
          ? "only a level starts somewhere and has bounds"
          : "only a quantity a month is bounded by it",
        remedy: key == "cap"
          ? "delete it, or bound the units in service by 'servers'"
          : key == "start" ? "plan the start in a cohort" : "delete '\(key)'")
    }
    if ways[0] == "takes" {
      return .takes(quantity(fields["takes"], .duration) ?? Quantity.Role.duration.harmless)
    }
    return .chance(quantity(fields["chance"], .stepChance) ?? Quantity.Role.stepChance.harmless)
  }

  private mutating func rate(_ fields: Fields) -> Step.Kind {
    let isLevel = fields.names("start") || fields.names("bounds")
    let role: Quantity.Role = isLevel ? .levelRate : .rate
    let output = quantity(fields["rate"], role) ?? role.harmless
    let cap = quantity(fields["cap"], .perTrial)
    let remaining = quantity(fields["remaining"], .perTrial)
    let backlog = quantity(fields["backlog"], .perTrial)
    // Where its bounds cannot be read, a level is a level all the same.
    let start =
      quantity(fields["start"], .level)
      ?? (fields.names("start") ? Quantity.Role.level.harmless : nil)
    let bounds = bounds(fields["bounds"])
    let rate = built(fields.item, or: harmless) { () throws(Fault) in
      try Step.Rate(
        output: output, cap: cap, remaining: remaining, backlog: backlog, start: start,
        bounds: bounds)
    }
    func harmless() throws(Fault) -> Step.Rate {
      try Step.Rate(output: role.harmless, start: isLevel ? Quantity.Role.level.harmless : nil)
    }
    return rate.map { .rate($0) } ?? .takes(Quantity.Role.duration.harmless)
  }

  private mutating func bounds(_ item: Item?) -> ClosedRange<Double>? {
    guard let item, let numbers = numbers(item) else { return nil }
    guard numbers.count == 2, numbers[0] <= numbers[1] else {
      fault(
        .conflict, item,
        "'bounds' is \(item.node.text()), it must be the lowest and the highest level",
        consequence: "the level has nowhere to stay",
        remedy: "write the smaller number first, such as [-5, 15]")
      return nil
    }
    return numbers[0]...numbers[1]
  }

  private mutating func opens(_ item: Item?) -> [Int] {
    guard let item, let items = list(item, of: "months of the year") else { return [] }
    let months = items.compactMap { integer($0, 1...12, isInput: false) }
    guard months.count == items.count else { return [] }
    if items.isEmpty {
      fault(
        .missing, item, "'opens' lists no month", consequence: "nothing could ever leave",
        remedy: "list months from 1 to 12, or delete 'opens' where every month will do")
    }
    return months
  }
}
