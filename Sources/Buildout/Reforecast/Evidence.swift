import Sampling

/// What actuals say, put so that it can be learned from: readings, and what reaches them of all that a trial
/// draws once.
struct Evidence: Sendable {
  /// An uncertain number that a trial draws once, or a shared one of a month until the as-of month. Its score
  /// is the standard normal number that stands where it stands in its distribution.
  struct Number: Sendable {
    let tag: UInt64
    /// 0 for what is drawn once.
    let month: Int
    let distribution: Distribution
    /// What reports call it; nil for a month of what is drawn monthly.
    let name: Reforecast.Learned.Number?
    /// The programme it belongs to; nil for what is shared.
    let owner: String?
    /// The correlation it stands in, and its row there.
    var copula: (matrix: Int, row: Int)?
    /// No less is possible, given the actuals.
    var least = -Double.infinity

    /// The score of the least that is possible.
    var leastScore: Double {
      least > -.infinity
        ? Elementary.normalQuantile(min(1 - 1e-12, distribution.cdf(least.nextDown))) : -.infinity
    }

    var isDiscrete: Bool {
      distribution.isCount || distribution.name == "table" || distribution.name == "resample"
    }
  }

  /// What is taken as a whole from another trial: risks that hang together, a number of a list, a split.
  enum Entity: Sendable {
    case risks([Int])
    case number(Number)
    case split(Int)
  }

  /// A regressor that an entity gives.
  struct Column: Sendable {
    enum Kind: Sendable {
      case risk(Int)
      case number
      case share(Int)
    }

    let entity: Int
    let kind: Kind
  }

  /// Months over which what a risk does is averaged, with the weights of a season.
  struct Span: Hashable, Sendable {
    let from, to: Int
    let season: String?
  }

  /// A measure at a month's end, or how much it has grown since it was known before.
  struct Reading: Sendable {
    /// Of the actuals, whose reading it is.
    let actual: Int
    let series: Int
    let month: Int
    /// The month since which it has grown; 0 for what is read as it stands.
    let since: Int
    let value: Double
    /// What turns the measure into units: 1 over the size of one.
    let scale: Double
    /// How many units there are, where it is a number out of them, and how many were counted before.
    var units: Double?
    /// The entity whose number of units it is out of, where that is not certain.
    var unitsOf: Int?
    var countedBefore = 0.0
    let programmes: [String]
    /// Scores that reach it, and the one that its programme has for itself.
    var numbers: [Int] = []
    var own: Int?
    /// Columns that reach it, over which span.
    var columns: [Int] = []
    var span = 0
    /// The reading of the same programme before it.
    var follows: Int?
  }

  let actuals: Actuals
  var asOf: Int { actuals.asOf }
  private let asked: Int?
  /// The programmes that are read and those tied to them, with a target for each measure that is read.
  let scenario: Scenario
  let plan: Plan
  /// The measures that are read, in the order of the plan's targets.
  let measures: [Measure]
  /// Programmes whose past is taken as a whole from another trial, with what they draw once.
  let wholes: Set<String>
  /// Programmes that take their past together, as one waits for another.
  let ties: [[String]]
  private(set) var numbers: [Number] = []
  /// What those draw once, by programme.
  private(set) var carried: [(programme: String, number: Number)] = []
  private(set) var entities: [Entity] = []
  private(set) var columns: [Column] = []
  private(set) var spans: [Span] = []
  private(set) var readings: [Reading] = []
  /// What shares of a known whole say of the flows above their lines, by the index of the actual.
  private(set) var partsOfKnownWholes: [Int: Programme.Known] = [:]

  /// Readings beyond these are taken together, some months of a measure at a time.
  private static let readingLimit = 600

  /// - Parameter pilotTrials: How many trials a pilot has; nil is as many as fit the number of readings.
  init(_ base: Scenario, _ actuals: Actuals, pilotTrials: Int? = nil) {
    asked = pilotTrials
    self.actuals = actuals
    measures = Set(actuals.readings.map(\.measure)).sorted { $0.description < $1.description }
    let last = base.calendar.month(max(1, actuals.asOf))
    let targets = measures.enumerated().map { Self.target($0, $1, due: last) }
    let read = targets.flatMap { base.programmes(readBy: $0) }
    scenario = base.part(with: targets, programmes: ProgrammeLinks(base).group(of: read))
    plan = Plan(part: scenario, coupled: true)
    let part = scenario
    wholes = Set(
      part.programmes.filter { AgreementPlan.isWhole($0, part, actuals) }.map(\.id))
    ties = AgreementPlan.ties(part, actuals, wholes: wholes)
    let ways = EvidenceReach(
      scenario, plan, asOf: actuals.asOf, last: Self.lastValues(actuals))
    addReadings(ways)
    keepReached(ways)
    partsOfKnownWholes = findPartsOfKnownWholes()
    carried = scenario.programmes.filter { isCarried($0.id) }.flatMap { programme in
      ways.reach(of: [programme.id]).own.map { (programme.id, ways.number($0)) }
    }
  }

