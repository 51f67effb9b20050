import Buildout

extension PlanningPack {
  /// A report's table as it is; a column of drawings may stand in for one of its columns.
  ///
  /// - Parameter drawing: The column, and what it shows in a row.
  /// - Parameter tellsWhatIsLeftOut: Whether it says which columns narrow paper has no room for.
  func table(
    _ table: Table, _ markup: inout Markup, tellsWhatIsLeftOut: Bool = true,
    drawing: (column: Int, draw: (Int, inout Markup) -> Void)? = nil
  ) {
    markup.table(table, say, drawing: drawing)
    let left = table.columns.filter(\.isExtra).map(\.title.unspaced)
    guard tellsWhatIsLeftOut, !left.isEmpty else { return }
    markup.element(
      "p", ["class": "key left"],
      say(
        "No room here for: \(left.joined(separator: ", ")). A wide screen, paper in landscape and the workbook have them.",
        "此处版面不足，未列：\(left.joined(separator: "、"))。宽屏、横向纸张和工作簿中均有。"))
  }
}

extension Markup {
  /// A report's table as it is; a column of drawings may stand in for one of its columns.
  ///
  /// - Parameter drawing: The column, and what it shows in a row.
  mutating func table(
    _ table: Table, _ say: Words,
    drawing: (column: Int, draw: (Int, inout Markup) -> Void)? = nil
  ) {
    element(
      "div", ["class": "scroll", "role": "region", "tabindex": "0", "aria-label": table.title]
    ) { $0.element("table", ["class": "wide"]) { $0.content(table, say, drawing) } }
  }

  private mutating func content(
    _ table: Table, _ say: Words,
    _ drawing: (column: Int, draw: (Int, inout Markup) -> Void)?
  ) {
    head(
      table.columns.enumerated().map { index, column in
        (column.title.unspaced, index == drawing?.column ? "" : Markup.classes(column))
      })
    element("tbody") { body in
      for (number, cells) in table.rows.enumerated() {
        body.element("tr") { row in
          for (index, cell) in cells.enumerated() {
            if index == drawing?.column {
              row.element("td", ["class": "plot"]) { drawing?.draw(number, &$0) }
            } else if index == 0 {
              row.element(
                "th", ["scope": "row", "class": Markup.classes(table.columns[0])], cell.shown)
            } else {
              row.element("td", ["class": Markup.classes(table.columns[index])]) {
                $0.cell(cell, say)
              }
            }
          }
        }
      }
    }
  }

  /// What stands in a cell.
  mutating func cell(_ cell: Table.Cell, _ say: Words) {
    switch cell.content {
    case .light(let light, let shown):
      element("span", ["class": "badge \(light.rawValue)"], shown)
    case .month(let month): text(say.month(month))
    case .text, .figure, .interval: text(cell.shown)
    }
  }

  /// Numbers, short words that are kept on a line, or words that wrap.
  private static func classes(_ column: Table.Column) -> String {
    (column.alignment == .trailing ? "n" : column.wraps ? "w" : "s")
      + (column.isExtra ? " extra" : "")
  }
}
