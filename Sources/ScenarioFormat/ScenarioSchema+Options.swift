import Buildout

extension ScenarioSchema {
  static var options: SchemaValue {
    let option = mapping(
      Vocabulary.option, "options",
      [
        "title": title(),
        "set": [
          "type": "object", "patternProperties": .object(paths), "additionalProperties": false,
        ],
        "add": [
          "type": "object", "minProperties": 1, "additionalProperties": false,
          "patternProperties": .object(
            paths.map { ($0.0, number().adding(["not": ["const": 0]])) }),
        ],
        "units": [
          "if": ["type": "object"], "then": units,
          "else": ["type": "integer", "minimum": 1, "maximum": 1_000_000],
        ],
        "from": month,
        "cost": mapping(
          Vocabulary.optionCost, "options", ["oneOff": number(), "monthly": number()]),
        "extends": ["if": ["type": "array"], "then": list(identifier), "else": identifier],
        "excludes": ["if": ["type": "array"], "then": list(identifier), "else": identifier],
        "exchange": identifier,
        "basis": ref("basis"),
      ],
      rules: [
        [
          "anyOf": [
            ["required": ["set"], "properties": ["set": ["minProperties": 1]]],
            has("add"),
            ["required": ["extends"], "properties": ["extends": ["not": ["maxItems": 0]]]],
          ]
        ],
        when(
          has("from"),
          [
            "anyOf": [
              has("set"), has("add"),
              ["properties": ["cost": has("monthly")], "required": ["cost"]],
            ]
          ]),
      ])
    return [
      "type": "object", "maxProperties": .integer(ScenarioReader.optionLimit),
      "propertyNames": [
        "pattern": .text("^(?!\(ResourcingOption.baseID)$)\(id)$")
      ],
      "additionalProperties": option,
    ]
  }

  /// How much of an option there may be.
  private static var units: SchemaValue {
    mapping(
      Vocabulary.units, "units",
      [
        "from": ["type": "integer", "minimum": -1_000_000, "maximum": 0],
        "to": ["type": "integer", "minimum": 0, "maximum": 1_000_000],
        "step": ["type": "integer", "minimum": 1, "maximum": 1_000_000],
      ], required: ["to"])
  }

  /// The paths under which something may be set, and what may stand there.
  private static var paths: [(String, SchemaValue)] {
    let anything: SchemaValue = ["type": ["number", "string", "boolean", "array", "object"]]
    func under(
      _ start: String, _ definition: String, _ keys: [String]
    ) -> [(String, SchemaValue)] {
      [("^\(start)$", ref(definition))]
        + keys.map { ("^\(start)\\.\($0)$", ref("\(definition)/properties/\($0)")) }
        + [("^\(start)\\.(\(keys.joined(separator: "|")))\\..+$", anything)]
    }
    func settable(_ set: KeySet) -> [String] {
      set.keys.filter { !ScenarioPath.labels.contains($0) }
    }
    let programme = "programmes\\.\(id)"
    // What lies in a list of cohorts or a mapping of steps has patterns of its own.
    return [("^seasons\\.\(id)$", ref("season")), ("^seasons\\.\(id)\\..+$", anything)]
      + under("pools\\.\(id)", "pool", settable(Vocabulary.pool))
      + under("factors\\.\(id)", "factor", settable(Vocabulary.factor))
      + [("^correlations(\\..+)?$", anything)]
      + under("risks\\.\(id)", "risk", settable(Vocabulary.risk))
      + [
        ("^\(programme)$", ref("programme")),
        ("^\(programme)\\.(tags|cohorts|steps)$", anything),
        ("^\(programme)\\.tags\\..+$", anything),
      ]
      + under("\(programme)\\.cohorts\\.[0-9]+", "cohort", settable(Vocabulary.cohort))
      + under("\(programme)\\.steps\\.\(id)", "step", settable(Vocabulary.step))
  }
}