  /// Whether what a programme draws once comes with its past from another trial.
  private func isCarried(_ programme: String) -> Bool {
    wholes.contains(programme) || ties.contains { $0.contains(programme) }
  }

  /// Readings of some programmes, each by itself.
  func readings(of programmes: [String]) -> [Int] {
    readings.indices.filter { index in
      guard case .leaf = measures[readings[index].series] else { return false }
      let read = readings[index].programmes
      return !read.isEmpty && read.allSatisfy(programmes.contains)
    }
  }

  /// A target whose measure is to be read.
  static func target(_ index: Int, _ measure: Measure, due: Month) -> Target {
    do {
      return try Target(
        id: "actual-\(index)", measure: measure, comparator: .atLeast, value: 0, due: due)
    } catch { preconditionFailure("an actual's measure is one of the scenario: \(error)") }
  }

  /// How many trials a pilot has: enough for fits whose own error is some .005 in a probability, more where that
  /// costs little.
  var pilotTrials: Int {
    if let asked { return asked }
    return switch readings.count {
    case ...4: 32_768
    case ...16: 16_384
    case ...64: 8192
    default: 4096
    }
  }

  /// How many of them are fitted. Where there are many readings their fits' own errors even out.
  var fitTrials: Int { readings.count > 200 ? min(2048, pilotTrials) : pilotTrials }

  private static func lastValues(_ actuals: Actuals) -> [Measure: Double] {
    var values: [Measure: (month: Int, value: Double)] = [:]
    for reading in actuals.readings where reading.month >= values[reading.measure]?.month ?? 0 {
      values[reading.measure] = (reading.month, reading.value)
    }
    return values.mapValues(\.value)
  }

  // MARK: Readings

  private mutating func addReadings(_ ways: EvidenceReach) {
    let most = max(1, Self.readingLimit / max(1, measures.count))
    for (series, measure) in measures.enumerated() {
      let programmes = scenario.programmes(readBy: scenario.targets[series])
      let reach = ways.reach(of: programmes)
      let known = actuals.readings.indices.filter { actuals.readings[$0].measure == measure }
        .sorted { actuals.readings[$0].month < actuals.readings[$1].month }
      let isGrowing = measure.accumulates || measure.isLevel
      // Of flows whose months are alike all that was learned is in the last. When units were done says more, unless
      // they feel one another: then months hang together by what nobody reads.
      let isUnitsAsWhole = programmes.contains { wholes.contains($0) && !ways.isFlow($0) }
      let hasMonths =
        !isUnitsAsWhole
        && (!reach.risks.isEmpty || reach.hasMonths || !isGrowing
          || !programmes.allSatisfy(ways.isFreeFlow))
      let chosen = Self.spread(known, over: hasMonths ? most : 1)
      let units = ways.units(of: measure)
      var before: Int?
      for actual in chosen {
        let record = actuals.readings[actual]
        let start = before.map { actuals.readings[$0] }
        let counted = units == nil ? 0 : (start?.value ?? 0)
        let span = Span(
          // What units have done depends on all of their months.
          from: units == nil && isGrowing ? (start?.month ?? 0) + 1 : 1, to: record.month,
          season: ways.season(of: programmes))
        let index = spans.firstIndex(of: span) ?? spans.count
        if index == spans.count { spans.append(span) }
        let scale = units?.scale ?? 1
        readings.append(
          Reading(
            actual: actual, series: series, month: record.month,
            since: isGrowing ? (start?.month ?? 0) : 0,
            value: (record.value - (isGrowing ? (start?.value ?? 0) : 0)) * scale, scale: scale,
            units: units?.count, countedBefore: counted * scale, programmes: programmes,
            span: index))
        before = actual
      }
    }
    readings.sort { ($0.month, $0.series) < ($1.month, $1.series) }
    for index in readings.indices {
      readings[index].follows = readings[..<index].lastIndex { earlier in
        earlier.programmes == readings[index].programmes
          && !(readings[index].programmes.allSatisfy(ways.isFreeFlow))
      }
    }
  }

