public import Buildout

/// What is wrong with a table, at its position, in both languages.
public struct TableFault: Hashable, Sendable {
  /// Where it stands, as a spreadsheet shows it; what is nil is not known or is the whole.
  public struct Position: Hashable, Sendable {
    /// The sheet's name.
    public var sheet: String?
    /// The row's number, from 1.
    public var row: Int?
    /// The column's number, from 1; messages write it in letters.
    public var column: Int?
    /// What stands above the column.
    public var heading: String?

    /// A position; what is left out is not known or is the whole.
    public init(
      sheet: String? = nil, row: Int? = nil, column: Int? = nil, heading: String? = nil
    ) {
      self.sheet = sheet
      self.row = row
      self.column = column
      self.heading = heading
    }
  }

  /// Where it stands.
  public let position: Position
  /// What is wrong, as a clause without a capital or a full stop.
  public let problem: Text
  /// What follows from it.
  public let consequence: Text
  /// What to do about it.
  public let remedy: Text

  /// A fault of its position, what is wrong there, what follows and what to do.
  public init(_ position: Position, _ problem: Text, _ consequence: Text, _ remedy: Text) {
    self.position = position
    self.problem = problem
    self.consequence = consequence
    self.remedy = remedy
  }

  /// One line, which begins with the position:
  ///
  ///     plan.xlsx: sheet "2026", row 7, column C (目标值): error: "5-8" is a range; ...
  ///
  /// - Parameters:
  ///   - file: The file as the reader of the message knows it.
  ///   - language: Of the words; headings and names are the table's.
  public func description(file: String, in language: Language) -> String {
    let what = [problem, consequence, remedy].map { language($0) }
    switch language {
    case .en:
      let parts = [
        position.sheet.map { "sheet \"\($0)\"" }, position.row.map { "row \($0)" },
        position.column.map { column in
          "column \(Table.letters(of: column))" + (position.heading.map { " (\($0))" } ?? "")
        },
      ].compactMap { $0 }
      let at = parts.isEmpty ? "" : ": " + parts.joined(separator: ", ")
      return "\(file)\(at): error: " + what.joined(separator: "; ")
    case .zh:
      let at =
        (position.sheet.map { "工作表“\($0)”" } ?? "") + (position.row.map { "第 \($0) 行" } ?? "")
        + (position.column.map { " \(Table.letters(of: $0)) 列" } ?? "")
        + (position.heading.map { "（\($0)）" } ?? "")
      return "\(file)：\(at)\(at.isEmpty ? "" : "：")错误：" + what.joined(separator: "；")
    }
  }
}

/// All that is wrong with a file of tables; never empty.
public struct TableFileError: Error, Hashable, Sendable {
  /// All of them, in the order of the file.
  public let faults: [TableFault]

  /// The error of these faults.
  ///
  /// - Precondition: There is one at least.
  public init(_ faults: [TableFault]) {
    precondition(!faults.isEmpty, "a table without faults is no error")
    self.faults = faults
  }

  init(
    _ problem: Text, _ consequence: Text, _ remedy: Text, at position: TableFault.Position = .init()
  ) {
    self.init([TableFault(position, problem, consequence, remedy)])
  }
}

extension TableFault {
  static let notRead = Text(en: "it is not read", zh: "不再读取")

  /// A file that is beyond a limit.
  static func limit(
    _ en: String, _ zh: String, _ count: Int?, _ limit: Int, at position: Position = .init()
  ) -> TableFileError {
    TableFileError(
      count.map {
        Text(en: "there are \($0) \(en), the limit is \(limit)", zh: "有 \($0) \(zh)，上限为 \(limit)")
      } ?? Text(en: "there are more than \(limit) \(en)", zh: "超过 \(limit) \(zh)"),
      notRead,
      Text(
        en: "keep the table of targets alone in a file of its own", zh: "请把目标表单独存成一个文件"),
      at: position)
  }
}
