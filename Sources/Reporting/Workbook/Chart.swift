import CXLSXWriter

/// A chart of the columns of one block of a sheet.
struct Chart {
  enum Kind {
    case stackedAreas, lines, columns
    /// Level bars, all of which begin at a value.
    case bars(crossing: Double)

    var isLines: Bool { if case .lines = self { true } else { false } }
    var isBars: Bool { if case .bars = self { true } else { false } }
  }

  /// How a series is told from the others: by its index, its dashes and its shade.
  enum Style {
    /// What the others stand on.
    case hidden
    case band, paleBand, strong, edge, dashed, thin
    /// What has come.
    case known
  }

  let kind: Kind
  let title: String
  /// The block that it draws.
  let block: Int
  /// The column of its categories.
  let category: Int
  let series: [(column: Int, style: Style)]
  /// How many of the block's rows it shows, from the first.
  let rows: Int
  /// Whether its values are probabilities.
  var isShare = false
  /// What the axes of its categories and of its values are called, where the title does not say it.
  var axes: (categories: String, values: String)?
  /// What the axis of its values covers; nil leaves it to the program.
  var covers: ClosedRange<Double>?

  /// In pixels: level bars with the room that their names take.
  var height: Int { kind.isBars ? max(390, 120 + rows * 27) : 390 }

  /// Rows of a sheet that it covers below a block, with a free one.
  var rowsHigh: Int { height / 20 + 3 }
}

extension WorkbookFile {
  /// Puts a block's charts below it, or to the right of a narrow sheet.
  mutating func addCharts(_ index: Int, _ sheet: Sheet, _ worksheet: Worksheet) {
    let block = sheet.blocks[index]
    let header = sheet.headerRow(index)
    for (number, chart) in block.charts.enumerated() {
      let below = (row: header + 1 + block.rows.count + 1, column: 0)
      let beside = (row: header, column: sheet.widths.count + 1)
      // Three fit where two wide ones do.
      let width = block.charts.count > 2 ? 420 : 580
      add(
        chart, sheet, block.hasChartsBelow ? below : beside,
        (width: width, offset: number * (width + 20)), worksheet)
    }
  }

  private mutating func add(
    _ chart: Chart, _ sheet: Sheet, _ cell: (row: Int, column: Int),
    _ frame: (width: Int, offset: Int), _ worksheet: Worksheet
  ) {
    guard chart.rows > 0, let drawing = workbook_add_chart(workbook, chart.kind.code) else {
      return
    }
    let header = UInt32(sheet.headerRow(chart.block))
    let rows = (first: header + 1, last: header + UInt32(chart.rows))
    for (column, style) in chart.series {
      guard let series = chart_add_series(drawing, nil, nil) else { continue }
      let (category, column) = (UInt16(chart.category), UInt16(column))
      chart_series_set_categories(series, sheet.name, rows.first, category, rows.last, category)
      chart_series_set_values(series, sheet.name, rows.first, column, rows.last, column)
      chart_series_set_name_range(series, sheet.name, header, column)
      style.apply(to: series, isLine: chart.kind.isLines)
      // A line of one point is seen by its marker only.
      if chart.kind.isLines, chart.rows == 1 {
        chart_series_set_marker_type(series, UInt8(LXW_CHART_MARKER_CIRCLE.rawValue))
      }
    }
    chart_title_set_name(drawing, chart.title)
    var font = lxw_chart_font()
    font.size = 12
    font.bold = 1
    chart_title_set_name_font(drawing, &font)
    arrange(chart, drawing)
    var options = lxw_chart_options()
    // Of the library's 480 by 288 pixels.
    options.x_scale = Double(frame.width) / 480
    options.y_scale = Double(chart.height) / 288
    options.x_offset = Int32(frame.offset)
    options.description = keep(chart.title)
    note(
      worksheet_insert_chart_opt(
        worksheet, UInt32(cell.row), UInt16(cell.column), drawing, &options))
  }

