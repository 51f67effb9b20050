import Buildout

extension Report {
  /// The report as a page: one HTML 5 document without scripts, in which nothing is fetched from elsewhere, for
  /// the screen and for A4 paper.
  public func html() -> String { html { _ in nil } }

  /// - Parameter drawing: The column of a table in whose place drawings stand, and what they show in a row.
  func html(
    drawing: (Table) -> (column: Int, draw: (Int, inout Markup) -> Void)?
  ) -> String {
    let say = Words(language: language)
    return Markup.document(title, say) { body in
      body.element("header") { header in
        header.element("h1", title)
        for fact in facts { header.element("p", ["class": "facts"], fact) }
      }
      body.element("main") { main in
        for note in notes { main.element("p", ["class": "lead"], note) }
        for (index, table) in tables.enumerated() {
          main.element("section", ["id": "\(table.id)-\(index)"]) { section in
            section.element("h2", table.title)
            if let note = table.note { section.element("p", ["class": "lead"], note) }
            if !table.rows.isEmpty { section.table(table, say, drawing: drawing(table)) }
          }
          main.line()
        }
        explanations(&main, say)
      }
    }
  }

  private func explanations(_ markup: inout Markup, _ say: Words) {
    guard !legend.isEmpty else { return }
    markup.element("section", ["id": "reading"]) { section in
      section.element("h2", say("How to read", "阅读说明"))
      section.element("dl", ["class": "legend"]) { list in
        for entry in legend {
          list.element("div") {
            $0.element("dt", entry.term.unspaced)
            $0.element("dd", entry.meaning)
          }
        }
      }
    }
  }
}
