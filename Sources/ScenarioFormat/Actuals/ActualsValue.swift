import Buildout

/// What a cell of actuals says, to how many places.
struct ActualsValue {
  let value: Double
  /// Half of the last place that is printed.
  let rounding: Double

  /// - Parameter isPercent: Whether a per cent sign says what the scenario says as well.
  /// - Throws: A ``CellRefusal`` that says what to type in its place.
  init(_ cell: Table.Value, isPercent: Bool, hasDecimalCommas: Bool) throws(CellRefusal) {
    switch cell {
    case .number(let number): try self.init(typed: "\(number)", as: "\(number)")
    case .percent(let number):
      let text = Fault.text(number)
      guard isPercent else { throw Self.unit(text + "%", alone: text) }
      try self.init(typed: text, as: text)
    case .text(let text):
      try self.init(text: text, isPercent: isPercent, hasDecimalCommas: hasDecimalCommas)
    case .failure(let text): throw .formula(text)
    case .date, .truth: throw Self.noNumber(CellText.text(of: cell))
    }
  }

  /// Whether a cell says that nothing was reported.
  static func isBlank(_ cell: Table.Value) -> Bool {
    guard case .text(let text) = cell else { return false }
    return ["-", "~", "/", "n/a", "未报", "未报送"].contains(CellText.folded(text).lowercased())
  }

  private init(text: String, isPercent: Bool, hasDecimalCommas: Bool) throws(CellRefusal) {
    let shown = CellText.shown(text)
    var typed = shown
    if isPercent, typed.hasSuffix("%") { typed = CellText.shown(typed.dropLast()) }
    if hasDecimalCommas, typed.wholeMatch(of: #/[-+]?[0-9]+,[0-9]+/#) != nil {
      typed = typed.replacing(",", with: ".")
    }
    if Self.isDecimal(typed) {
      try self.init(typed: typed, as: shown)
      return
    }
    throw Self.refusal(shown)
  }

  /// A number of digits, a point and perhaps an exponent, as Excel saves large ones.
  private init(typed: String, as shown: String) throws(CellRefusal) {
    let parts = typed.lowercased().split(separator: "e")
    let exponent = parts.count == 2 ? Int(parts[1].drop { $0 == "+" }) ?? 0 : 0
    let isWhole = parts.count == 1 || parts[0] == typed[...]
    var digits = parts[0].split(separator: ".", omittingEmptySubsequences: false)
    // Swift prints a whole number with a nought after the point.
    if digits.count == 2, digits[1] == "0", isWhole { digits.removeLast() }
    let places = (digits.count == 2 ? digits[1].count : 0) - exponent
    guard let value = Double(typed), value.magnitude <= Fault.numberLimit,
      (-15...400).contains(places)
    else {
      throw CellRefusal(
        Text(en: "\(shown.shortened) is beyond 1e15", zh: "\(shown.shortened) 超过 1e15"),
        Text(en: "no measure grows so large", zh: "没有指标会这么大"),
        Text(en: "correct it", zh: "请改正"))
    }
    self.value = value
    var unit = 1.0
    for _ in 0..<min(places.magnitude, 400) { unit *= 10 }
    rounding = 0.5 * (places < 0 ? unit : 1 / unit)
  }

  private static func isDecimal(_ text: String) -> Bool {
    text.wholeMatch(of: #/[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]{1,3})?/#) != nil
  }

  // MARK: What was meant

  private static func refusal(_ shown: String) -> CellRefusal {
    let folded = CellText.folded(shown)
    let joined = String(folded.filter { $0 != " " })
    if isDecimal(joined) {
      return CellRefusal(
        Text(
          en: "'\(shown)' holds full-width signs or spaces", zh: "“\(shown)”含有全角字符或空格"),
        notRead, Text(en: "write \(joined)", zh: "请写成 \(joined)"))
    }
    if joined.wholeMatch(of: #/[-+]?[0-9]{1,3}(?:[,'][0-9]{3})+(?:\.[0-9]+)?/#) != nil {
      let plain = String(joined.filter { $0 != "," && $0 != "'" })
      return CellRefusal(
        Text(en: "'\(shown)' has separators between thousands", zh: "“\(shown)”含有千位分隔符"),
        notRead, Text(en: "write \(plain)", zh: "请写成 \(plain)"))
    }
    if let match = joined.wholeMatch(of: #/([-+]?[0-9][0-9,]*(?:\.[0-9]+)?)([^0-9.,].*)/#) {
      return unit(shown, alone: String(match.1.filter { $0 != "," }))
    }
    let done = ["done", "yes", "true", "是", "完成", "已完成", "✓", "√"]
    guard !done.contains(joined.lowercased()) else {
      return CellRefusal(
        Text(en: "'\(shown)' is no number", zh: "“\(shown)”不是数字"), notRead,
        Text(
          en: "write 1 for one thing that is done, and 0 for one that is not",
          zh: "已完成的一项请填 1，未完成的填 0"))
    }
    return noNumber(shown)
  }

  private static let notRead = Text(
    en: "only digits and a point are read as a value", zh: "数值只读数字和小数点")

  private static func noNumber(_ shown: String) -> CellRefusal {
    CellRefusal(
      Text(en: "'\(shown.shortened)' is no number", zh: "“\(shown.shortened)”不是数字"), notRead,
      Text(
        en: "write digits, such as 1200 or 12.5; leave the cell empty where nothing is known",
        zh: "请写数字，如 1200 或 12.5；未知的请留空"))
  }

  private static func unit(_ shown: String, alone: String) -> CellRefusal {
    let isMultiple = shown.contains { "万亿千百".contains($0) }
    return CellRefusal(
      Text(
        en: "'\(shown.shortened)' is a number with a word", zh: "“\(shown.shortened)”是带单位的数"),
      Text(
        en: "the unit stands in the scenario, and a second one may contradict it",
        zh: "单位以情景为准，另写单位可能与之不符"),
      isMultiple
        ? Text(
          en: "write the number alone, in the unit of the scenario",
          zh: "请按情景的单位折算，只写数字")
        : Text(en: "write \(alone)", zh: "请写成 \(alone)"))
  }
}
