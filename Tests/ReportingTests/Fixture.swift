import Reporting

@testable import Buildout

/// A forecast and a trace made by hand, with one of everything a report can hold.
enum Fixture {
  static let sha256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
  static let provenance = Provenance(
    sha256: sha256, engineVersion: "0.1.0",
    inputs: .init(documents: 12, referenceClasses: 3, assumptions: 40))
  static let trials = 10_000

  static func month(_ text: String) -> Month {
    guard let month = Month(text) else { preconditionFailure("not a month: \(text)") }
    return month
  }

  static func completed(_ programme: String) -> Measure {
    .reading(programme: programme, step: nil, .completed, asNumber: false)
  }

  static func target(
    _ id: String, _ en: String?, _ zh: String?, sector: String?, measure: Measure = completed("x"),
    _ value: Double, _ comparator: Target.Comparator = .atLeast, due: String = "2021-12",
    firmness: Target.Firmness = .firm, unit: Text? = nil
  ) -> Target {
    Target(
      id: id, title: Text(en: en, zh: zh), sector: sector, measure: measure,
      comparator: comparator, value: value, due: month(due), firmness: firmness, unit: unit)
  }

  static func scenario(
    title: Text = Text(en: "New area 2021", zh: "新区2021年工作计划"), sectors: [Sector],
    targets: [Target], groups: [TargetGroup] = [], programmes: [Programme] = [],
    pools: [Pool] = [], risks: [Risk] = []
  ) throws -> Scenario {
    Scenario(
      id: "new-area", title: title,
      calendar: try Calendar(start: month("2021-01"), months: 12), sectors: sectors, pools: pools,
      risks: risks, programmes: programmes, targets: targets, groups: groups)
  }

  static func answer(
    _ target: Target, met: Int, unit: Text, mean: MeanEstimate?, p10: QuantileEstimate,
    p50: QuantileEstimate, p90: QuantileEstimate, shortfall: MeanEstimate?, hasSchedule: Bool = true
  ) -> TargetForecast {
    let due = target.due.index - month("2021-01").index + 1
    let monthly = (1...12).map { number in
      let part = Double(number) / 12
      return MonthForecast(
        month: month("2021-01").advanced(by: number - 1), p10: p10.value * part,
        p50: p50.value * part, p90: p90.value * part,
        met: Proportion(count: number < due ? 0 : met, trials: trials),
        behindSchedule: hasSchedule
          ? Proportion(count: (trials - met) * 3 / 4, trials: trials) : nil)
    }
    var reached = Array(repeating: 0, count: 12)
    reached[due - 1] = met
    return TargetForecast(
      target: target, sector: target.sector, programme: target.id,
      measure: "\(target.id).completed",
      unit: unit, dueNumber: due, met: Proportion(count: met, trials: trials), mean: mean, p10: p10,
      p50: p50, p90: p90, meanShortfall: shortfall, firstReached: reached, monthly: monthly)
  }

  static func quantile(_ value: Double, _ halfWidth: Double = 0) -> QuantileEstimate {
    QuantileEstimate(value: value, low: value - halfWidth, high: value + halfWidth)
  }

  static func mean(_ value: Double, _ error: Double) -> MeanEstimate {
    MeanEstimate(value: value, standardError: error)
  }

  static let targets = [
    target(
      "5g-base-stations", "5G base stations brought into service", "新建5G基站", sector: "digital", 3200
    ),
    target("charging-piles", "Charging piles", nil, sector: "digital", 1_500, .above),
    target("road-km", "Roads opened", "新开通道路里程", sector: "roads", 72),
    target(
      "north-bridge", "North bridge opens", "北大桥建成通车", sector: "roads", 1, .by, due: "2021-09"),
    target("last-handover", "Last handover", "最后一批移交时间", sector: "roads", 11.5, .atMost),
    target(
      "school-places", "School places ready for the September term", "9月秋季学期前新增学位",
      sector: "schools",
      10_000, due: "2021-09"),
    target("classrooms", "Smart classrooms", "智慧教室", sector: "schools", 40, firmness: .soft),
    target("trees", "Trees", "植树", sector: nil, 1_000_000),
  ]

