import Buildout

extension PlanningPack {
  /// A report's table as it is; a column of drawings may stand in for one of its columns.
  ///
  /// - Parameter drawing: The column, and what it shows in a row.
  func table(
    _ table: Table, _ markup: inout Markup,
    drawing: (column: Int, draw: (Int, inout Markup) -> Void)? = nil
  ) {
    markup.element(
      "div", ["class": "scroll", "role": "region", "tabindex": "0", "aria-label": table.title]
    ) { $0.element("table", ["class": "wide"]) { content(table, &$0, drawing) } }
  }

  private func content(
    _ table: Table, _ element: inout Markup,
    _ drawing: (column: Int, draw: (Int, inout Markup) -> Void)?
  ) {
    element.head(
      table.columns.enumerated().map { index, column in
        (column.title.unspaced, index == drawing?.column ? "" : classes(column))
      })
    element.element("tbody") { body in
      for (number, cells) in table.rows.enumerated() {
        body.element("tr") { row in
          for (index, cell) in cells.enumerated() {
            if index == drawing?.column {
              row.element("td", ["class": "plot"]) { drawing?.draw(number, &$0) }
            } else {
              write(cell, index, table.columns[index], &row)
            }
          }
        }
      }
    }
  }

  private func write(
    _ cell: Table.Cell, _ index: Int, _ column: Table.Column, _ row: inout Markup
  ) {
    if index == 0 {
      row.element("th", ["scope": "row", "class": classes(column)], cell.shown)
    } else {
      row.element("td", ["class": classes(column)]) { write(cell, &$0) }
    }
  }

  /// Numbers, short words that are kept on a line, or words that wrap.
  private func classes(_ column: Table.Column) -> String {
    (column.alignment == .trailing ? "n" : column.wraps ? "w" : "s")
      + (column.isExtra ? " extra" : "")
  }
}
