import Buildout

extension ScenarioReader {
  static let countLimit = 100_000

  mutating func programme(_ id: String, _ item: Item) -> Programme {
    let placeholder = Step(id: "step", kind: .takes(Place.duration.harmless))
    var programme = Programme(id: id, unit: "unit", steps: [placeholder])
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
    programme.steps = entries(steps, of: "steps", declaring: true).map { step($0.id, $0.item) }
    if programme.steps.isEmpty {
      if let steps, steps.node.isMapping {
        fault(
          steps, "'\(id)' has no steps", "nothing happens in it",
          "add a step with a 'rate', a duration or a chance")
      }
      opaqueProgrammes.insert(id)
      programme.steps = [placeholder]
    }
    return programme
  }

  private mutating func tags(_ item: Item?) -> [String] {
    let tags = names(item) ?? []
    if let item {
      for tag in tags where !Self.isID(tag) { checkID(tag, at: item.position, item.path) }
    }
    return tags
  }

  // MARK: Cohorts

  private mutating func cohort(_ item: Item) -> Cohort? {
    guard let fields = fields(item, Vocabulary.cohort) else { return nil }
    let entry = entry(fields)
    var isArriving = false
    if case .arriving = entry { isArriving = true }
    let place: Place = isArriving ? .arrivals : .perTrial
    let number = fields["number"].map { cohortNumber($0, place) }
    if fields.names("progress"), entry != .opening {
      refuse(
        fields, "progress", "'progress' is given for units that have not begun",
        "only what is in progress when the horizon begins has work behind it")
    }
    return Cohort(
      number: number ?? place.harmless,
      size: quantity(fields["size"], .size) ?? Place.size.harmless,
      entry: entry, step: identifier(fields["at"]),
      progress: quantity(fields["progress"], .progress))
  }

  private mutating func cohortNumber(_ item: Item, _ place: Place) -> Quantity {
    var number = quantity(at: item, place)
    // A tenth of a unit would be rounded away.
    if let factor = factor(for: item), let value = number.law.constantValue, value > 0,
      let larger = constant(max(value, value / factor + 1), item)
    {
      number = Quantity(larger, each: number.each)
    }
    // Six standard deviations above the mean happen once in a thousand million trials.
    let high = min(
      number.law.upperBound, number.law.mean + 6 * number.law.variance.squareRoot())
    guard high <= Double(Self.countLimit) else {
      fault(
        item,
        "'number' can reach \(high.isFinite ? Self.text(high.rounded(.up)) : "any size"), "
          + "the limit is \(Self.countLimit)",
        "each unit is followed one by one, and there would be too many",
        "give a smaller number of larger units, or a step with a 'rate'")
      return place.harmless
    }
    return number
  }

  private mutating func entry(_ fields: Fields) -> Cohort.Entry {
    let isMonthly = boolean(fields["monthly"]) ?? false
    let ceiling = fields["ceiling"].flatMap { integer($0, 1...Self.countLimit) }
    let start = fields["start"].flatMap { month($0) }
    guard isMonthly else {
      if !fields.names("monthly") || fields["monthly"] != nil {
        refuse(
          fields, "ceiling", "'ceiling' goes with 'monthly: true'",
          "only units that keep arriving can find no room",
          "add 'monthly: true' or delete 'ceiling'")
      }
      return start.map { .planned($0) } ?? .opening
    }
    refuse(
      fields, "start", "'start' and 'monthly: true' are both given",
      "units arrive at the end of every month and have no planned start",
      "delete one of the two")
    return .arriving(ceiling: ceiling)
  }

  // MARK: Steps

