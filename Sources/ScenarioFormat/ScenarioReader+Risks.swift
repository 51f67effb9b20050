import Buildout
import Sampling

extension ScenarioReader {
  mutating func risk(_ id: String, _ item: Item) -> Risk? {
    func harmless() throws(Fault) -> Risk {
      try Risk(id: id, occurrence: .chance(Quantity.Role.chance.harmless, each: .trial), on: [])
    }
    guard let fields = fields(item, Vocabulary.risk) else { return part(item, harmless) }
    let title = title(fields["title"])
    let occurrence = occurrence(fields)
    let window = window(fields["window"])
    let lasts = quantity(fields["lasts"], fields.names("monthly") ? .spell : .perTrial)
    let given = given(fields["given"])
    let on = (names(fields["on"]) ?? []).map(Reference.init(_:))
    var isUnit = false
    if case .chance(_, each: .unit) = occurrence { isUnit = true }
    var effects: [Risk.Effect: Quantity] = [:]
    for effect in Risk.Effect.allCases {
      effects[effect] = quantity(fields[effect.rawValue], effect.role(ofSingleUnits: isUnit))
    }
    return built(item, or: harmless) { [effects] () throws(Fault) in
      try Risk(
        id: id, title: title, occurrence: occurrence, window: window, lasts: lasts, given: given,
        on: on, effects: effects)
    }
  }

  private mutating func occurrence(_ fields: Fields) -> Risk.Occurrence {
    let fallback = Risk.Occurrence.chance(Quantity.Role.chance.harmless, each: .trial)
    let ways = fields.given("chance", "monthly")
    guard ways.count == 1 else {
      fault(
        ways.isEmpty ? .missing : .conflict, fields.item,
        ways.isEmpty
          ? "\(Self.owner(fields.item)) has neither 'chance' nor 'monthly'"
          : "\(Self.owner(fields.item)) has both 'chance' and 'monthly'",
        consequence: "it is not clear how it comes about",
        remedy: "give 'chance' if it is settled once, 'monthly' if it may strike any month")
      return fallback
    }
    if ways[0] == "chance" {
      for key in fields.given("ends", "acting") {
        refuse(
          fields, key, "'\(key)' goes with 'monthly', this risk has a 'chance'",
          consequence: "a risk that is settled once does not switch")
      }
      let each = fields["each"].flatMap { word($0, DrawFrequency.self) } ?? .trial
      let chance = quantity(fields["chance"], .chance) ?? Quantity.Role.chance.harmless
      return .chance(chance, each: each)
    }
    refuse(
      fields, "each", "'each' goes with 'chance', this risk is 'monthly'",
      consequence: "a month's weather is the same for all")
    let starts = quantity(fields["monthly"], .monthlyChance) ?? Quantity.Role.monthlyChance.harmless
    guard fields.names("ends") else {
      refuse(
        fields, "acting", "'acting' goes with 'ends'",
        consequence: "without it the risk lasts for a length and has no state")
      return .monthly(starts)
    }
    let ends = quantity(fields["ends"], .monthlyChance) ?? Quantity.Role.monthlyChance.harmless
    return .regime(starts: starts, ends: ends, acting: boolean(fields["acting"]) ?? false)
  }

  /// Refuses a key that contradicts others.
  mutating func refuse(
    _ fields: Fields, _ key: String, _ problem: Message, consequence: Message,
    remedy: Message? = nil
  ) {
    guard let item = fields[key] else { return }
    fault(
      .misplaced, at: item.keyPosition, item.path, problem, consequence: consequence,
      remedy: remedy ?? "delete '\(key)'")
  }

  private mutating func given(_ item: Item?) -> Risk.Condition? {
    guard let item else { return nil }
    let conditions = entries(item, of: "chances")
    guard conditions.count == 1, let condition = conditions.first else {
      if item.node.isMapping {
        fault(
          .wrongCount, item, "'given' names \(conditions.count) risks, it must name one",
          consequence: "it is not clear which chance holds",
          remedy: "write 'given: {other-risk: 0.9}'")
      }
      return nil
    }
    let chance = quantity(at: condition.item, .chance)
    guard let value = chance.constant else {
      fault(
        .wrongKind, condition.item,
        "the chance under 'given' is a distribution, it must be a number",
        consequence: "it cannot be drawn", remedy: "write one number from 0 to 1")
      return nil
    }
    return part(condition.item) { () throws(Fault) in
      try Risk.Condition(risk: condition.id, chance: value)
    }
  }
}
