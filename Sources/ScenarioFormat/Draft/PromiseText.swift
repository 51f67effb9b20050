import Buildout

/// What a cell of a table promises, in the words that plans use: `8950`, `增长6%以上`, `控制在4%以内`,
/// `1.2万人`, `建成投用`, `at most 5`.
struct PromiseText: Hashable {
  /// nil where something is to be done, and no quantity is stated.
  var value: Double?
  /// What stands behind the number.
  var unit: String?
  /// nil where no direction is stated.
  var side: Target.Comparator?
  /// Whether the number is a change against the year before.
  var isGrowth = false
  /// Whether it is where something is to arrive: `降至`, `提高到`.
  var isArrival = false
  /// Whether it says `左右` or about.
  var isApproximate = false
  /// Whether the cell is empty, and only the title says that something is to be done.
  var isSupposed = false
  /// What it says in place of a number, such as `开工建设`.
  var deed = ""

  /// - Parameters:
  ///   - unit: What the table states beside it; nil where it states none.
  ///   - hasDecimalCommas: As of the table.
  /// - Returns: nil where the cell holds a dash or a word for nothing.
  /// - Throws: A `Fault` for what is no promise, or more than one.
  static func read(
    _ value: Table.Value, unit: String?, hasDecimalCommas: Bool
  ) throws(Fault) -> PromiseText? {
    switch value {
    case .number(let number):
      return PromiseText(value: number, unit: nil)
    case .percent(let number): return try percent(number, unit)
    case .truth: return PromiseText(value: nil)
    case .date:
      throw Fault(
        .wrongKind, "this is a date", consequence: CellText.nothingToForecast,
        remedy: "write the number that is promised; the date belongs under the column of due dates")
    case .failure(let text):
      throw Fault.formula(text)
    case .text(let text):
      return try read(text, unit: unit, hasDecimalCommas: hasDecimalCommas)
    }
  }

  private static func percent(_ number: Double, _ unit: String?) throws(Fault) -> PromiseText {
    guard unit == nil || unit == "%" else {
      throw contradiction("\(Fault.text(number))%", unit ?? "")
    }
    return PromiseText(value: number, unit: "%")
  }

  private static func read(
    _ text: String, unit: String?, hasDecimalCommas: Bool
  ) throws(Fault) -> PromiseText? {
    var rest = outsideBrackets(CellText.folded(text))
    let word = rest.lowercased().trimmed
    if word.isEmpty || PromiseWords.nothing.contains(word) { return nil }
    var promise = PromiseText()
    promise.side = try takeSide(&rest, text)
    promise.isArrival = PromiseWords.take(PromiseWords.arrivals, from: &rest)
    if promise.isArrival, PromiseWords.saysFall(text), promise.side == nil {
      promise.side = .atMost
    }
    promise.isGrowth = !promise.isArrival && PromiseWords.saysGrowth(text)
    let isCirca = rest.hasPrefix("~")
    if isCirca { rest.removeFirst() }
    promise.isApproximate = PromiseWords.take(PromiseWords.approximate, from: &rest) || isCirca
    let numbers = self.numbers(in: rest, unit: unit)
    guard let found = numbers.first else {
      if PromiseWords.saysDone(text) {
        promise.deed = CellText.shown(text)
        return promise
      }
      throw Fault(
        .wrongKind,
        "\"\(CellText.shown(text).shortened)\" holds no number and does not say that something is to be done",
        consequence: CellText.nothingToForecast,
        remedy: "write a number, or 'done' for what is to be finished")
    }
    guard numbers.count == 1 else { throw several(numbers, in: rest, text) }
    let number = try CellText.number(found.digits, hasDecimalCommas: hasDecimalCommas)
    let behind = rest[found.end...].prefix { $0 != PromiseWords.gap }
    try promise.measure(number, String(behind).trimmed, unit, text)
    return promise
  }

