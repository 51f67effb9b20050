import Buildout

extension PlanningPack {
  /// The inputs, those of one basis in a row under it.
  func inputs(_ markup: inout Markup) {
    guard !register.isEmpty else { return }
    section(
      "inputs", say("Assumptions", "假设清单"),
      registerLead, &markup
    ) { section in
      let count = register.count
      section.element("details", count > 60 ? [:] : ["open": ""]) { details in
        details.element("summary", say("\(count) inputs", "\(count)项输入"))
        registerRows(&details)
      }
    }
  }

  private func registerRows(_ markup: inout Markup) {
    markup.element("table", ["class": "register"]) { table in
      table.element("thead") { head in
        head.element("tr") { row in
          row.element("th", ["scope": "col"], say("Input", "输入"))
          row.element("th", ["scope": "col"], say("Value", "取值"))
        }
      }
      var start = 0
      while start < register.count {
        let first = register[start]
        var end = start
        while end < register.count, register[end].basis == first.basis { end += 1 }
        table.element("tbody") { body in
          body.element("tr") { row in
            row.element("th", ["scope": "rowgroup", "colspan": "2"], basisText(first))
          }
          for entry in register[start..<end] {
            body.element("tr") { row in
              row.element("td", say.name(entry, in: forecast.scenario))
              row.element("td", say.value(entry, in: forecast.scenario))
            }
          }
        }
        start = end
      }
    }
  }

  func origin(_ markup: inout Markup) {
    section("origin", say("Origin", "计算说明"), originLead, &markup) { section in
      section.element("table", ["class": "register"]) { table in
        table.element("tbody") { body in
          for (name, value) in originFacts {
            body.element("tr") { row in
              row.element("th", ["scope": "row"], name)
              row.element("td") { $0.element("code", value) }
            }
          }
        }
      }
    }
  }

  func reading(_ markup: inout Markup) {
    section(
      "reading", say("How to read", "阅读说明"),
      say("This is what each column and chart means.", "各列和图表的含义。"), &markup
    ) { section in
      section.element("dl", ["class": "legend"]) { list in
        for (term, meaning) in explanations {
          list.element("div") {
            $0.element("dt", term)
            $0.element("dd", meaning)
          }
        }
      }
    }
  }
}
