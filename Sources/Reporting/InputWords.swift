import Buildout

/// Puts the inputs of a scenario into words: `programmes.roads.steps.build.takes` is "Roads, build: months it
/// takes", and `pert: [6, 9, 16]` is "6 to 16, mostly 9".
struct InputWords {
  let scenario: Scenario
  let say: Words

  /// An input for people: what it belongs to, and what it is there.
  func name(_ path: String) -> String {
    let (owner, rest) = parts(path)
    return owner.isEmpty ? rest : rest.isEmpty ? owner : owner + say(": ", "：") + rest
  }

  /// The same below a title that names its owner already.
  func nameWithoutOwner(_ path: String) -> String {
    let (owner, rest) = parts(path)
    return rest.isEmpty ? owner : rest
  }

  /// What an input belongs to (a programme, a pool), and what it is of that; either may be empty.
  private func parts(_ path: String) -> (owner: String, rest: String) {
    let keys = path.split(separator: ".").map(String.init)
    guard keys.count > 1 else { return ("", path) }
    let (owner, more) = (title(keys[0], keys[1]), Array(keys.dropFirst(2)))
    switch keys[0] {
    case "programmes":
      switch more.first {
      case "steps" where more.count > 2:
        let steps = scenario.programmes.first { $0.id == keys[1] }?.steps ?? []
        let step = steps.first { $0.id == more[1] }
        let owns: Owner = step?.isLevel == true ? .level : .step
        return (
          owner,
          say.title(step?.title, id: more[1]) + say(": ", "：")
            + phrase(Array(more.dropFirst(2)), of: owns)
        )
      case "cohorts" where more.count > 2:
        let number = (Int(more[1]) ?? 0) + 1
        let cohort = say("cohort \(number)", "第\(number)批")
        return (owner, cohort + say(": ", "：") + phrase(Array(more.dropFirst(2)), of: .cohort))
      default: return (owner, more.joined(separator: "."))
      }
    case "pools": return (owner, more.isEmpty ? "" : phrase(more, of: .pool))
    case "risks": return (owner, more.isEmpty ? "" : phrase(more, of: .risk))
    case "factors": return (owner, more.isEmpty ? "" : more.joined(separator: "."))
    case "seasons": return (owner, say("weights of the months", "各月权重"))
    case "correlations":
      let index = (Int(keys[1]) ?? 0)
      let names =
        scenario.correlations.indices.contains(index) ? scenario.correlations[index].factors : []
      return (
        names.map { title("factors", $0) }.joined(separator: say(", ", "、")),
        say("correlations", "相关系数")
      )
    case "groups": return (owner, phrase(more, of: .group))
    default: return ("", path)
    }
  }

  private func title(_ section: String, _ id: String) -> String {
    let text: Text? =
      switch section {
      case "programmes": scenario.programmes.first { $0.id == id }?.title
      case "pools": scenario.pools.first { $0.id == id }?.title
      case "factors": scenario.factors.first { $0.id == id }?.title
      case "risks": scenario.risks.first { $0.id == id }?.title
      case "groups": scenario.groups.first { $0.id == id }?.title
      case "targets": scenario.targets.first { $0.id == id }?.title
      case "sectors": scenario.sectors.first { $0.id == id }?.title
      default: nil
      }
    return say.title(text, id: id)
  }

  private enum Owner { case step, level, cohort, pool, risk, group }

  /// What keys mean below an owner: one of the language's words, and an id for some. What is not known stays
  /// as it is written.
  private func phrase(_ keys: [String], of owner: Owner) -> String {
    guard let key = keys.first else { return "" }
    let id = keys.count > 1 ? keys[1] : ""
    switch (owner, key) {
    case (.step, "uses"): return named("pools", id, "use of ", "占用：")
    case (.step, "factors"), (.level, "factors"):
      return named("factors", id, "exponent of ", "影响指数：")
    case (.step, "then"): return say("weight of the way to \(id)", "去往 \(id) 的权重")
    case (.pool, "split"): return named("programmes", id, "share of ", "分配权重：")
    case (.risk, "given"):
      return say("chance given \(title("risks", id))", "“\(title("risks", id))”发生时的概率")
    case (.pool, "capacity") where Int(id) != nil:
      let month = scenario.calendar.month((Int(id) ?? 0) + 1)
      return say("capacity in \(month)", "\(month) 的容量")
    default:
      let known = (Self.own[owner] ?? [:])[key] ?? Self.common[key]
      guard keys.count == 1, let known else { return keys.joined(separator: ".") }
      return say(known)
    }
  }

