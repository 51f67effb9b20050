import Buildout

/// The JSON Schema of a scenario file, by which an editor completes keys, shows what they mean and
/// marks what is wrong while it is typed.
///
/// Its keys, distributions, words and limits are those of the reader and its sentences those of the page of the keys.
/// It refuses what can be seen in one place: keys that are none, values of the wrong kind, numbers out of
/// their limits, keys that must be there or exclude one another. Whether ids exist and the parts fit
/// together, the reader alone can say: `buildout check`.
public enum ScenarioSchema {
  /// The schema, as JSON of draft 07, which editors know best.
  public static var document: String { whole.document }

  static var whole: SchemaValue {
    let sections: [String: SchemaValue] = [
      "scenario": header, "basis": ref("basis"),
      "sectors": ids(title().adding(["type": ["string", "number", "boolean", "object", "null"]])),
      "seasons": ids(ref("season")), "pools": ids(ref("pool")), "factors": ids(ref("factor")),
      "correlations": ["type": "array", "items": correlation],
      "risks": ids(ref("risk")), "programmes": ids(ref("programme")).adding(["minProperties": 1]),
      "targets": ids(ref("target")).adding(["minProperties": 1]), "groups": ids(group),
      "options": options,
    ]
    let top: SchemaValue = [
      "$schema": "http://json-schema.org/draft-07/schema#",
      "title": "Buildout scenario",
    ]
    let parts: [(String, SchemaValue)] = [
      ("basis", basis), ("season", season), ("pool", pool),
      ("factor", quantity(.factor, factor: true)),
      ("risk", risk), ("programme", programme), ("cohort", cohort), ("step", step),
      ("target", target), ("measure", measure),
    ]
    return top.adding(
      mapping(
        Vocabulary.document, "The file", sections, required: ["scenario", "programmes", "targets"])
    ).adding([
      "definitions": .object(parts + roles.map { ($0.name, quantity($0.role, factor: false)) })
    ])
  }

  /// The keys of the reader that have no schema of their own, and so take anything.
  static func keysWithoutSchema() -> [String] {
    var missing: [String] = []
    func look(_ value: SchemaValue, _ path: String) {
      switch value {
      case .object(let members):
        for (key, member) in members {
          if key == "properties", case .object(let properties) = member {
            missing += properties.filter { entry in
              if case .object(let members) = entry.1 {
                return members.allSatisfy { $0.0 == "description" }
              }
              return false
            }.map { path + "." + $0.0 }
          }
          look(member, path + "." + key)
        }
      case .array(let items): for item in items { look(item, path) }
      default: break
      }
    }
    // Conditions repeat a key to say something of it.
    look(whole, "")
    return missing.filter { !$0.contains(".if.") && !$0.contains(".then.") }
  }

  // MARK: Pieces

  /// A mapping with the keys of a set, each with what the page says of it.
  static func mapping(
    _ set: KeySet, _ section: String, _ values: [String: SchemaValue], required: [String] = [],
    rules: [SchemaValue] = []
  ) -> SchemaValue {
    let properties = set.keys.map { key in
      let text =
        KeyPage.description(of: key, in: section)
        ?? (key == "basis" ? KeyPage.description(of: key, in: "The file") : nil)
      let description: SchemaValue = text.map { ["description": .text($0)] } ?? [:]
      return (key, description.adding(values[key] ?? [:]))
    }
    var schema: SchemaValue = [
      "type": "object", "properties": .object(properties), "additionalProperties": false,
    ]
    if !required.isEmpty { schema = schema.adding(["required": .texts(required)]) }
    if !rules.isEmpty { schema = schema.adding(["allOf": .array(rules)]) }
    return schema
  }

  /// What stands in the definitions. Beside a bare reference draft 07 would ignore a description.
  static func ref(_ name: String) -> SchemaValue {
    ["allOf": [["$ref": .text("#/definitions/" + name)]]]
  }

  static let id = "[a-z][a-z0-9-]{0,\(Identifier.limit - 1)}"

  static let identifier: SchemaValue = ["type": "string", "pattern": .text("^\(id)$")]

  /// A mapping from ids to what they name.
  static func ids(_ value: SchemaValue) -> SchemaValue {
    [
      "type": "object", "propertyNames": ["pattern": .text("^\(id)$")],
      "additionalProperties": value,
    ]
  }

  /// Text may stand without quotes, so that an editor takes it for a number.
  static func text(_ limit: Int = 200) -> SchemaValue {
    ["type": ["string", "number", "boolean"], "maxLength": .integer(limit)]
  }

  /// A text, or one for each language.
  static func title(_ limit: Int = 200) -> SchemaValue {
    mapping(Vocabulary.title, "title", ["en": text(limit), "zh": text(limit)])
      .adding(text(limit)).adding(["type": ["string", "number", "boolean", "object"]])
  }

  static func number(
    from low: Double = -Fault.numberLimit, to high: Double = Fault.numberLimit, above: Bool = false
  ) -> SchemaValue {
    [
      "type": "number", above ? "exclusiveMinimum" : "minimum": .number(low),
      "maximum": .number(high),
    ]
  }

  static func whole(_ range: ClosedRange<Int>) -> SchemaValue {
    [
      "type": "integer", "minimum": .integer(range.lowerBound),
      "maximum": .integer(range.upperBound),
    ]
  }

  static func list(_ item: SchemaValue, of counts: ClosedRange<Int>? = nil) -> SchemaValue {
    let list: SchemaValue = ["type": "array", "items": item]
    guard let counts else { return list }
    return list.adding([
      "minItems": .integer(counts.lowerBound), "maxItems": .integer(counts.upperBound),
    ])
  }

  static func words(_ words: some Sequence<String>) -> SchemaValue { ["enum": .texts(words)] }

  static let flag: SchemaValue = ["type": "boolean"]
  static let month: SchemaValue = [
    "type": "string", "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])$",
  ]
  static let window = list(month, of: 2...2)

  /// Exactly one of the keys.
  static func one(of keys: [String]) -> SchemaValue {
    ["oneOf": .array(keys.map { ["required": [.text($0)]] })]
  }

  static func has(_ key: String) -> SchemaValue { ["required": [.text(key)]] }

  static func lacks(_ keys: String...) -> SchemaValue {
    ["not": ["anyOf": .array(keys.map(has))]]
  }

  static func when(_ condition: SchemaValue, _ consequence: SchemaValue) -> SchemaValue {
    ["if": condition, "then": consequence]
  }
}
