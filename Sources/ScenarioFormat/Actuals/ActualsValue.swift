import Buildout
import Sampling

/// What a cell of actuals says, to how many places.
struct ActualsValue {
  let value: Double
  /// Half of the last place that is printed.
  let rounding: Double

  /// - Parameter isPercent: Whether a per cent sign says what the scenario says as well.
  /// - Throws: A `Fault` that says what to type in its place.
  init(_ cell: Table.Value, isPercent: Bool, hasDecimalCommas: Bool) throws(Fault) {
    switch cell {
    // Swift prints a whole number with a nought after the point, which no workbook holds.
    case .number(let number):
      let text = "\(number)"
      try self.init(typed: text.hasSuffix(".0") ? String(text.dropLast(2)) : text, as: text)
    case .percent(let number):
      let text = Fault.text(number)
      guard isPercent else { throw Self.share(text + "%") }
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

  private init(text: String, isPercent: Bool, hasDecimalCommas: Bool) throws(Fault) {
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
  private init(typed: String, as shown: String) throws(Fault) {
    let parts = typed.lowercased().split(separator: "e")
    let exponent = parts.count == 2 ? Int(parts[1].drop { $0 == "+" }) ?? 0 : 0
    let digits = parts[0].split(separator: ".", omittingEmptySubsequences: false)
    let places = (digits.count == 2 ? digits[1].count : 0) - exponent
    guard let value = Double(typed), value.magnitude <= Fault.numberLimit,
      (-15...400).contains(places)
    else {
      throw Fault(
        .outOfRange, "\(shown.shortened) is beyond 1e15", consequence: "no measure grows so large",
        remedy: "correct it")
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

  private static func refusal(_ shown: String) -> Fault {
    let folded = CellText.folded(shown)
    let joined = String(folded.filter { $0 != " " })
    if isDecimal(joined) {
      return Fault(
        .lookalike, "'\(shown)' holds full-width signs or spaces", consequence: notRead,
        remedy: "write \(joined)")
    }
    if joined.wholeMatch(of: #/[-+]?[0-9]{1,3}(?:[,'][0-9]{3})+(?:\.[0-9]+)?/#) != nil {
      let plain = String(joined.filter { $0 != "," && $0 != "'" })
      return Fault(
        .wrongKind, "'\(shown)' has separators between thousands", consequence: notRead,
        remedy: "write \(plain)")
    }
    if let match = joined.wholeMatch(of: #/([-+]?[0-9][0-9,]*(?:\.[0-9]+)?)([^0-9.,].*)/#) {
      let tail = String(match.2)
      if tail == "%" { return share(shown) }
      if isUnit(tail) { return unit(shown, alone: String(match.1.filter { $0 != "," })) }
      // Followed, `41O` would become 41.
      if tail.allSatisfy({ "OoQDlIiSsZzBb0123456789.".contains($0) }) {
        return Fault(
          .lookalike, "'\(shown.shortened)' holds letters among its digits", consequence: notRead,
          remedy: "type it again in digits; a letter O may stand for a 0, a letter l or I for a 1")
      }
    }
    let done = ["done", "yes", "true", "是", "完成", "已完成", "✓", "√"]
    guard !done.contains(joined.lowercased()) else {
      return Fault(
        .wrongKind, "'\(shown)' is no number", consequence: notRead,
        remedy: "write 1 for one thing that is done, and 0 for one that is not")
    }
    return noNumber(shown)
  }

  /// Whether what follows a number counts something, so that the number alone is what was meant: not `41O`, nor
  /// `300多`.
  private static func isUnit(_ tail: String) -> Bool {
    let lower = tail.lowercased()
    let known = [
      "%", "m", "m2", "m²", "m3", "m³", "km", "km2", "km²", "ha", "mu", "t", "kg", "kw", "mw", "gw",
      "kwh",
      "kv", "kva", "mm", "cm", "pcs", "units", "unit",
    ]
    if known.contains(lower) { return true }
    guard !["多", "余", "左右", "上下", "以上", "以下", "来", "几"].contains(where: tail.hasPrefix) else {
      return false
    }
    let isChinese = tail.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }
    let isWord = tail.count > 2 && tail.allSatisfy { $0.isASCII && $0.isLetter }
    return isChinese || isWord
  }

  private static let notRead: Message = "only digits and a point are read as a value"

  private static func noNumber(_ shown: String) -> Fault {
    Fault(
      .wrongKind, "'\(shown.shortened)' is no number", consequence: notRead,
      remedy: "write digits, such as 1200 or 12.5; leave the cell empty where nothing is known")
  }

  /// Of what is not counted in percent: followed, 'write 60' would make sixty works of 60 % of one.
  private static func share(_ shown: String) -> Fault {
    Fault(
      .wrongKind,
      "'\(shown.shortened)' is a percentage, and the scenario does not count this in percent",
      consequence: "it is not clear how much it is of what is counted",
      remedy:
        "write what is done in the scenario's unit, 0 for one work that is under way, and put the share of progress in "
        + "the note")
  }

  private static func unit(_ shown: String, alone: String) -> Fault {
    let isMultiple = shown.contains { "万亿千百".contains($0) }
    return Fault(
      .wrongKind, "'\(shown.shortened)' is a number with a word",
      consequence: "the unit stands in the scenario, and a second one may contradict it",
      remedy: isMultiple
        ? "write the number alone, in the unit of the scenario"
        : "write \(alone)")
  }
}