  private func arrange(_ chart: Chart, _ drawing: UnsafeMutablePointer<lxw_chart>) {
    // Of level bars the library's Y axis is the one of the categories.
    let across = chart_axis_get(drawing, LXW_CHART_AXIS_TYPE_X)
    let upright = chart_axis_get(drawing, LXW_CHART_AXIS_TYPE_Y)
    let (categories, values) = chart.kind.isBars ? (upright, across) : (across, upright)
    chart_axis_set_label_position(categories, UInt8(LXW_CHART_AXIS_LABEL_POSITION_LOW.rawValue))
    chart_legend_set_position(drawing, UInt8(LXW_CHART_LEGEND_BOTTOM.rawValue))
    // A cell without a number is no point of a line. The library does not write the word for a gap.
    chart_show_blanks_as(drawing, UInt8(LXW_CHART_BLANKS_AS_CONNECTED.rawValue))
    if let axes = chart.axes {
      chart_axis_set_name(categories, axes.categories)
      chart_axis_set_name(values, axes.values)
    }
    if let covers = chart.covers {
      chart_axis_set_min(values, covers.lowerBound)
      chart_axis_set_max(values, covers.upperBound)
    }
    if chart.isShare {
      chart_axis_set_num_format(values, "0%")
      chart_axis_set_min(values, 0)
      chart_axis_set_max(values, 1)
    }
    switch chart.kind {
    case .stackedAreas:
      // The base is nothing to read.
      let hidden = chart.series.indices.filter { chart.series[$0].style == .hidden }
      var deleted = hidden.map { Int16($0) } + [-1]
      if !hidden.isEmpty { chart_legend_delete_series(drawing, &deleted) }
    case .columns:
      chart_legend_set_position(drawing, UInt8(LXW_CHART_LEGEND_NONE.rawValue))
      chart_set_series_gap(drawing, 30)
    case .bars(let crossing):
      // The first row on top.
      chart_axis_set_reverse(categories)
      chart_axis_set_interval_unit(categories, 1)
      chart_axis_set_crossing(values, crossing)
      chart_set_series_gap(drawing, 40)
      chart_set_series_overlap(drawing, 100)
      if chart.series.count == 1 {
        chart_legend_set_position(drawing, UInt8(LXW_CHART_LEGEND_NONE.rawValue))
      }
    case .lines: break
    }
  }
}

extension Chart.Kind {
  fileprivate var code: UInt8 {
    let kind =
      switch self {
      case .stackedAreas: LXW_CHART_AREA_STACKED
      case .lines: LXW_CHART_LINE
      case .columns: LXW_CHART_COLUMN
      case .bars: LXW_CHART_BAR
      }
    return UInt8(kind.rawValue)
  }
}

extension Chart.Style {
  fileprivate func apply(to series: UnsafeMutablePointer<lxw_chart_series>, isLine: Bool) {
    var line = lxw_chart_line()
    var fill = lxw_chart_fill()
    // Its line, how wide that is where not as the library has it, and its area.
    (line.color, line.width, fill.color) =
      switch self {
      case .hidden: (0, 0, 0)
      case .band: (0x1F5A94, 0, 0x8FB4D9)
      case .paleBand: (0x1F5A94, 0, 0xD3E2F1)
      case .strong: (0x1F5A94, 2.5, 0x1F5A94)
      case .edge: (0x8FB4D9, 1.25, 0x8FB4D9)
      case .dashed: (0x5A6572, 1.5, 0xB9C2CC)
      case .thin: (0x1C2530, 1, 0x1C2530)
      case .known: (0x1C2530, 2.5, 0x1C2530)
      }
    if self == .hidden { (line.none, fill.none) = (1, 1) }
    if self == .dashed { line.dash_type = UInt8(LXW_CHART_LINE_DASH_DASH.rawValue) }
    chart_series_set_line(series, &line)
    if !isLine { chart_series_set_fill(series, &fill) }
  }
}
