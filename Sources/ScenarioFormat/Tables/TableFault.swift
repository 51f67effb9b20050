public import Buildout
import Sampling

/// What is wrong with a table, at its position.
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
  /// What is wrong, what follows, what to do, and the code of its kind.
  public let fault: Fault

  /// A fault at a position.
  public init(_ position: Position, _ fault: Fault) {
    self.position = position
    self.fault = fault
  }

  /// One line, which begins with the position:
  ///
  ///     plan.xlsx: sheet "2026", row 7, column C (目标值): error: "5-8" is a range; ...
  ///
  /// - Parameters:
  ///   - file: The file as the reader of the message knows it.
  ///   - language: Of the words; headings and names are the table's.
  public func description(file: String, in language: Language) -> String {
    let what = fault.description(in: language)
    switch language {
    case .en:
      let parts = [
        position.sheet.map { "sheet \"\($0)\"" }, position.row.map { "row \($0)" },
        position.column.map { column in
          "column \(Table.letters(of: column))" + (position.heading.map { " (\($0))" } ?? "")
        },
      ].compactMap { $0 }
      let at = parts.isEmpty ? "" : ": " + parts.joined(separator: ", ")
      return "\(file)\(at): error: " + what
    case .zh:
      let at =
        (position.sheet.map { "工作表“\($0)”" } ?? "") + (position.row.map { "第 \($0) 行" } ?? "")
        + (position.column.map { " \(Table.letters(of: $0)) 列" } ?? "")
        + (position.heading.map { "（\($0)）" } ?? "")
      return "\(file)：\(at)\(at.isEmpty ? "" : "：")错误：" + what
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

  init(_ fault: Fault, at position: TableFault.Position = .init()) {
    self.init([TableFault(position, fault)])
  }

  /// Of a file that is beyond a limit.
  static func limit(
    _ things: Message, _ count: Int?, _ limit: Int, at position: TableFault.Position = .init()
  ) -> TableFileError {
    TableFileError(
      Fault(
        .tooMany,
        count.map { "there are \($0) \(things), the limit is \(limit)" }
          ?? "there are more than \(limit) \(things)",
        consequence: "it is not read",
        remedy: "keep the table of targets alone in a file of its own"),
      at: position)
  }
}
