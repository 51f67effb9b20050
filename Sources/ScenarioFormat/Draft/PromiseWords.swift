import Buildout

/// The words with which plans say what they promise.
enum PromiseWords {
  /// In the order in which they are looked for: `不超过` before `超过`.
  static let sides: [(words: [String], side: Target.Comparator)] = [
    (
      [
        "控制在", "不超过", "不高于", "不多于", "不大于", "以内", "之内", "以下", "≤", "<=",
        "no more than", "not more than", "at most", "or less", "up to", "within", "maximum", "max",
      ], .atMost
    ),
    (
      [
        "不低于", "不少于", "不小于", "不得少于", "不得低于", "以上", "≥", ">=", "至少",
        "no less than", "no fewer than", "not less than", "at least", "or more", "minimum", "min",
      ], .atLeast
    ),
    (["低于", "少于", "小于", "不足", "<", "less than", "fewer than", "below", "under"], .below),
    (["超过", "高于", "大于", "多于", "突破", ">", "more than", "above", "over", "exceeds"], .above),
  ]
  static let approximate = ["左右", "上下", "大约", "约", "approximately", "about", "around", "ca."]
  static let arrivals = [
    "达到", "提高到", "提高至", "提升到", "提升至", "增加到", "增加至", "增至", "降低到", "降低至", "下降到",
    "下降至", "降到", "降至", "压缩到", "压缩至", "压减到", "压减至", "减少到", "减少至", "缩短到", "缩短至",
    "raise to", "increase to", "reduce to", "cut to", "down to",
  ]
  static let nothing: Set<String> = [
    "-", "~", "--", "~~", "/", "\\", "无", "暂无", "待定", "n/a", "na", "none", "tbd", "?", "…", "...",
  ]
  private static let growth = [
    "增长", "增速", "增幅", "涨幅", "同比", "下降", "降低", "减少", "压减", "递增", "growth", "grow", "increase",
    "decrease", "rise", "fall", "decline", "reduction",
  ]
  private static let falls = [
    "降", "减", "压缩", "缩短", "reduce", "cut", "down", "decrease", "fall", "decline", "reduction",
  ]
  /// What says of itself that something is finished, opened or begun.
  private static let deeds = [
    "建成", "投用", "投入使用", "投入运营", "投产", "竣工", "通车", "开工", "启动", "封顶", "交付", "设立", "成立", "组建", "印发",
    "出台", "开通",
    "开园", "开业", "验收", "completed", "finished", "opened", "in operation", "adopted", "founded",
    "set up",
    "published", "started", "delivered",
  ]
  /// The same of a cell of values.
  private static let done = [
    "完成", "发布", "运营", "运行", "创建", "done", "complete", "finish", "open", "yes",
  ]
  private static let marks: Set<String> = ["是", "有", "√", "✓", "✔", "☑"]
  /// What is hardly ever wished to be more.
  private static let evils = [
    "失业率", "事故", "死亡", "伤亡", "信访量", "上访", "发案", "能耗", "排放", "pm2.5", "pm10", "消费价格", "用时", "办理时限",
    "致贫", "返贫", "债务率", "赤字率", "unemployment", "accident", "death", "emission", "inflation",
    "deficit",
    "consumer price",
  ]
  /// Shares of a whole, which cannot be above all of it.
  private static let shares = [
    "覆盖率", "普及率", "合格率", "达标率", "处理率", "入学率", "毛入学率", "参保率", "优良率", "满意率", "比例", "占比", "比重",
    "覆盖", "coverage", "share", "pass rate", "compliance",
  ]

  static func saysGrowth(_ text: String) -> Bool { says(growth, text) }
  static func saysFall(_ text: String) -> Bool { says(falls, text) }
  static func saysDeed(_ title: String) -> Bool { says(deeds, title) }
  static func saysDone(_ text: String) -> Bool {
    marks.contains(CellText.folded(text).trimmed) || says(deeds, text) || says(done, text)
  }
  static func saysEvil(_ text: String) -> Bool { says(evils, text) }
  static func saysShare(_ text: String) -> Bool { says(shares, text) }

