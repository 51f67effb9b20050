import Buildout
import Sampling

/// Chooses how a target comes about, by what the table says and by what its words suggest.
struct TargetClassifier {
  let title: Text
  let promise: PromiseText?
  let unit: String?
  /// The comparison that the table states in a column of its own.
  let stated: Target.Comparator?
  /// The kind of measure that the table states, as ``CellText/key(_:)`` gives it.
  let kind: String?

  /// Up to so many works are followed one by one.
  static let mostWorks = 15

  private var text: String { [title.zh, title.en].compactMap { $0 }.joined(separator: " ") }

  /// - Throws: A `Fault` for a value that cannot be.
  func target(row: Int, due: Month) throws(Fault) -> DraftTarget {
    var doubts: [Message] = []
    var target = DraftTarget(
      row: row, title: title, value: promise?.value, unit: unit, comparator: .atLeast, due: due,
      kind: .count)
    target.comparator = try side(&doubts)
    guard let value = target.value else {
      target.comparator = .by
      target.kind = isStart ? .starts : .works
      if promise?.isSupposed ?? false {
        target.doubts = [
          "the table has no value; taken as something to be done, by the title"
        ]
      }
      target.isPaper = ReferenceClass.isPaper(text + " " + (promise?.deed ?? ""))
      return target
    }
    target.kind = kind(of: value, target)
    try check(value, target)
    if promise?.isApproximate ?? false, promise?.side == nil, stated == nil {
      doubts.append(
        target.isUpper
          ? "the table says 'about'; taken as at most" : "the table says 'about'; taken as at least"
      )
    }
    if unit == "%", promise?.unit == nil, value != 0, value.magnitude < 1 {
      let points = Fault.text(SheetReader.rounded(value * 100))
      doubts.append(
        "\(Fault.text(value)) % as the table has it; or is \(points) % meant?")
    }
    target.doubts = doubts
    if target.comparator == .by, ![.works, .starts].contains(target.kind) {
      target.comparator = .atLeast
    }
    return target
  }

  /// What is promised of the value: above it or below.
  private func side(_ doubts: inout [Message]) throws(Fault) -> Target.Comparator {
    if let stated {
      let isOpposed =
        promise?.side.map { $0.countsUp != stated.countsUp } ?? false
      guard !isOpposed || stated == .by else {
        throw Fault(
          .conflict, "the value says one comparison and the row another",
          consequence: "it is not clear when it is met", remedy: "make them the same")
      }
      return stated
    }
    if let side = promise?.side { return side }
    var rest = text.lowercased()
    // Only what cannot be part of a name: `规模以上工业` is no limit.
    for (words, side) in PromiseWords.sides.prefix(2) {
      let sure = words.filter { !["以上", "以下", "max", "min", "within", "up to"].contains($0) }
      if PromiseWords.take(sure, from: &rest) { return side }
    }
    if let value = promise?.value, value < 0 {
      throw Fault(
        .ambiguous,
        "the value is below 0 and the table does not say whether it is a limit from above",
        consequence: "it is not clear when it is met",
        remedy: "write '≤ \(Fault.text(value))', or 'a fall of \(Fault.text(-value))'")
    }
    let isFall = PromiseWords.saysFall(text) || promise?.isGrowth ?? false
    if PromiseWords.saysEvil(text), !isFall {
      doubts.append(
        "the table states no direction; taken as a limit from above, by the title")
      return .atMost
    }
    return .atLeast
  }

