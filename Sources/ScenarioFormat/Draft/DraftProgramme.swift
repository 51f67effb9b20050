import Buildout

/// The guess of how a target comes about: a programme, and what is read of it.
struct DraftProgramme {
  /// Steps, and cohorts where units enter, each a line of YAML.
  private(set) var lines: [String] = []
  /// What the target measures.
  private(set) var measure = ""
  /// What the guess is and what it leans on, to follow `note:`.
  private(set) var note = Text()
  /// The part of the programme that an option would change first, and a better value for it.
  private(set) var lever: (path: String, value: String) = ("", "")
  /// What the guess leans on; nil where nothing is known of comparable things.
  private(set) var observed: ReferenceClass?
  private(set) var usesPace = false
  private(set) var usesConditions = false

  private let target: DraftTarget
  private let months: Double

  /// The spread that all lines of a plan share. A month's own is 1/√8, in a year .10; together they make the .13
  /// between the lines of a plan.
  static let conditions = 0.08
  /// The spread that all works share.
  static let pace = 0.12

  init(_ target: DraftTarget, months: Int) {
    self.target = target
    self.months = Double(months)
    switch target.kind {
    case .works, .starts: works()
    case .count, .amount: line()
    case .ceiling: ceiling()
    case .growth: growth()
    case .share: share()
    case .limit: limit()
    }
  }

  private func guess(_ number: Double) -> String { DraftYAML.guess(number) }

  /// The same in a sentence.
  private func said(_ number: Double) -> String {
    let text = DraftYAML.guess(number)
    return text.hasPrefix(".") ? "0" + text : text.replacing("-.", with: "-0.")
  }

  /// Names the class at the end of a note.
  private mutating func explain(_ observed: ReferenceClass?, _ en: String, _ zh: String) {
    self.observed = observed
    note = Text(
      en: en + (observed.map { "; reference class \($0.id)" } ?? "; no reference class"),
      zh: zh + (observed.map { "；参照类 \($0.id)" } ?? "；没有参照类"))
  }

  // MARK: Works

  private mutating func works() {
    let isPaper = target.isPaper
    let isStart = target.kind == .starts
    let observed =
      isPaper || isStart ? ReferenceClass.preparation : ReferenceClass.works(target.title)
    let number = Int(target.value ?? 1)
    let first = isPaper || isStart ? "prepare" : "build"
    let median = guess(months * observed.factor)
    lines = [
      "cohorts: [{number: \(number), progress: {uniform: [.3, .9]}}]",
      "steps:",
      "  \(first): {takes: {lognormal: {median: \(median), sigma: \(guess(observed.sigma))}}, factors: {pace: 1}}",
    ]
    if isStart {
      let works = ReferenceClass.works(target.title)
      lines.append(
        "  build: {takes: {lognormal: {median: \(guess(12 * works.factor)), "
          + "sigma: \(guess(works.sigma))}}, factors: {pace: 1}}")
    }
    usesPace = true
    measure = isStart ? "build.started" : "completed"
    lever = ("steps.\(first).takes.lognormal.median", guess(months * observed.factor * 0.8))
    let (en, zh) =
      isStart
      ? ("\(number) in preparation", "前期工作\(number == 1 ? "" : "均")已开始")
      : ("\(number) under way", "\(number == 1 ? "" : "\(number) 项均")已开始")
    explain(
      observed,
      "\(en), 30 to 90 % done; from nothing \(said(months)) months planned, times \(said(observed.factor))",
      "\(zh)，已做三到九成；从头做起计划 \(said(months)) 个月，乘以 \(said(observed.factor))")
  }

  // MARK: Month by month

  private mutating func line() {
    let value = target.value ?? 0
    let isDays = ["天", "日", "day", "days"].contains(target.unit?.lowercased())
    if isDays, value <= 30 * months { return days(value) }
    let observed = ReferenceClass.line(target.title, unit: target.unit)
    let mean = value * observed.factor / months
    let distribution = monthly(mean)
    lines = [
      "steps: {deliver: {rate: {\(distribution): {\(parameters(distribution, mean))}}, factors: {conditions: 1}}}"
    ]
    usesConditions = true
    measure = "completed"
    lever = ("steps.deliver.rate.\(distribution).mean", guess(mean * 1.1))
    explain(
      observed,
      "a month's average, \(said(observed.factor)) times what \(said(months)) months must bring",
      "每月平均数：\(said(months)) 个月应完成数的 \(said(observed.factor)) 倍")
  }