  static func says(_ words: [String], _ text: String) -> Bool {
    let text = CellText.folded(text).lowercased()
    return words.contains { CellText.has($0, in: text, evenInside: $0.utf8.count > 4) }
  }

  /// Stands where words were taken out, so that the numbers on either side do not run together.
  static let gap: Character = "|"

  /// Takes the words out of a text; whether there were any.
  static func take(_ words: [String], from text: inout String) -> Bool {
    var found = false
    for word in words where CellText.has(word, in: text.lowercased()) {
      guard let range = text.range(of: word, ignoringCase: true) else { continue }
      found = true
      text.replaceSubrange(range, with: String(gap))
    }
    return found
  }

  // MARK: Units

  /// `万` of `万人`: the number that it stands for, how it is written, and what follows.
  static func multiplier(_ text: String) -> (factor: Double, written: String, rest: String) {
    let powers: [(String, Double)] = [
      ("百万", 1e6), ("千万", 1e7), ("百亿", 1e10), ("万亿", 1e12), ("万", 1e4), ("亿", 1e8), ("百", 1e2),
      ("千", 1e3),
      ("million", 1e6), ("thousand", 1e3), ("billion", 1e9),
    ]
    for (word, factor) in powers where text.lowercased().hasPrefix(word) {
      let rest = String(text.dropFirst(word.count)).trimmed
      // Units of their own: kilometres, kilowatts, kilograms, points of a hundred.
      if word == "千", let next = rest.first, "米瓦克伏卡".contains(next) { break }
      if word == "百", rest.hasPrefix("分") { break }
      return (factor, word.first?.isASCII == true ? word + " " : word, rest)
    }
    return (1, "", text)
  }

  /// Whether a quantity is written in ten thousands or hundred millions of the unit: money, land, weight.
  static func keepsMultiplier(_ unit: String) -> Bool {
    ["元", "美元", "平方", "立方", "亩", "公顷", "吨", "千瓦", "度", "方", "CNY", "USD", "EUR"].contains {
      unit.hasPrefix($0) || unit.hasSuffix($0)
    }
  }

  /// The unit at the beginning of what stands behind a number; nil where there is none.
  static func unit(of text: String) -> String? {
    let text = text.prefix { !",;:，；：。、".contains($0) }
    if let word = units.first(where: { text.hasPrefix($0) }) { return word }
    let word = String(text).trimmed
    guard let first = word.first, first.isLetter || "$€£%‰°℃".contains(first), word.count <= 40
    else { return nil }
    return first.isASCII || word.count <= 6 ? word : nil
  }

  /// Whether a text is a measure word or a unit and nothing else.
  static func isUnit(_ text: String) -> Bool { units.contains(text) }

  /// Measure words, the longer before the shorter.
  private static let units = [
    "万平方米", "平方公里", "平方千米", "平方米", "立方米", "万千瓦", "千瓦时", "兆瓦时", "千瓦", "兆瓦", "人次", "人月", "人天",
    "公里", "千米", "公顷", "公斤", "美元", "元/月", "元/年", "元/人", "工作日", "小时", "分钟", "人", "名", "位", "户", "个",
    "家",
    "项", "件", "座", "所", "处", "条", "套", "栋", "幢", "台", "部", "辆", "架", "间", "床", "张", "场", "次", "期",
    "批", "种", "宗",
    "对", "组", "支", "只", "株", "棵", "盏", "眼", "片", "块", "段", "门", "孔", "册", "元", "亩", "吨", "米", "度",
    "方", "升", "斤",
    "天", "日", "年", "月", "周", "分",
  ]
}

extension String {
  /// Where a word stands, in capitals or small letters.
  fileprivate func range(of word: String, ignoringCase: Bool) -> Range<String.Index>? {
    if let range = firstRange(of: word) { return range }
    let lower = lowercased()
    guard let range = lower.firstRange(of: word), lower.count == count else { return nil }
    let begin = lower.distance(from: lower.startIndex, to: range.lowerBound)
    let first = index(startIndex, offsetBy: begin)
    return first..<index(first, offsetBy: word.count)
  }
}
