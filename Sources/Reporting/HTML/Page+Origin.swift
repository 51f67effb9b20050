import Buildout

extension PlanningPack {
  /// The inputs, those of one basis in a row under it.
  func inputs(_ markup: inout Markup) {
    guard !register.isEmpty else { return }
    section(
      "inputs", say("Assumptions", "假设清单"),
      say(
        "Every number the forecast rests on besides the plan's own targets, as the scenario file "
          + "gives it, with its basis.",
        "除计划自身目标以外的全部输入，数值与方案文件一致，并注明依据。"), &markup
    ) { section in
      section.element("table", ["class": "register"]) { table in
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
          while end < register.count, register[end].basis == first.basis,
            register[end].note == first.note, register[end].source == first.source
          { end += 1 }
          table.element("tbody") { body in
            body.element("tr") { row in
              row.element("th", ["scope": "rowgroup", "colspan": "2"], basis(first))
            }
            for entry in register[start..<end] {
              body.element("tr") { row in
                row.element("td") { $0.element("code", entry.name) }
                row.element("td") { $0.element("code", entry.value) }
              }
            }
          }
          start = end
        }
      }
    }
  }

  private func basis(_ entry: RegisterEntry) -> String {
    let kind =
      switch entry.basis {
      case .document: say("Document", "文件依据")
      case .referenceClass: say("Reference class", "参照类")
      case .assumption: say("Assumption", "假设")
      case nil: say("No stated basis", "未注明依据")
      }
    let more = [entry.source, entry.note].compactMap { $0 }.joined(separator: say("; ", "；"))
    return more.isEmpty ? kind : kind + say(": ", "：") + more
  }

  func origin(_ markup: inout Markup) {
    let calendar = forecast.scenario.calendar
    section(
      "origin", say("Origin", "计算说明"),
      say(
        "The same scenario, seed and number of trials give the same page, to the byte.",
        "相同的方案、随机种子和模拟次数得到逐字节相同的页面。"), &markup
    ) { section in
      section.element("table", ["class": "register"]) { table in
        table.element("tbody") { body in
          let trials = Digits.exact(Double(forecast.trials))
          for (name, value) in [
            (say("Scenario", "方案"), forecast.scenario.id), ("SHA-256", provenance.sha256),
            (say("Months", "计划期"), "\(calendar.start) – \(calendar.end)"),
            (say("Trials", "模拟次数"), trials), (say("Seed", "随机种子"), String(forecast.seed)),
            (say("Version", "版本"), "buildout \(provenance.engineVersion)"),
            (say("Random streams", "随机流版本"), String(Forecast.streamVersion)),
            (
              say("To repeat", "复算命令"),
              "buildout run \(say("SCENARIO.yaml", "方案.yaml")) --seed \(forecast.seed) "
                + "--trials \(forecast.trials) --format html --lang \(say("en", "zh"))"
            ),
          ] {
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
      say("What each column and chart says.", "各列和图表的含义。"), &markup
    ) { section in
      section.element("dl", ["class": "legend"]) { list in
        var entries = tables.legend.map { ($0.term, $0.meaning) }
        entries.append(
          (
            say("Half of trials by", "半数模拟达成"),
            say(
              "the first month by whose end half of the trials have reached the target; “later” when "
                + "they do not within the plan's months.",
              "至该月月末已有半数模拟首次达到目标；计划期内未达到时记为“期内未达”。")
          ))
        entries.append(
          (
            say("Pro-rata schedule", "序时进度"),
            say(
              "the elapsed share of the target's span times its promised value.",
              "已过时间占目标期限的比例乘以目标值。")
          ))
        for (term, meaning) in entries {
          list.element("div") {
            $0.element("dt", term)
            $0.element("dd", meaning)
          }
        }
      }
    }
  }
}