  static func forecast() throws -> Forecast {
    let answers = [
      answer(
        targets[0], met: 6_512, unit: "station", mean: mean(3241.7, 2.4), p10: quantile(2987.3, 7),
        p50: quantile(3252.1, 6), p90: quantile(3481, 9), shortfall: mean(43.71, 0.9)),
      answer(
        targets[1], met: 8_123, unit: "pile", mean: mean(1702.4, 2.1), p10: quantile(1430, 8),
        p50: quantile(1699, 6), p90: quantile(1975, 8), shortfall: mean(12.2, 0.5)),
      answer(
        targets[2], met: 412, unit: "km", mean: mean(58.11, 0.06), p10: quantile(49.92, 0.2),
        p50: quantile(58.31, 0.16), p90: quantile(67.4, 0.21), shortfall: mean(13.95, 0.06)),
      answer(
        targets[3], met: 10_000, unit: "bridge", mean: mean(1, 0), p10: quantile(1),
        p50: quantile(1), p90: quantile(1), shortfall: mean(0, 0), hasSchedule: false),
      answer(
        targets[4], met: 5_120, unit: "month", mean: nil, p10: quantile(9.2, 0.03),
        p50: quantile(11.4, 0.04),
        p90: QuantileEstimate(value: .infinity, low: 12, high: .infinity), shortfall: nil,
        hasSchedule: false),
      answer(
        targets[5], met: 2, unit: "place", mean: mean(4_812, 20), p10: quantile(3_000),
        p50: quantile(4_800, 60), p90: quantile(7_200), shortfall: mean(5_190, 20)),
      answer(
        targets[6], met: 9_997, unit: "room", mean: mean(52, 0.05), p10: quantile(46),
        p50: quantile(52), p90: quantile(58), shortfall: mean(0.004, 0.003)),
      answer(
        targets[7], met: 7_995, unit: "", mean: mean(1_104_311, 1_210),
        p10: quantile(931_400, 2_900), p50: quantile(1_101_222, 2_500),
        p90: quantile(1_284_020, 3_700), shortfall: mean(9_433, 240)),
    ]
    func joint(_ scope: JointForecast.Scope, _ places: [Int], _ count: Int, atLeast: Int? = nil)
      -> JointForecast
    {
      JointForecast(
        scope: scope, targets: places.map { targets[$0].id }, atLeast: atLeast ?? places.count,
        met: Proportion(count: count, trials: trials))
    }
    return Forecast(
      scenario: try scenario(
        sectors: [
          Sector(id: "roads", title: Text(en: "Roads and transport", zh: "道路交通")),
          Sector(id: "schools", title: Text(en: "Schools", zh: "学校")),
          Sector(id: "digital", title: Text(en: "New infrastructure", zh: "新型基础设施")),
        ], targets: targets,
        groups: [
          TargetGroup(
            id: "people", title: Text(en: "What residents notice first", zh: "群众最关心的指标"),
            targets: ["road-km", "school-places", "trees"], atLeast: 2)
        ]), seed: 7, trials: trials, option: nil, targets: answers,
      joint: [
        joint(.all, [0, 1, 2, 3, 4, 5, 7], 0), joint(.sector("roads"), [2, 3, 4], 301),
        joint(.sector("schools"), [5], 2), joint(.sector("digital"), [0, 1], 5_731),
        joint(.group("people"), [2, 5, 7], 340, atLeast: 2),
      ], targetsMet: TargetsMet(of: 7, counts: [0, 140, 900, 2_350, 3_560, 2_720, 330, 0]))
  }

  static func trace() throws -> Trace {
    let scenario = try scenario(
      sectors: [], targets: [target("road-km", "Roads opened", "新开通道路里程", sector: nil, 3)],
      programmes: [
        Programme(id: "roads", title: Text(en: "Roads", zh: "道路"), unit: "km", steps: []),
        Programme(id: "idle", title: Text(en: "Idle"), unit: "", steps: []),
      ], pools: [Pool(id: "crews", title: Text(en: "Crews", zh: "施工队"), capacity: [])],
      risks: [])
    let months = (1...12).map { number -> Trace.MonthTrace in
      let done = Double(number) / 3.5
      return Trace.MonthTrace(
        month: month("2021-01").advanced(by: number - 1),
        acting: number == 2 ? ["haze", "land"] : [],
        factors: [
          Trace.Named(id: "productivity", value: 0.98), Trace.Named(id: "mood", value: done),
        ],
        pools: [
          Trace.PoolTrace(pool: "crews", capacity: 12, asked: Double(number), granted: 8 / 3)
        ],
        programmes: [
          Trace.ProgrammeTrace(
            programme: "roads", started: 2, completed: 1 / 3.5, cancelled: 0, backlog: 5,
            inProgress: 6, spent: 1234.5678, level: nil),
          Trace.ProgrammeTrace(
            programme: "idle", started: 0, completed: 0, cancelled: 0, backlog: 0, inProgress: 0,
            spent: 0, level: nil),
        ], targets: [Trace.TargetTrace(target: "road-km", value: done, met: done >= 3)])
    }
    return Trace(
      scenario: scenario, seed: 7, trial: 412, option: nil,
      factors: [Trace.Named(id: "productivity", value: 0.98)], months: months, overflow: nil)
  }