  /// The distribution of what a month brings. Beyond a million a month the randomness of single ones no
  /// longer shows, and no distribution
  /// of counts is drawn.
  private func monthly(_ mean: Double) -> String {
    target.kind != .amount && mean < 900_000 ? "negativeBinomial" : "gamma"
  }

  private func parameters(_ distribution: String, _ mean: Double) -> String {
    "mean: \(guess(mean)), " + (distribution == "gamma" ? "cv: .35" : "size: 8")
  }

  private mutating func days(_ value: Double) {
    let mean = min(value * 1.04 / months, 30)
    lines = [
      "steps: {pass: {rate: {normal: {mean: \(guess(mean)), sd: 2.5, min: 0, max: 31}}}}"
    ]
    measure = "completed"
    lever = ("steps.pass.rate.normal.mean", guess(min(mean * 1.02, 30.5)))
    explain(nil, "days a month, a little more than is needed", "每月天数，比所需略多")
  }

  private mutating func ceiling() {
    let value = target.value ?? 0
    // Four in five years stay at the limit or below it, whatever its size.
    let spread = value > 0 ? (0.13 * 0.13 + 1 / value).squareRoot() : 0
    let mean = value > 0 ? value / (1 + 0.85 * spread) / months : 0.2 / months
    let distribution = monthly(mean)
    lines = ["steps: {occur: {rate: {\(distribution): {\(parameters(distribution, mean))}}}}"]
    measure = "completed"
    lever = ("steps.occur.rate.\(distribution).mean", guess(mean * 0.9))
    explain(
      .department, "a month's average with which four years in five stay within the limit",
      "每月平均数：五年中约有四年不超限")
  }

  // MARK: Levels

  private mutating func growth() {
    let value = target.value ?? 0
    let spread = max(0.15 * value.magnitude, 0.5)
    let middle = value + (target.isUpper ? -0.7 : 0.7) * spread
    level("add", mean: middle / months, sd: spread / months.squareRoot(), start: "0")
    lever = ("steps.add.rate.normal.mean", guess(middle * 1.1 / months))
    explain(
      nil,
      "points that each month adds, from 0 to \(said(middle)) give or take \(said(spread))",
      "每月拉动的百分点，到期时累计为 \(said(middle))，上下 \(said(spread))")
  }

  private mutating func share() {
    let value = target.value ?? 0
    let isPercent = target.unit == "%"
    // What is nearly all is nearly there.
    let left = value < 100 ? 100 - value : 5
    let percent = min(5, left, 0.5 * value.magnitude)
    let gap = isPercent ? (percent > 0 ? percent : 0.5) : 0.05 * max(value.magnitude, 1)
    let start = target.isUpper ? value + gap : value - gap
    let total = (target.isUpper ? -1.13 : 1.13) * gap
    let mean = total / months
    let range = 0.0...100
    let isShare = isPercent && range.contains(value) && range.contains(start)
    let bounds = isShare ? ", bounds: [0, 100]" : ""
    level(
      target.isUpper ? "lower" : "raise", mean: mean, sd: 0.45 * mean.magnitude,
      start: DraftYAML.guess(start), bounds)
    lever = (
      "steps.\(target.isUpper ? "lower" : "raise").rate.normal.mean", guess(mean * 1.1)
    )
    explain(
      .department,
      "'start' is where it stands now, supposed to be \(said(gap)) off; by the due date it moves 1.13 times as far",
      "start 为目前数值，假设还差 \(said(gap))；到期时变动为差额的 1.13 倍")
  }

  private mutating func limit() {
    let value = target.value ?? 0
    let spread = max(0.13 * value.magnitude, 0.05)
    let start = target.isUpper ? value - 0.7 * spread : value + 0.7 * spread
    level("drift", mean: 0, sd: spread / months.squareRoot(), start: guess(start))
    lever = ("steps.drift.start", guess(target.isUpper ? start - spread / 2 : start + spread / 2))
    explain(
      nil,
      "'start' is where it stands now, supposed to be a little within the limit; it wanders from there",
      "start 为目前数值，假设略低于上限，此后上下波动")
  }

  private mutating func level(
    _ step: String, mean: Double, sd: Double, start: String, _ more: String = ""
  ) {
    lines = [
      "steps: {\(step): {rate: {normal: {mean: \(guess(mean)), sd: \(guess(sd))}}, start: \(start)\(more)}}"
    ]
    measure = "level"
  }
}