  private func named(_ section: String, _ id: String, _ en: String, _ zh: String) -> String {
    say(en, zh) + title(section, id)
  }

  /// Words that mean something of their own below an owner.
  private static let own: [Owner: [String: Phrase]] = [
    .step: [
      "rate": Phrase("amount a month", "每月数量"), "takes": Phrase("months it takes", "用时（月）"),
      "chance": Phrase("chance of passing, a month", "每月通过概率"),
      "cap": Phrase("most in a month", "每月上限"),
      "remaining": Phrase("what remains to be done", "剩余总量"),
      "backlog": Phrase("what waits at the beginning", "期初积压"),
      "start": Phrase("where it begins", "起点"), "bounds": Phrase("bounds", "范围"),
      "cost": Phrase("cost of a unit", "单位成本"), "servers": Phrase("units at a time", "同时进行数"),
      "buffer": Phrase("places to wait", "可等候数"), "priority": Phrase("priority", "优先级"),
      "season": Phrase("season", "季节"), "window": Phrase("window", "时段"),
    ],
    .level: [
      "rate": Phrase("change a month", "每月变动"), "start": Phrase("where it begins", "起点"),
      "bounds": Phrase("bounds", "范围"), "season": Phrase("season", "季节"),
    ],
    .cohort: [
      "number": Phrase("units", "数量"), "size": Phrase("size of a unit", "每个的大小"),
      "progress": Phrase("share done at the beginning", "期初已完成比例"),
      "ceiling": Phrase("most at a time", "同时上限"), "start": Phrase("planned start", "计划开始月份"),
    ],
    .risk: [
      "chance": Phrase("chance", "发生概率"), "monthly": Phrase("chance, a month", "每月发生概率"),
      "ends": Phrase("chance of ending, a month", "每月结束概率"),
      "lasts": Phrase("months it lasts", "持续时间（月）"),
      "speed": Phrase("factor of the speed", "速度系数"), "delay": Phrase("months of delay", "推迟时间（月）"),
      "capacity": Phrase("factor of the capacity", "容量系数"),
      "cost": Phrase("factor of the cost", "成本系数"), "window": Phrase("window", "时段"),
    ],
    .group: [
      "atLeast": Phrase("targets needed", "至少完成项数"), "atMost": Phrase("targets allowed", "至多完成项数"),
    ],
  ]
  private static let calendar = [
    "start": Phrase("first month of the plan", "计划期第一个月"),
    "months": Phrase("months of the plan", "计划期月数"),
    "title": Phrase("title of the plan", "计划标题"), "money": Phrase("unit of money", "货币单位"),
    "id": Phrase("id of the plan", "计划编号"),
  ]
  private static let common = ["capacity": Phrase("capacity", "容量")]

  // MARK: Distributions

  /// A value for people: a distribution in words, anything else as it is written.
  func value(_ entry: RegisterEntry) -> String { value(entry.value, entry.distribution) }

  /// The same of what a file has somewhere.
  func value(_ text: String, _ distribution: RegisterEntry.Distribution?) -> String {
    distribution.map(words) ?? Self.tidy(text)
  }

  /// Anything in a scenario, not only an input: a whole programme, a step, a cohort.
  func part(_ path: String) -> String {
    let keys = path.split(separator: ".").map(String.init)
    guard keys.count > 1 else { return path }
    let sections = [
      "programmes": Phrase("programme ", "项目："), "pools": Phrase("pool ", "资源池："),
      "factors": Phrase("factor ", "因素："), "risks": Phrase("risk ", "风险："),
      "seasons": Phrase("season ", "季节："), "groups": Phrase("group ", "目标组："),
      "sectors": Phrase("sector ", "领域："), "options": Phrase("option ", "备选措施："),
      "targets": Phrase("target ", "目标："),
    ]
    if keys.count == 2, let section = sections[keys[0]] {
      return say(section) + title(keys[0], keys[1])
    }
    if keys[0] == "scenario", keys.count == 2, let phrase = Self.calendar[keys[1]] {
      return say(phrase)
    }
    if keys[0] == "programmes", keys.count == 4, keys[2] == "steps" {
      let steps = scenario.programmes.first { $0.id == keys[1] }?.steps ?? []
      return title(keys[0], keys[1]) + say(": step ", "：环节 ")
        + say.title(steps.first { $0.id == keys[3] }?.title, id: keys[3])
    }
    return name(path)
  }

