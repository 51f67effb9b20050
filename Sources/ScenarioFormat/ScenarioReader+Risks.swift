import Buildout

extension ScenarioReader {
  mutating func risk(_ id: String, _ item: Item) -> Risk {
    var risk = Risk(
      id: id, occurrence: .chance(Place.chance.harmless, each: .trial), on: [])
    guard let fields = fields(item, Vocabulary.risk) else { return risk }
    risk.title = title(fields["title"])
    risk.occurrence = occurrence(fields)
    risk.window = window(fields["window"])
    risk.lasts = quantity(fields["lasts"], fields.names("monthly") ? .spell : .perTrial)
    risk.given = given(fields["given"])
    risk.on = names(fields["on"]) ?? []
    var isUnit = false
    if case .chance(_, each: .unit) = risk.occurrence { isUnit = true }
    risk.speed = quantity(fields["speed"], .effect)
    risk.delay = quantity(fields["delay"], isUnit ? .unitDelay : .delay)
    risk.capacity = quantity(fields["capacity"], .effect)
    risk.cost = quantity(fields["cost"], .effect)
    return risk
  }

  private mutating func occurrence(_ fields: Fields) -> Risk.Occurrence {
    let fallback = Risk.Occurrence.chance(Place.chance.harmless, each: .trial)
    let ways = fields.given("chance", "monthly")
    guard ways.count == 1 else {
      fault(
        fields.item,
        ways.isEmpty
          ? "\(Self.owner(fields.item)) has neither 'chance' nor 'monthly'"
          : "\(Self.owner(fields.item)) has both 'chance' and 'monthly'",
        "it is not clear how it comes about",
        "give 'chance' if it is settled once, 'monthly' if it may strike any month")
      return fallback
    }
    if ways[0] == "chance" {
      for key in fields.given("ends", "acting") {
        refuse(
          fields, key, "'\(key)' goes with 'monthly', this risk has a 'chance'",
          "a risk that is settled once does not switch")
      }
      let each = fields["each"].flatMap { riskEach($0) } ?? .trial
      let chance = quantity(fields["chance"], .chance) ?? Place.chance.harmless
      return .chance(chance, each: each)
    }
    refuse(
      fields, "each", "'each' goes with 'chance', this risk is 'monthly'",
      "a month's weather is the same for all")
    let starts = quantity(fields["monthly"], .monthlyChance) ?? Place.monthlyChance.harmless
    guard fields.names("ends") else {
      refuse(
        fields, "acting", "'acting' goes with 'ends'",
        "without it the risk lasts for a length and has no state")
      return .monthly(starts)
    }
    refuse(
      fields, "lasts", "'lasts' and 'ends' both say when the risk ends", "only one can hold")
    let ends = quantity(fields["ends"], .monthlyChance) ?? Place.monthlyChance.harmless
    return .regime(starts: starts, ends: ends, acting: boolean(fields["acting"]) ?? false)
  }

  private mutating func riskEach(_ item: Item) -> Each? {
    guard let each = word(item, Each.self) else { return nil }
    if each == .month {
      fault(
        item, "a 'chance' is not settled for each month", "it is settled for each trial or unit",
        "write 'monthly:' in place of 'chance:', or each: unit")
      return nil
    }
    return each
  }

  /// Refuses a key that contradicts others.
  mutating func refuse(
    _ fields: Fields, _ key: String, _ problem: String, _ consequence: String,
    _ remedy: String? = nil
  ) {
    guard let item = fields[key] else { return }
    fault(
      at: item.keyPosition, item.path, problem, consequence, remedy ?? "delete '\(key)'")
  }

  private mutating func given(_ item: Item?) -> Risk.Condition? {
    guard let item else { return nil }
    let conditions = entries(item, of: "chances")
    guard conditions.count == 1, let condition = conditions.first else {
      if item.node.isMapping {
        fault(
          item, "'given' names \(conditions.count) risks, it must name one",
          "it is not clear which chance holds", "write 'given: {other-risk: 0.9}'")
      }
      return nil
    }
    let chance = quantity(at: condition.item, .chance)
    guard let value = chance.constant else {
      fault(
        condition.item, "the chance under 'given' is a law, it must be a number",
        "it cannot be drawn", "write one number from 0 to 1")
      return nil
    }
    return Risk.Condition(risk: condition.id, chance: value)
  }
}
