import CXLSXWriter

struct CellFormat: Hashable {
  let look: Look
  let number: String
}

/// How a cell looks, apart from how its number is written.
enum Look: Hashable {
  case title, heading, note, input
  case header(Table.Column)
  case cell(Table.Column)
  /// What is there for a chart.
  case faint(Table.Column)
  case green, amber, red

  func apply(to format: UnsafeMutablePointer<lxw_format>) {
    switch self {
    case .title:
      format_set_bold(format)
      format_set_font_size(format, 16)
    case .heading:
      format_set_bold(format)
      format_set_font_size(format, 12)
    case .note:
      format_set_font_color(format, 0x5A6572)
      format_set_text_wrap(format)
      format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
    case .input:
      format_set_bg_color(format, 0xFFF3C4)
      format_set_border(format, UInt8(LXW_BORDER_THIN.rawValue))
      format_set_shrink(format)
    case .header(let column):
      format_set_bold(format)
      format_set_bg_color(format, 0xE6ECF2)
      format_set_bottom(format, UInt8(LXW_BORDER_THIN.rawValue))
      format_set_text_wrap(format)
      Look.align(format, column)
    case .cell(let column):
      if column.wraps { format_set_text_wrap(format) }
      Look.align(format, column)
    case .faint(let column):
      format_set_font_color(format, 0xA0A8B0)
      Look.align(format, column)
    case .green: Look.colour(format, 0x1E5C38, 0xDDF0E3)
    case .amber: Look.colour(format, 0x6B4600, 0xFCE9BF)
    case .red: Look.colour(format, 0x8C1D1D, 0xF8D9D9)
    }
  }

  private static func align(_ format: UnsafeMutablePointer<lxw_format>, _ column: Table.Column) {
    format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_CENTER.rawValue))
    if column.alignment == .trailing {
      format_set_align(format, UInt8(LXW_ALIGN_RIGHT.rawValue))
    } else {
      // Away from the numbers to its left.
      format_set_indent(format, 1)
    }
  }

  private static func colour(
    _ format: UnsafeMutablePointer<lxw_format>, _ ink: UInt32, _ paper: UInt32
  ) {
    format_set_font_color(format, ink)
    format_set_bg_color(format, paper)
  }
}