  private func kind(of value: Double, _ target: DraftTarget) -> DraftTarget.Kind {
    let isUpper = target.isUpper
    switch kind {
    case "growth", "增速", "增长": return .growth
    case "share", "level", "占比", "水平": return isUpper ? .limit : .share
    case "milestone", "节点": return isFew(value) ? (isStart ? .starts : .works) : .count
    case "count", "数量": return isUpper ? .ceiling : isFew(value) && isWork ? .works : lines(value)
    case "completed", "完成": return isFew(value) ? .works : lines(value)
    case "started", "开工": return isFew(value) ? .starts : lines(value)
    case "amount", "金额": return .amount
    default: break
    }
    if unit == "%" || unit == "‰" {
      let isGrowth =
        promise?.isGrowth ?? false
        || (!(promise?.isArrival ?? false) && PromiseWords.saysGrowth(text))
      if isGrowth { return .growth }
      return isUpper && !(promise?.isArrival ?? false) ? .limit : .share
    }
    // A standard: 600 yuan a month, micrograms a cubic metre.
    if let unit, unit.contains("/") || unit.contains("每") || unit.contains(" per ") {
      return isUpper && !(promise?.isArrival ?? false) ? .limit : .share
    }
    if isUpper {
      return promise?.isArrival ?? false ? .share : Self.isMeasured(unit, value) ? .limit : .ceiling
    }
    if isFew(value), isWork { return isStart ? .starts : .works }
    return lines(value)
  }

  private func isFew(_ value: Double) -> Bool {
    value >= 1 && value <= Double(Self.mostWorks) && value == value.rounded()
  }

  /// Whether the things counted are works, each with a way of its own, and not firms, people or events.
  private var isWork: Bool {
    let others: Set<String> = [
      "人", "名", "位", "人次", "户", "家", "场", "次", "件", "期", "批", "辆", "台", "张", "部", "套", "人月", "天",
      "起",
      "firm", "person", "people", "event", "case", "visit", "household", "home", "right", "deal",
      "bus",
      "award", "day", "days", "times", "accident", "t",
    ]
    guard let unit, promise?.value != 1 else { return true }
    return !others.contains(unit.lowercased()) && !Self.isMeasured(unit, 1)
  }

  private var isStart: Bool {
    let words = ["开工", "启动", "started", "start", "commence", "begun"]
    return kind == "started" || PromiseWords.says(words, text + " " + (promise?.deed ?? ""))
  }

  private func lines(_ value: Double) -> DraftTarget.Kind {
    Self.isMeasured(unit, value) ? .amount : .count
  }

  /// Whether a quantity comes in parts: money, length, area, weight.
  static func isMeasured(_ unit: String?, _ value: Double) -> Bool {
    guard value == value.rounded(), value < 1e7 else { return true }
    guard let unit = unit?.lowercased() else { return false }
    let measures = [
      "元", "平方", "立方", "公里", "千米", "米", "亩", "公顷", "吨", "千瓦", "兆瓦", "度", "升", "方", "斤", "km", "m2",
      "m²",
      "m3", "m³", "mi", "ha", "mu", "t", "kg", "mw", "gwh", "kwh", "kw", "km2", "km²", "mile",
      "miles", "tonne",
      "tonnes", "acre", "acres",
    ]
    return isMoney(unit)
      || measures.contains { word in
        word.utf8.allSatisfy { $0 < 0x80 } ? unit == word : unit.hasSuffix(word)
      }
  }

  static func isMoney(_ unit: String?) -> Bool {
    guard let unit = unit?.lowercased() else { return false }
    return unit.hasSuffix("元") || unit.hasSuffix("美元")
      || ["cny", "rmb", "usd", "eur", "gbp", "$", "€", "£"].contains { unit.contains($0) }
  }

  private func check(_ value: Double, _ target: DraftTarget) throws(Fault) {
    if target.kind == .share, unit == "%", value > 100,
      kind == "share" || PromiseWords.saysShare(text)
    {
      throw Fault(
        .outOfRange, "\(Fault.text(value)) % is more than all", consequence: "it cannot be reached",
        remedy: "correct the value")
    }
    let isSigned = [.growth, .limit, .share].contains(target.kind)
    guard value < 0 || value == 0 && !target.isUpper, !isSigned else { return }
    throw Fault(
      .outOfRange, "\(Fault.text(value)) is promised of what is counted",
      consequence: "it would be met without doing anything",
      remedy: "correct the value, or delete the row")
  }
}