  /// Numbers with the zero before the point that a file may leave out.
  private static func tidy(_ text: String) -> String {
    var tidy = ""
    for character in text {
      if character == ".", tidy.last.map({ !$0.isNumber && !$0.isLetter && $0 != "." }) ?? true {
        tidy += "0"
      }
      tidy.append(character)
    }
    return tidy
  }

  private func words(_ distribution: RegisterEntry.Distribution) -> String {
    let values = Dictionary(distribution.parameters.map { ($0.name, Self.tidy($0.value)) }) {
      first, _ in
      first
    }
    func of(_ name: String) -> String { values[name] ?? "?" }
    switch distribution.name {
    case "constant": return of("value")
    case "uniform":
      return say("anywhere from \(of("min")) to \(of("max"))", "\(of("min")) 至 \(of("max")) 均匀分布")
    case "triangular", "pert":
      let (en, zh) = distribution.name == "pert" ? ("PERT", "PERT 分布") : ("triangular", "三角分布")
      return say(
        "\(of("min")) to \(of("max")), mostly about \(of("mode")) (\(en))",
        "\(of("min")) 至 \(of("max"))，最可能 \(of("mode"))（\(zh)）")
    case "normal":
      let ends = limits(values["min"], values["max"])
      return say(
        "about \(of("mean")), give or take \(of("sd"))\(ends) (normal)",
        "均值 \(of("mean"))、标准差 \(of("sd"))\(ends)（正态分布）")
    case "lognormal" where values["median"] != nil:
      return say(
        "about \(of("median")), spread \(of("sigma")) of its logarithm (lognormal)",
        "中位数 \(of("median"))、对数标准差 \(of("sigma"))（对数正态分布）")
    case "lognormal",
      "gamma" where values["mean"] != nil:
      let (en, zh) = distribution.name == "gamma" ? ("gamma", "伽马分布") : ("lognormal", "对数正态分布")
      return say(
        "\(of("mean")) on average, give or take \(percent(of("cv"))) (\(en))",
        "均值 \(of("mean"))、变异系数 \(of("cv"))（\(zh)）")
    case "exponential":
      return say("\(of("mean")) on average (exponential)", "均值 \(of("mean"))（指数分布）")
    case "poisson":
      return say("a count, \(of("mean")) on average (Poisson)", "计数，均值 \(of("mean"))（泊松分布）")
    case "negativeBinomial" where values["mean"] != nil:
      return say(
        "a count, \(of("mean")) on average (negative binomial, size \(of("size")))",
        "计数，均值 \(of("mean"))（负二项分布，size \(of("size"))）")
    case "binomial":
      return say(
        "how many of \(of("trials")) succeed with a chance of \(of("probability")) each (binomial)",
        "\(of("trials")) 次中成功的次数，每次概率 \(of("probability"))（二项分布）")
    case "bernoulli":
      return say(
        "1 with a chance of \(of("probability")), else 0", "以概率 \(of("probability")) 取 1，否则取 0")
    case "resample":
      return say("one of \(of("values"))", "从 \(of("values")) 中任取其一")
    case "table":
      return say(
        "one of \(of("values")), weighted \(of("weights"))",
        "从 \(of("values")) 中按权重 \(of("weights")) 取其一")
    default:
      let list = distribution.parameters.map { $0.name + " " + Self.tidy($0.value) }.joined(
        separator: say(", ", "、"))
      return list
        + say(
          " (\(say(Self.names[distribution.name] ?? Phrase(distribution.name, distribution.name))))",
          "（\(say(Self.names[distribution.name] ?? Phrase(distribution.name, distribution.name)))）")
    }
  }

  private static let names = [
    "gamma": Phrase("gamma", "伽马分布"), "beta": Phrase("beta", "贝塔分布"),
    "weibull": Phrase("Weibull", "韦布尔分布"), "studentT": Phrase("Student's t", "t 分布"),
    "negativeBinomial": Phrase("negative binomial", "负二项分布"),
    "geometric": Phrase("geometric", "几何分布"),
  ]

  private func limits(_ low: String?, _ high: String?) -> String {
    switch (low, high) {
    case (nil, nil): ""
    case (let low?, nil): say(", at least \(low)", "、不低于 \(low)")
    case (nil, let high?): say(", at most \(high)", "、不高于 \(high)")
    case (let low?, let high?): say(", within \(low) and \(high)", "、限于 \(low) 至 \(high)")
    }
  }

  /// A coefficient of variation, which people read in percent.
  private func percent(_ cv: String) -> String {
    Double(cv).map {
      say.percent(Digits.exact($0 * 100, significant: 3)).text
    } ?? cv
  }
}
