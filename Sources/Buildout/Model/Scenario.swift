/// A city's plan as the simulator sees it: what is to be built, with what, under what uncertainty,
/// and what counts as success.
///
/// A scenario is a plain value. Each part is checked when it is built; that the parts fit together
/// is checked when a ``Plan`` is compiled from them. Order matters only where the model says so
/// (the steps of a programme, whole units of an indivisible pool) and for how results are listed.
public struct Scenario: Hashable, Sendable {
  /// What results are filed under.
  public var id: String
  /// What reports are headed by; empty shows the id.
  public var title: Text
  /// The months that are simulated.
  public var calendar: Calendar
  /// What costs and spending are counted in; empty when the scenario does not say.
  public var money: Text
  /// The parts of the plan, in the order of reports; empty where none is declared.
  public var sectors: [Sector]
  /// The seasons that steps and pools name.
  public var seasons: [Season]
  /// What is shared: crews, machines, money, land.
  public var pools: [Pool]
  /// Uncertainties that several steps share.
  public var factors: [Factor]
  /// How factors drawn once a trial rise and fall together; no factor stands in two.
  public var correlations: [Correlation]
  /// What may happen.
  public var risks: [Risk]
  /// What is built or provided.
  public var programmes: [Programme]
  /// What is promised, in the order of reports.
  public var targets: [Target]
  /// Targets whose joint probability is asked for by name.
  public var groups: [TargetGroup]
  /// What the plan becomes in later months, in their order; see ``Phase``.
  public var later: [Phase] = []

  /// A scenario. Whether its parts fit together is asked by ``faults()``, which a ``Plan`` does.
  public init(
    id: String, title: Text = Text(), calendar: Calendar, money: Text = Text(),
    sectors: [Sector] = [], seasons: [Season] = [], pools: [Pool] = [], factors: [Factor] = [],
    correlations: [Correlation] = [], risks: [Risk] = [], programmes: [Programme] = [],
    targets: [Target] = [], groups: [TargetGroup] = []
  ) {
    self.id = id
    self.title = title
    self.calendar = calendar
    self.money = money
    self.sectors = sectors
    self.seasons = seasons
    self.pools = pools
    self.factors = factors
    self.correlations = correlations
    self.risks = risks
    self.programmes = programmes
    self.targets = targets
    self.groups = groups
  }
}

/// A language in which something is said.
public enum Language: String, Hashable, Sendable, CaseIterable {
  /// English.
  case en
  /// Chinese.
  case zh

  /// A text in the language, else in the other one; may be empty.
  public func callAsFunction(_ text: Text) -> String {
    let texts = self == .zh ? [text.zh, text.en] : [text.en, text.zh]
    for case .some(let text) in texts where !text.isEmpty { return text }
    return ""
  }
}

/// A title or a unit in English and Chinese, side by side; a literal is English.
public struct Text: Hashable, Sendable, ExpressibleByStringLiteral {
  /// In English; nil shows the Chinese.
  public var en: String?
  /// In Chinese; nil shows the English.
  public var zh: String?

  /// A text in one language, in both, or in none.
  public init(en: String? = nil, zh: String? = nil) {
    self.en = en
    self.zh = zh
  }

  /// A text in English.
  public init(stringLiteral value: String) { self.init(en: value) }
}

/// A part of the plan under which targets are reported, such as schools.
public struct Sector: Hashable, Sendable {
  /// By which programmes, targets and risks refer to it.
  public var id: String
  /// What reports call it; empty shows the id.
  public var title: Text

  /// A part of the plan.
  public init(id: String, title: Text = Text()) {
    self.id = id
    self.title = title
  }
}

/// How the months of the year differ: a weight per calendar month, January first, by which a
/// step's speed is multiplied. Weights that sum to 12 move work within the year and leave its total.
public struct Season: Hashable, Sendable {
  /// By which steps and pools refer to it.
  public let id: String
  /// Twelve weights, each at least 0 and finite.
  public let weights: [Double]

  /// - Throws: A ``Fault``, its path beginning in the season.
  public init(id: String, weights: [Double]) throws(Fault) {
    guard weights.count == 12 else {
      throw Fault(
        .wrongCount, [], "the season has \(weights.count) weights, it must have 12",
        consequence: "some months would have no weight",
        remedy: "give one weight per calendar month, January first")
    }
    for (index, weight) in weights.enumerated() where !(weight >= 0 && weight <= 1000) {
      throw Fault(
        .outOfRange, [String(index)], "the weight is \(weight), it must be from 0 to 1000",
        consequence: "a step's speed cannot be multiplied by it",
        remedy: "give a weight of at least 0; 1 is an ordinary month")
    }
    self.id = id
    self.weights = weights
  }
}

/// A shared uncertainty that multiplies the speed of the steps that load it, such as productivity.
public struct Factor: Hashable, Sendable {
  /// By which steps and correlations refer to it.
  public let id: String
  /// What tables call it; empty shows the id.
  public var title: Text
  /// The factor's distribution, drawn once per trial or once per month.
  public internal(set) var value: Quantity

  /// - Throws: A ``Fault`` when it is drawn for each unit.
  public init(id: String, title: Text = Text(), value: Quantity) throws(Fault) {
    try Quantity.Role.factor.check(value, "value")
    self.id = id
    self.title = title
    self.value = value
  }
}

extension Factor {
  /// The same factor drawn once a trial where this one is drawn each month, and the other way round.
  func turned() -> Factor {
    var factor = self
    factor.value = Quantity(value.distribution, each: value.each == .month ? .trial : .month)
    return factor
  }
}
