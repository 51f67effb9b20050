/// HTML, or SVG inside it, as it is written: every element that is opened is closed, and text is
/// escaped and made inert on its way in.
struct Markup {
  private(set) var source = ""

  typealias Attributes = KeyValuePairs<String, String>

  /// A whole document of HTML 5 that needs no other file.
  static func document(_ title: String, _ say: Words, _ body: (inout Markup) -> Void) -> String {
    var markup = Markup()
    markup.constant("<!DOCTYPE html>\n")
    markup.element("html", ["lang": say("en", "zh-Hans")]) { html in
      html.element("head") { head in
        head.void("meta", ["charset": "utf-8"])
        head.void("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"])
        head.element("title", title)
        head.element("style") { $0.constant(Stylesheet.text) }
      }
      html.line()
      html.element("body", [:], body)
    }
    markup.line()
    return markup.source
  }

  mutating func element(
    _ name: StaticString, _ attributes: Attributes = [:], _ content: (inout Markup) -> Void
  ) {
    open(name, attributes)
    content(&self)
    source += "</\(name)>"
  }

  mutating func element(_ name: StaticString, _ attributes: Attributes, _ text: String) {
    element(name, attributes) { $0.text(text) }
  }

  mutating func element(_ name: StaticString, _ text: String) {
    element(name, [:]) { $0.text(text) }
  }

  /// An element of HTML that has no content and no end tag.
  mutating func void(_ name: StaticString, _ attributes: Attributes) { open(name, attributes) }

  /// An element of SVG without content.
  mutating func shape(_ name: StaticString, _ attributes: Attributes) {
    open(name, attributes, end: "/>")
  }

  /// A drawing that is read aloud by its title and description.
  ///
  /// - Parameter id: What the ids of both begin with.
  mutating func chart(
    _ kind: String, _ viewBox: String, id: String, title: String, _ description: String,
    _ content: (inout Markup) -> Void
  ) {
    element(
      "svg",
      [
        "class": kind, "viewBox": viewBox, "role": "img", "aria-labelledby": "\(id)t \(id)d",
      ]
    ) { svg in
      svg.element("title", ["id": id + "t"], title)
      svg.element("desc", ["id": id + "d"], description)
      content(&svg)
    }
  }

  /// Text of a drawing, at a point that is its `anchor`.
  mutating func label(_ text: String, x: Double, y: Double, anchor: String = "middle") {
    element(
      "text",
      ["x": Coordinate.text(x), "y": Coordinate.text(y), "text-anchor": anchor], text)
  }

  /// The head of a table: the name and the class of each column.
  mutating func head(_ columns: [(name: String, kind: String)]) {
    element("thead") { head in
      head.element("tr") { row in
        for (name, kind) in columns {
          row.element("th", ["scope": "col", "class": kind], name)
        }
      }
    }
  }

  /// A percent sign stays on the line of its number.
  mutating func text(_ text: String) {
    source += Markup.escaped(text).replacing(" %", with: "\u{A0}%")
  }

  mutating func line() { source += "\n" }

  /// Source that holds nothing of a scenario.
  mutating func constant(_ source: StaticString) { self.source += source.description }

  private mutating func open(
    _ name: StaticString, _ attributes: Attributes, end: StaticString = ">"
  ) {
    source += "<\(name)"
    for (key, value) in attributes { source += " \(key)=\"\(Markup.escaped(value))\"" }
    source += end.description
  }

  static func escaped(_ text: String) -> String {
    let acts = text.utf8.contains { byte in
      switch byte {
      // Above ASCII there may be characters that hide or turn the reading direction.
      case 0..<0x20, 0x7F..., UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "&"),
        UInt8(ascii: "\""), UInt8(ascii: "'"):
        true
      default: false
      }
    }
    guard acts else { return text }
    var result = String.UnicodeScalarView()
    for scalar in text.inert.unicodeScalars {
      switch scalar {
      case "<": result += "&lt;".unicodeScalars
      case ">": result += "&gt;".unicodeScalars
      case "&": result += "&amp;".unicodeScalars
      case "\"": result += "&quot;".unicodeScalars
      case "'": result += "&#39;".unicodeScalars
      default: result.append(scalar)
      }
    }
    return String(result)
  }
}

/// Coordinates of a drawing, in tenths of a unit.
enum Coordinate {
  static func text(_ value: Double) -> String {
    let tenths = Int((min(max(value, -1e6), 1e6) * 10).rounded())
    let sign = tenths < 0 ? "-" : ""
    let whole = tenths.magnitude / 10
    let part = tenths.magnitude % 10
    return part == 0 ? "\(sign)\(whole)" : "\(sign)\(whole).\(part)"
  }

  static func pair(_ x: Double, _ y: Double) -> String { text(x) + "," + text(y) }
}