  /// Drivers of two targets and of the number met: one of each kind, of each verdict.
  static func drivers() throws -> Drivers {
    let targets = [
      target("road-km", "Roads opened", "新开通道路里程", sector: "roads", 3),
      target("greenway", "Greenways", "绿道", sector: "roads", 200),
    ]
    var scenario = try scenario(
      sectors: [Sector(id: "roads", title: Text(en: "Roads", zh: "道路"))], targets: targets,
      programmes: [
        Programme(id: "roads", title: Text(en: "Road works", zh: "道路建设"), unit: "km", steps: [])
      ],
      pools: [
        Pool(id: "crews", title: Text(en: "Crews", zh: "施工队"), capacity: []),
        Pool(
          id: "budget", title: Text(en: "Budget", zh: "预算"), capacity: [],
          split: [Pool.SplitShare(programme: "roads", weight: 1)]),
      ],
      risks: [
        Risk(
          id: "haze", title: Text(en: "Haze, stop-work", zh: "雾霾停工"),
          occurrence: .monthly(Quantity(try .constant(0.2), each: .trial)), on: ["roads"]),
        Risk(
          id: "flood", occurrence: .monthly(Quantity(try .constant(0.01), each: .trial)),
          on: ["roads"]),
      ])
    scenario.factors = [
      Factor(
        id: "skill", title: Text(en: "Skill", zh: "施工效率"),
        value: Quantity(try .constant(1), each: .trial))
    ]
    func figure(_ value: Double, _ reach: Double) -> Estimate {
      Estimate(value: value, interval: value - reach...value + reach)
    }
    func risk(_ id: String, _ low: Estimate, _ high: Estimate, _ off: Double, _ reach: Double)
      -> DriverEffect
    {
      let difference = high.value - low.value
      return DriverEffect(
        driver: .risk(id),
        span: .init(low: low, high: high, difference: figure(difference, reach)),
        switchedOff: figure(off, reach), certain: figure(difference + off, reach), correlation: nil)
    }
    func sampled(_ driver: Driver, _ low: Estimate, _ high: Estimate, _ reach: Double)
      -> DriverEffect
    {
      DriverEffect(
        driver: driver,
        span: .init(
          low: low, high: high, difference: figure(high.value - low.value, reach)),
        switchedOff: nil, certain: nil, correlation: figure(0.4251, 0.013))
    }
    let budget = Driver.pool("budget", programme: "roads")
    let still = DriverEffect(
      driver: .pool("crews", programme: nil), span: nil, switchedOff: nil, certain: nil,
      correlation: nil)
    return Drivers(
      scenario: scenario, seed: 7, trials: 20_000, sampledTrials: 16_384,
      targetsMet: Tornado(
        subject: .targetsMet, asItStands: figure(1.153, 0.011),
        confidence: Confidence(statements: 4),
        effects: [
          sampled(.factor("skill"), figure(0.71, 0.03), figure(1.68, 0.03), 0.05),
          risk("haze", figure(1.301, 0.01), figure(0.602, 0.01), 0.148, 0.011),
          risk("flood", figure(1.153, 0.011), figure(1.153, 0.011), 0, 0),
          sampled(budget, figure(1.15, 0.03), figure(1.16, 0.03), 0.05), still,
        ]),
      targets: [
        Tornado(
          subject: .target("road-km"), asItStands: figure(0.6512, 0.0066),
          confidence: Confidence(statements: 3),
          effects: [
            sampled(.factor("skill"), figure(0.31, 0.016), figure(0.94, 0.0081), 0.02),
            risk("haze", figure(0.7201, 0.0062), figure(0.402, 0.0068), 0.069, 0.0075), still,
          ]),
        Tornado(
          subject: .target("greenway"), asItStands: figure(0.5018, 0.0069),
          confidence: Confidence(statements: 1), effects: [still]),
      ])
  }

  /// Inputs of every basis, of programmes and shared; some move the forecast.
  static func register(simulated: Bool = true) throws -> AssumptionRegister {
    func entry(
      _ name: String, _ value: String, _ basis: RegisterEntry.Basis?, _ note: Text? = nil,
      _ source: Text? = nil, programme: String? = nil, line: Int
    ) -> RegisterEntry {
      RegisterEntry(
        name: name, value: value, basis: basis, note: note, source: source, programme: programme,
        line: line)
    }
    let entries = [
      entry("pools.crews.capacity", "12", .document, "payroll", line: 9),
      entry(
        "risks.haze.monthly", ".2", .referenceClass, "ten winters", "stations, 2011-2020", line: 14),
      entry(
        "risks.haze.lasts", "uniform: [1, 2]", .referenceClass, "ten winters",
        "stations, 2011-2020", line: 14),
      entry(
        "programmes.roads.steps.build.takes", "pert: [4, 6, 11]", .assumption,
        Text(en: "=1+1", zh: "估计"),
        programme: "roads", line: 23),
      entry(
        "programmes.roads.steps.build.uses.crews", "1", .assumption, Text(en: "=1+1", zh: "估计"),
        programme: "roads", line: 24),
      entry("programmes.idle.steps.wait.takes", "0", nil, programme: "idle", line: 31),
    ]
    let scenario = try scenario(
      sectors: [], targets: [target("road-km", "Roads opened", "新开通道路里程", sector: nil, 3)],
      programmes: [
        Programme(id: "roads", title: Text(en: "Roads", zh: "道路"), unit: "km", steps: []),
        Programme(id: "idle", title: Text(en: "Idle"), unit: "", steps: []),
      ])
    let gains: [MeanEstimate?] = [
      nil, mean(-0.1234, 0.01), mean(-0.002, 0.003), mean(-0.351, 0.021), mean(0, 0), nil,
    ]
    return AssumptionRegister(
      scenario: scenario, entries: entries,
      moves: simulated ? .init(seed: 7, trials: 1_000, factor: 1.1, gains: gains) : nil)
  }
}
