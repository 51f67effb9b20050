import Buildout

/// How comparable things went elsewhere: what a draft leans its guesses on.
///
/// The figures are those of <doc:Calibration>.
struct ReferenceClass: Hashable {
  let id: String
  /// What was observed, and where.
  let title: Text
  /// What is put on a planned length, or on a promised quantity, in the middle.
  let factor: Double
  /// The spread of the logarithm of a length that is a project's own; of the lines of a plan over a year.
  let sigma: Double
  /// The share of those observed of which it is known that they kept to the plan, in words.
  let record: Text
  /// Words of a title that call for it.
  fileprivate let words: [String]

  private init(
    _ id: String, _ title: Text, factor: Double, sigma: Double, record: Text, words: [String]
  ) {
    self.id = id
    self.title = title
    self.factor = factor
    self.sigma = sigma
    self.record = record
    self.words = words
  }

  // MARK: Lengths of works

  private static func understated(_ count: Int) -> Text {
    Text(
      en: "\(count) projects, mostly forecasts of unfinished ones, which understates",
      zh: "\(count) 个项目，多为未完工时的预计，偏乐观")
  }

  /// Works whose title says what they are, the surest first; the last is for all others.
  static let works = [
    ReferenceClass(
      "nyc-wastewater", Text(en: "wastewater works, New York City", zh: "纽约市污水设施"), factor: 1.21,
      sigma: 0.15, record: understated(23), words: ["污水", "水厂", "再生水", "wastewater", "water plant"]),
    ReferenceClass(
      "nyc-sewers", Text(en: "sewers, New York City", zh: "纽约市排水管道"), factor: 1.09, sigma: 0.22,
      record: understated(29), words: ["排水", "雨水", "内涝", "积水", "管网", "sewer", "drain"]),
    ReferenceClass(
      "nyc-water-mains", Text(en: "water mains, New York City", zh: "纽约市供水管道"), factor: 1.14,
      sigma: 0.14, record: understated(25),
      words: ["供水", "饮水", "水源", "水库", "water main", "water supply"]),
    ReferenceClass(
      "nyc-streets", Text(en: "streets, New York City", zh: "纽约市道路"), factor: 1.11, sigma: 0.30,
      record: understated(24),
      words: [
        "道路", "公路", "街", "路", "桥", "护栏", "架空线", "road", "street", "bridge", "lane", "highway",
      ]),
    ReferenceClass(
      "nyc-capital-over-25m",
      Text(en: "capital projects above 25 million dollars, New York City", zh: "纽约市 2500 万美元以上项目"),
      factor: 1.11, sigma: 0.24, record: understated(173),
      words: [
        "医院", "枢纽", "机场", "地铁", "轨道", "立交", "体育场", "会展", "产业园", "hospital", "metro", "airport",
        "stadium", "interchange", "station", "plant",
      ]),
    ReferenceClass(
      "uk-equipment-it",
      Text(en: "equipment and IT, United Kingdom guidance", zh: "英国设备与信息化项目指引"), factor: 1.3,
      sigma: 0.30, record: Text(en: "10 to 54 % longer than planned", zh: "比计划长 10%–54%"),
      words: [
        "系统", "平台", "设备", "电梯", "信息化", "智慧", "充电", "基站", "数据", "platform", "system", "equipment",
        "lift", "elevator", "database", "charging",
      ]),
    ReferenceClass(
      "nyc-school-construction",
      Text(en: "school construction, New York City", zh: "纽约市学校建设"), factor: 1.14, sigma: 0.38,
      record: Text(
        en: "106 projects; 26 % kept to the plan, half took up to 1.28 times as long",
        zh: "106 个项目；26% 按计划完工，半数用时不超过计划的 1.28 倍"),
      words: []),
  ]

  /// Approvals, design, land: what must be settled before anything begins, and what is written, not built.
  static let preparation = ReferenceClass(
    "nyc-school-design", Text(en: "school design and approval, New York City", zh: "纽约市学校设计与审批"),
    factor: 1, sigma: 0.50,
    record: Text(
      en: "1,500 projects; 51 % kept to the plan, four in five took up to 1.71 times as long",
      zh: "1500 个项目；51% 按计划完成，八成用时不超过计划的 1.71 倍"),
    words: [])

  static func works(_ title: Text) -> ReferenceClass {
    let text = [title.zh, title.en].compactMap { $0 }.joined(separator: " ")
    return works.first { PromiseWords.says($0.words, text) } ?? works[works.count - 1]
  }

  /// What is written or set up rather than built.
  static func isPaper(_ text: String) -> Bool {
    let paper = [
      "规划", "方案", "办法", "制度", "条例", "印发", "出台", "编制", "设立", "成立", "组建", "机构", "改革", "申报", "创建",
      "plan", "policy", "regulation", "founded", "adopted", "set up", "institute", "designation",
    ]
    return PromiseWords.says(paper, text)
  }

  // MARK: Lines of a year's plan

  private static let attainment = Text(
    en: "lines of other cities' annual plans; 124 of 150 and 44 of 55 were on schedule in autumn",
    zh: "其他城市年度计划执行情况；秋季进度达标的分别为 150 项中的 124 项、55 项中的 44 项")

  static let money = ReferenceClass(
    "annual-plan-money",
    Text(en: "investment against annual plans", zh: "年度投资计划完成情况"), factor: 1.08, sigma: 0.13,
    record: attainment, words: [])
  static let market = ReferenceClass(
    "annual-plan-markets",
    Text(en: "what markets bring against annual plans", zh: "市场类指标完成情况"), factor: 1.06, sigma: 0.13,
    record: attainment,
    words: [
      "企业", "招商", "引进", "签约", "销售", "贸易", "上市", "投资", "旅游", "firm", "deal", "sales", "investor",
      "compan",
    ])
  static let department = ReferenceClass(
    "annual-plan-departments",
    Text(en: "what a department schedules itself against annual plans", zh: "部门自行安排的指标完成情况"),
    factor: 1.13, sigma: 0.13, record: attainment, words: [])

  static func line(_ title: Text, unit: String?) -> ReferenceClass {
    let text = [title.zh, title.en].compactMap { $0 }.joined(separator: " ")
    if TargetClassifier.isMoney(unit) { return money }
    return PromiseWords.says(market.words, text) || ["家", "firm", "firms"].contains(unit)
      ? market : department
  }
}