  /// At most so many of some months, the last among them.
  private static func spread(_ known: [Int], over most: Int) -> [Int] {
    if known.count <= most { return known }
    return (1...most).map { known[$0 * known.count / most - 1] }
  }

  // MARK: What reaches them

  private mutating func keepReached(_ ways: EvidenceReach) {
    var kept = Kept(ways: ways)
    for i in readings.indices {
      let reach = ways.reach(of: readings[i].programmes)
      keepShared(reach, i, &kept)
      keepOwn(reach, i, &kept)
      for risks in reach.risks {
        readings[i].columns += kept.columns(of: Kept.key(ofRisks: risks)).filter { column in
          guard case .risk(let risk) = kept.columns[column].kind else { return false }
          return reach.acting.contains(risk)
        }
      }
      for split in reach.splits {
        readings[i].columns += kept.columns(
          of: EvidenceReach.Key(tag: UInt64(split), month: -2))
      }
    }
    // What is known of a risk holds whatever else is.
    for risks in ways.riskGroups(of: actuals.sightings.map(\.risk)) {
      _ = kept.columns(of: Kept.key(ofRisks: risks))
    }
    (numbers, entities, columns) = (kept.numbers, kept.entities, kept.columns)
    // What one reading takes as its own another may not share.
    let shared = Set(readings.flatMap(\.numbers))
    for i in readings.indices {
      if let own = readings[i].own, shared.contains(own) {
        readings[i].numbers.append(own)
        readings[i].own = nil
      }
    }
  }

  /// What reaches other programmes as well.
  private mutating func keepShared(_ reach: EvidenceReach.Reached, _ i: Int, _ kept: inout Kept) {
    let (ways, span) = (kept.ways, spans[readings[i].span])
    for key in reach.shared {
      for mate in ways.withMates(key) where mate.month <= span.to {
        let number = ways.number(mate)
        if number.isDiscrete && mate == key && number.copula == nil {
          readings[i].columns += kept.columns(of: mate)
          continue
        }
        let index = kept.score(of: mate)
        if mate == key && (key.month == 0 || key.month >= span.from) {
          readings[i].numbers.append(index)
        }
      }
    }
  }

  /// What its programmes draw once for themselves, but for what comes with their past.
  private mutating func keepOwn(_ reach: EvidenceReach.Reached, _ i: Int, _ kept: inout Kept) {
    let ways = kept.ways
    let isAlone = readings[i].programmes.count == 1
    let first = reach.own.first { !ways.number($0).isDiscrete }
    for key in reach.own where ways.number(key).owner.map({ !isCarried($0) }) ?? true {
      guard ways.number(key).isDiscrete else {
        let index = kept.score(of: key)
        if isAlone, key == first {
          readings[i].own = index
        } else {
          readings[i].numbers.append(index)
        }
        continue
      }
      let all = kept.columns(of: key)
      if ways.isNumberOfUnits(key), readings[i].units == nil,
        ways.countsUnits(measures[readings[i].series])
      {
        readings[i].unitsOf = kept.columns[all[0]].entity
      } else {
        readings[i].columns += all
      }
    }
  }

  /// Numbers and entities that have been found to reach a reading, each once.
  private struct Kept {
    let ways: EvidenceReach
    private(set) var numbers: [Number] = []
    private(set) var entities: [Entity] = []
    private(set) var columns: [Column] = []
    private var scores: [EvidenceReach.Key: Int] = [:]
    private var entityOf: [EvidenceReach.Key: Int] = [:]

    init(ways: EvidenceReach) { self.ways = ways }

    static func key(ofRisks risks: [Int]) -> EvidenceReach.Key {
      EvidenceReach.Key(tag: UInt64(risks.first ?? 0), month: -1)
    }

    mutating func score(of key: EvidenceReach.Key) -> Int {
      if let known = scores[key] { return known }
      numbers.append(ways.number(key))
      scores[key] = numbers.count - 1
      return numbers.count - 1
    }

    mutating func columns(of key: EvidenceReach.Key) -> [Int] {
      let entity = entityOf[key] ?? entities.count
      if entityOf[key] == nil {
        entityOf[key] = entity
        entities.append(ways.entity(key))
        columns += ways.columns(key).map { Column(entity: entity, kind: $0) }
      }
      return columns.indices.filter { columns[$0].entity == entity }
    }
  }
}

extension Measure {
  /// Whether it is the index of a level.
  var isLevel: Bool {
    if case .leaf(.reading(_, _, .level, _)) = self { true } else { false }
  }
}
