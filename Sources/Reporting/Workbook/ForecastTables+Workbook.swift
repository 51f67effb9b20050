import Buildout

extension ForecastTables {
  /// What to read first. Below each other in one sheet, so that their first columns hold the same: a
  /// name, its probability and the interval.
  var summaryTables: [Table] {
    let weakest = weakest(in: .summary)
    return atLeast + sectorSummary(in: .summary) + (weakest.isEmpty ? sectors : weakest)
  }

  /// One row per target, whose first cells all differ.
  var targetTable: Table {
    let rows = zip(forecast.targets, uniqueTitles).map { target, name in
      var row = row(
        target, sector: sectorGroups.first { $0.id == target.sector }?.title ?? "")
      row.name = name
      return row
    }
    return columns.targets.table(
      "targets", say("Targets", "各项目标"), in: .workbook, rows, without: absent, say)
  }

  /// Titles as a reader chooses by them: where two look alike, with the id.
  private var uniqueTitles: [String] {
    let titles = forecast.targets.map { WorkbookFile.inert(title($0)) }
    var counts: [String: Int] = [:]
    for title in titles { counts[title.lowercased(), default: 0] += 1 }
    return zip(forecast.targets, titles).map { target, title in
      counts[title.lowercased()] == 1 ? title : title + " [" + target.target.id + "]"
    }
  }

  /// One row per target and month, targets and months in order; empty cells where a number has no
  /// meaning.
  var monthTable: Table {
    let rows = zip(forecast.targets, uniqueTitles).flatMap { target, name in
      target.months(name, say).map { month in
        var month = month
        month.actual = actuals[target.target.measure]?[month.index + 1]
        return month
      }
    }
    return columns.months.table(
      "monthly", say("By month", "逐月走势"), in: .workbook, rows,
      without: actuals.isEmpty ? ["actual"] : [], say)
  }
}

extension Table {
  /// Where a column stands; nil if it is not there.
  func columnIndex(_ key: String) -> Int? { columns.firstIndex { $0.key == key } }

  /// Without one of its columns.
  func removing(_ key: String) -> Table {
    let kept = columns.indices.filter { columns[$0].key != key }
    return Table(
      id: id, title: title, note: note, columns: kept.map { columns[$0] },
      rows: rows.map { row in kept.map { row[$0] } })
  }
}
