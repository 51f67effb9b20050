import Buildout

extension MeetingHistory {
  /// A page without scripts: whether past meetings were right, and each target's odds as a line.
  public func html(language: Language) -> String {
    let tables = HistoryTables(history: self, say: Words(language: language))
    return Report(self, language: language).html { table in
      guard table.id == "odds" else { return nil }
      return (
        table.columns.count - 1,
        { Self.draw(tables.line(tables.history.targets[$0]), &$1) }
      )
    }
  }

  /// Odds from 0 at the bottom to 1 at the top, with the limits of the lights.
  private static func draw(_ line: [Double?], _ markup: inout Markup) {
    let step = 110 / Double(max(1, line.count - 1))
    let points = line.enumerated().compactMap { index, value in
      value.map { Coordinate.pair(5 + Double(index) * step, 27 - $0 * 24) }
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
