import Buildout

/// The first screen of a plan that is known in part: what is done, who is behind, what has changed, whether
/// it will be kept. The monthly table follows.
extension PlanningPack {
  func yearSoFar(_ progress: ProgressTables, _ markup: inout Markup) {
    markup.element("section", ["id": "year", "class": "summary year"]) { section in
      section.element("div", ["class": "column"]) { column in
        column.element("div", ["class": "block"]) { block in
          block.element("h2", say("What stands?", "目前进度如何？"))
          for note in progress.notes { block.element("p", note) }
        }
        column.element("div", ["class": "block"]) { willWe(&$0) }
      }
      section.element("div", ["class": "column"]) { column in
        briefs(progress.movedTable, most: 8, say("What has changed?", "有什么变化？"), &column)
      }
      // These two have too many columns for half of the page.
      section.element("div", ["class": "column whole"]) { column in
        briefs(progress.behindTable, most: 8, say("Who is behind?", "谁落后了？"), &column)
        briefs(
          progress.standing.filter(isBrief), most: 12, say("Who stands where?", "各单位进度如何？"), &column
        )
      }
    }
    markup.line()
  }

  /// Whether a table leaves room for the rest of the first screen.
  private func isBrief(_ table: Table) -> Bool { table.rows.count <= 12 }

  /// The first rows of tables under a question, and how many more there are.
  private func briefs(
    _ tables: [Table], most: Int, _ question: String, _ markup: inout Markup
  ) {
    for brief in tables {
      let more = brief.rows.count - most
      markup.element("div", ["class": "block brief"]) { block in
        block.element("h2", question)
        block.element("p", ["class": "key"], brief.title)
        table(brief.first(most), &block)
        guard more > 0 else { return }
        block.element(
          "p", ["class": "key"],
          say("And \(more) more in the monthly table.", "另有\(more)项，见月度进度表。"))
      }
    }
  }

  func monthlyTable(_ progress: ProgressTables, _ markup: inout Markup) {
    section(
      "progress", say("Monthly progress", "月度进度表"), progress.facts + say(".", "。"), &markup
    ) { section in
      let tables = progress.standing.filter { !isBrief($0) } + progress.monthly
      for (index, monthly) in tables.enumerated() {
        section.element("h3", monthly.title)
        // What the last of them says holds for all.
        table(monthly, &section, tellsWhatIsLeftOut: index == tables.count - 1)
      }
      for learned in progress.learnedTable {
        section.element("h3", learned.title)
        learned.note.map { section.element("p", ["class": "lead"], $0) }
        table(learned, &section)
      }
    }
  }

  /// A target's probability with its interval, or that the actuals settle it.
  func probability(of target: TargetForecast, _ markup: inout Markup) {
    guard let fact = tables.facts[target.target.id] else {
      return probability(target.met, &markup)
    }
    markup.element("strong", say.fact(fact))
  }
}

extension Table {
  /// The table with no more rows than some: on the first screen there is room for the first ones only.
  fileprivate func first(_ most: Int) -> Table {
    Table(id: id, title: title, note: note, columns: columns, rows: Array(rows.prefix(most)))
  }
}