  /// Gives the number its unit: what stands behind it and what the table states beside it must agree.
  private mutating func measure(
    _ number: Double, _ behind: String, _ stated: String?, _ text: String
  ) throws(Fault) {
    let (factor, power, after) = PromiseWords.multiplier(behind)
    if after.hasPrefix("%") || after.hasPrefix("个百分点") || after.hasPrefix("百分点")
      || after.lowercased().hasPrefix("per cent") || after.lowercased().hasPrefix("percent")
      || (text.contains("百分之") && after.isEmpty)
    {
      guard stated == nil || stated == "%" else { throw Self.contradiction("%", stated ?? "") }
      (value, unit) = (number, "%")
      return
    }
    let word = PromiseWords.unit(of: after)
    // `1O0`: letters among the digits.
    let known = ["m2", "m3", "km2", "co2"]
    if let word, word.contains(where: \.isDigit),
      !known.contains(where: word.lowercased().hasPrefix)
    {
      throw CellText.noNumber(text)
    }
    guard let stated else {
      if let word, PromiseWords.keepsMultiplier(word) {
        (value, unit) = (number, power + word)
      } else {
        (value, unit) = (number * factor, word)
      }
      return
    }
    if power + after == stated || stated.hasPrefix(power) && !power.isEmpty && after.isEmpty {
      (value, unit) = (number, nil)
      return
    }
    guard word == nil || after.hasPrefix(stated) || stated.hasSuffix(word ?? "") && power.isEmpty
    else { throw Self.contradiction(power + (word ?? ""), stated) }
    if PromiseWords.keepsMultiplier(stated), !power.isEmpty {
      throw Self.contradiction(power + stated, stated)
    }
    (value, unit) = (SheetReader.rounded(number * factor), nil)
  }

  private static func contradiction(_ found: String, _ stated: String) -> Fault {
    Fault(
      .conflict, "the number is in \(found.shortened), its unit is \(stated.shortened)",
      consequence: "one of the two is wrong", remedy: "make them the same")
  }

  // MARK: Pieces

  /// Leaves out what stands in brackets, unless that is all.
  private static func outsideBrackets(_ text: String) -> String {
    var outside = ""
    var depth = 0
    for letter in text {
      if letter == "(" || letter == "[" { depth += 1 }
      if depth == 0 { outside.append(letter) }
      if letter == ")" || letter == "]" { depth = max(0, depth - 1) }
    }
    return outside.trimmed.isEmpty ? text.filter { !"()[]".contains($0) } : outside
  }

  private static func takeSide(
    _ rest: inout String, _ text: String
  ) throws(Fault) -> Target.Comparator? {
    var found: [Target.Comparator] = []
    for (words, side) in PromiseWords.sides where PromiseWords.take(words, from: &rest) {
      found.append(side)
    }
    let isLower = found.contains { $0 == .atLeast || $0 == .above }
    let isUpper = found.contains { $0 == .atMost || $0 == .below }
    guard !(isLower && isUpper) else {
      throw Fault(
        .conflict, "\"\(CellText.shown(text).shortened)\" is a limit from below and from above",
        consequence: "it is not clear when it is met",
        remedy: "keep one of the two, or write two rows")
    }
    return found.first
  }

  private struct Found {
    let digits: String
    let begin: String.Index
    let end: String.Index
  }

  /// The numbers of a text, without days and months and what belongs to a name, such as `5G` and `PM2.5`.
  private static func numbers(in text: String, unit: String?) -> [Found] {
    var all: [Found] = []
    for match in text.matches(of: #/[0-9](?:[0-9.,]|\ (?=[0-9]{3}(?![0-9])))*/#) {
      var end = match.range.upperBound
      while let last = text[..<end].last, ".,".contains(last) { end = text.index(before: end) }
      var begin = match.range.lowerBound
      if let sign = text[..<begin].last, sign == "-" || sign == "+" {
        let before = text[..<text.index(before: begin)].last
        if !(before?.isDigit ?? false) {
          begin = text.index(before: begin)
        }
      }
      all.append(Found(digits: String(text[begin..<end]), begin: begin, end: end))
    }
    let undated = all.filter { number in
      guard let next = text[number.end...].first(where: { $0 != " " }) else { return true }
      let isDate = (next == "年" && number.digits.count == 4) || next == "月" || next == "日"
      return !isDate || unit.map { $0.hasPrefix(String(next)) } ?? false
    }
    guard undated.count > 1 else { return undated }
    return undated.filter { number in
      let before = text[..<number.begin].last
      let after = text[number.end...].first
      return !(before.map { $0.isASCII && $0.isLetter } ?? false) && after != "G"
    }
  }

  private static func several(_ numbers: [Found], in rest: String, _ text: String) -> Fault {
    let shown = CellText.shown(text).shortened
    let between = rest[numbers[0].end..<numbers[1].begin].filter { !"% ".contains($0) }
    guard !["-", "~", "至", "到", "to"].contains(between) && !numbers[1].digits.hasPrefix("-") else {
      return Fault(
        .ambiguous, "\"\(shown)\" is a range", consequence: "it is not clear when it is met",
        remedy: "write its lower end, or as a limit: at most \(numbers[1].digits)")
    }
    return Fault(
      .ambiguous, "\"\(shown)\" holds \(numbers.count) numbers",
      consequence: "it is not clear which of them is promised", remedy: "give each its own row")
  }
}

extension Character {
  /// 0 to 9; to Swift `百` is a number too.
  var isDigit: Bool { ("0"..."9").contains(self) }
}

extension String {
  var trimmed: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