  private mutating func step(_ id: String, _ item: Item) -> Step {
    var step = Step(id: id, kind: .takes(Place.duration.harmless))
    guard let fields = fields(item, Vocabulary.step) else { return step }
    step.kind = kind(fields)
    step.title = title(fields["title"])
    step.tags = tags(fields["tags"])
    step.season = identifier(fields["season"])
    for (factor, item) in entries(fields["factors"], of: "exponents") {
      guard let exponent = number(item, from: -1e15) else { continue }
      guard exponent.magnitude <= 100 else {
        fault(
          item, "the exponent is \(item.node.text()), it must be from -100 to 100",
          "the factor would swamp everything", "1 is the usual exponent, -1 for what slows")
        continue
      }
      step.factors.append(Step.Loading(factor: factor, exponent: exponent))
    }
    for (pool, item) in entries(fields["uses"], of: "amounts") {
      guard let amount = number(item, from: 0, above: true) else { continue }
      step.uses.append(Step.Use(pool: pool, amount: amount))
    }
    step.priority = fields["priority"].flatMap { integer($0, 1...1000) } ?? 1
    step.cost = quantity(fields["cost"], .perTrial)
    step.servers = fields["servers"].flatMap { integer($0, 1...Self.countLimit) }
    step.buffer = fields["buffer"].flatMap { integer($0, 1...Self.countLimit) }
    step.endless = boolean(fields["endless"]) ?? false
    step.opens = opens(fields["opens"])
    step.window = window(fields["window"])
    step.after = names(fields["after"])
    step.then = branches(fields["then"])
    return step
  }

  private mutating func kind(_ fields: Fields) -> Step.Kind {
    let ways = fields.given("rate", "takes", "chance")
    guard ways.count == 1 else {
      fault(
        fields.item,
        ways.isEmpty
          ? "\(Self.owner(fields.item)) has no 'rate', 'takes' or 'chance'"
          : "\(Self.owner(fields.item)) has \(ways.map { "'\($0)'" }.joined(separator: " and "))",
        ways.isEmpty ? "it is not clear what the step does" : "a step does one of them",
        "give 'rate' for a quantity a month, 'takes' for months, 'chance' for a monthly chance")
      return .takes(Place.duration.harmless)
    }
    if ways[0] == "rate" { return .rate(rate(fields)) }
    for key in ["cap", "remaining", "backlog", "start", "bounds"] {
      refuse(
        fields, key, "'\(key)' goes with 'rate', this step has '\(ways[0])'",
        key == "start" || key == "bounds"
          ? "only a level starts somewhere and has bounds"
          : "only a quantity a month is bounded by it",
        key == "cap"
          ? "delete it, or bound the units in service by 'servers'"
          : key == "start" ? "plan the start in a cohort" : "delete '\(key)'")
    }
    if ways[0] == "takes" {
      return .takes(quantity(fields["takes"], .duration) ?? Place.duration.harmless)
    }
    return .chance(quantity(fields["chance"], .stepChance) ?? Place.stepChance.harmless)
  }

  private mutating func rate(_ fields: Fields) -> Step.Rate {
    let isLevel = fields.names("start") || fields.names("bounds")
    let place: Place = isLevel ? .levelRate : .rate
    var rate = Step.Rate(output: quantity(fields["rate"], place) ?? place.harmless)
    rate.cap = quantity(fields["cap"], .perTrial)
    rate.remaining = quantity(fields["remaining"], .perTrial)
    rate.backlog = quantity(fields["backlog"], .perTrial)
    rate.start = quantity(fields["start"], .level)
    rate.bounds = bounds(fields["bounds"])
    return rate
  }

  private mutating func bounds(_ item: Item?) -> ClosedRange<Double>? {
    guard let item, let numbers = numbers(item) else { return nil }
    guard numbers.count == 2, numbers[0] <= numbers[1] else {
      fault(
        item, "'bounds' is \(item.node.text()), it must be the lowest and the highest level",
        "the level has nowhere to stay", "write the smaller number first, such as [-5, 15]")
      return nil
    }
    return numbers[0]...numbers[1]
  }

  private mutating func opens(_ item: Item?) -> [Int] {
    guard let item, let items = list(item, of: "months of the year") else { return [] }
    var months: [Int] = []
    for item in items {
      guard let month = integer(item, 1...12, isInput: false) else { continue }
      if months.contains(month) {
        fault(
          item, "month \(month) is listed twice", "once is enough", "delete one of them")
      }
      months.append(month)
    }
    if items.isEmpty {
      fault(
        item, "'opens' lists no month", "nothing could ever leave",
        "list months from 1 to 12, or delete 'opens' where every month will do")
    }
    return months
  }

  private mutating func branches(_ item: Item?) -> [Step.Branch] {
    guard let item else { return [] }
    var branches: [Step.Branch] = []
    for (to, item) in entries(item, of: "weights") {
      guard let weight = number(item, from: 0) else { continue }
      branches.append(Step.Branch(to: to, weight: weight))
    }
    return branches
  }
}
