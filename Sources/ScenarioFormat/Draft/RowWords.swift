/// The words by which rows are told apart that hold no target.
enum RowWords {
  /// `一、经济发展`: a heading between targets.
  static func isNumbered(_ text: String) -> Bool {
    CellText.folded(text).prefixMatch(
      of: #/(?:\(?[一二三四五六七八九十]{1,3}\)?[、.\s)]|第[一二三四五六七八九十]+[章部类]|[IVX]+\.\s|[A-Z][.)]\s)/#) != nil
  }

  /// The heading without its number.
  static func withoutNumber(_ text: String) -> String {
    let folded = CellText.folded(text)
    guard let match = folded.prefixMatch(of: #/\(?[一二三四五六七八九十]{1,3}(?:\)|、|\.|\s)+/#) else {
      return text
    }
    let rest = String(folded[match.range.upperBound...])
    return rest.isEmpty ? text : rest
  }

  /// What stands above or below a table: notes, sources, names of those who made it.
  static func isNote(_ text: String) -> Bool {
    let text = CellText.folded(text).lowercased()
    return [
      "注:", "注1", "注：", "备注", "说明", "填表", "填报", "制表", "审核", "联系", "打印", "单位:", "note", "source",
      "prepared",
      "资料来源", "数据来源", "*",
    ].contains { text.hasPrefix($0) }
  }

  static func isTotal(_ text: String) -> Bool {
    ["合计", "总计", "小计", "总和", "total", "subtotal", "sum"].contains(CellText.key(text))
  }
}
