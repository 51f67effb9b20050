import Buildout

extension MeetingHistory {
  /// A page without scripts: whether past meetings were right, and each target's odds as a line.
  public func html(language: Language) -> String {
    let report = Report(self, language: language)
    let tables = HistoryTables(history: self, say: Words(language: language))
    let say = tables.say
    var markup = Markup()
    markup.constant("<!DOCTYPE html>\n")
    markup.element("html", ["lang": say("en", "zh-Hans")]) { html in
      html.element("head") { head in
        head.void("meta", ["charset": "utf-8"])
        head.void("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"])
        head.element("title", report.title)
        head.element("style") { $0.constant(Stylesheet.text) }
      }
      html.element("body") { body in
        body.element("header") { header in
          header.element("h1", report.title)
          for fact in report.facts { header.element("p", ["class": "facts"], fact) }
        }
        body.element("main") { main in
          for note in report.notes { main.element("p", note) }
          for table in report.tables {
            main.element("section") { section in
              section.element("h2", table.title)
              table.note.map { section.element("p", ["class": "lead"], $0) }
              Self.write(table, tables, &section)
            }
          }
          main.element("section") { section in
            section.element("dl", ["class": "legend"]) { list in
              for entry in report.legend {
                list.element("div") {
                  $0.element("dt", entry.term)
                  $0.element("dd", entry.meaning)
                }
              }
            }
          }
        }
      }
    }
    markup.line()
    return markup.source
  }

  private static func write(_ table: Table, _ tables: HistoryTables, _ markup: inout Markup) {
    let isOdds = table.id == "odds"
    let last = table.columns.count - 1
    markup.element("div", ["class": "scroll"]) { scroll in
      scroll.element("table", ["class": "wide"]) { body in
        body.element("thead") { head in
          head.element("tr") { row in
            for column in table.columns {
              row.element(
                "th", ["scope": "col", "class": column.alignment == .trailing ? "n" : "s"],
                column.title)
            }
          }
        }
        body.element("tbody") { lines in
          for (number, cells) in table.rows.enumerated() {
            lines.element("tr") { row in
              for (place, cell) in cells.enumerated() {
                if isOdds, place == last {
                  row.element("td", ["class": "plot"]) {
                    draw(tables.line(tables.history.last.targets[number]), &$0)
                  }
                } else if place == 0 {
                  row.element("th", ["scope": "row", "class": "w"], cell.shown)
                } else {
                  row.element(
                    "td", ["class": table.columns[place].alignment == .trailing ? "n" : "s"],
                    cell.shown)
                }
              }
            }
          }
        }
      }
    }
  }

  /// Odds from 0 at the bottom to 1 at the top, with the limits of the lights.
  private static func draw(_ line: [Double?], _ markup: inout Markup) {
    let step = 110 / Double(max(1, line.count - 1))
    let points = line.enumerated().compactMap { place, value in
      value.map { Coordinate.pair(5 + Double(place) * step, 27 - $0 * 24) }
    }
    markup.element("svg", ["class": "line", "viewBox": "0 0 120 30", "aria-hidden": "true"]) {
      svg in
      svg.shape("path", ["class": "grid", "d": "M5 27H115M5 15H115M5 7.8H115M5 3H115"])
      if points.count > 1 {
        svg.shape("path", ["class": "median", "d": "M" + points.joined(separator: "L")])
      } else if let only = points.first {
        svg.shape("path", ["class": "known", "d": "M\(only)h3v3h-3Z"])
      }
    }
  }
}
