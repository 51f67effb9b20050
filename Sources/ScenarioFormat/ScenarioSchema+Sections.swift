import Buildout
import Sampling

extension ScenarioSchema {
  static let basis = mapping(
    Vocabulary.basis, "basis",
    [
      "kind": words(Basis.Kind.allCases.map(\.rawValue)), "note": title(2000),
      "source": title(2000),
    ],
    required: ["kind"])

  static let header = mapping(
    Vocabulary.scenario, "scenario",
    [
      "id": identifier, "title": title(), "start": month, "months": whole(Calendar.allowedMonths),
      "money": title(40),
      "budget": ["if": ["type": "array"], "then": list(number(), of: 2...2), "else": number()],
    ], required: ["id", "start", "months"])

  static var season: SchemaValue {
    let weights = list(number(from: 0, to: 1000), of: 12...12)
    return mapping(
      Vocabulary.season, "seasons", ["weights": weights, "basis": ref("basis")],
      required: ["weights"]
    ).adding(weights).adding(["type": ["array", "object"]])
  }

  static var pool: SchemaValue {
    let capacity = quantity(.capacity)
    let alphas = Dirichlet.allowedAlphas
    return mapping(
      Vocabulary.pool, "pools",
      [
        "title": title(),
        "capacity": [
          "if": ["type": "array"],
          "then": list(capacity, of: 1...Calendar.allowedMonths.upperBound), "else": capacity,
        ],
        "season": identifier, "reusable": flag, "carry": flag, "whole": flag,
        "split": ids(number(from: alphas.lowerBound, to: alphas.upperBound)),
        "basis": ref("basis"),
      ],
      required: ["capacity"],
      rules: [
        when(
          ["required": ["split"], "properties": ["split": ["minProperties": 1]]],
          ["required": ["reusable"], "properties": ["reusable": ["const": false]]])
      ])
  }

  static let correlation = mapping(
    Vocabulary.correlation, "correlations",
    [
      "factors": list(identifier).adding(["minItems": 2, "uniqueItems": true]),
      "matrix": list(list(number(from: -1, to: 1)).adding(["minItems": 2]))
        .adding(["minItems": 2]),
      "basis": ref("basis"),
    ], required: ["factors", "matrix"])

  static var risk: SchemaValue {
    let effects = Risk.Effect.allCases.map {
      ($0.rawValue, quantity($0.role(ofSingleUnits: false)))
    }
    return mapping(
      Vocabulary.risk, "risks",
      [
        "title": title(), "chance": quantity(.chance),
        "each": words(["trial", "unit"]), "monthly": quantity(.monthlyChance),
        "ends": quantity(.monthlyChance), "acting": flag, "window": window,
        "lasts": quantity(.spell),
        "given": ids(quantity(.chance)).adding(["minProperties": 1, "maxProperties": 1]),
        "on": list([
          "type": "string",
          "pattern": .text("^(\(id)(\\.\(id))?|pools\\.\(id)|(sector|tag):\(id))$"),
        ]),
        "basis": ref("basis"),
      ].merging(effects) { own, _ in own },
      rules: [
        one(of: ["chance", "monthly"]),
        when(has("chance"), ["properties": ["lasts": quantity(.perTrial)]]),
        [
          "dependencies": .object(
            [
              ("ends", ["monthly"]), ("acting", ["ends"]), ("each", ["chance"]),
              ("given", ["chance"]),
            ] + effects.map { ($0.0, ["on"]) })
        ],
        when(has("ends"), lacks("lasts")),
      ])
  }

  static let programme = mapping(
    Vocabulary.programme, "programmes",
    [
      "title": title(), "sector": identifier, "tags": list(identifier), "unit": title(40),
      "cohorts": list(ref("cohort")),
      "steps": [
        "type": "object", "minProperties": 1,
        "propertyNames": ["pattern": .text("^(?!(done|cancelled)$)\(id)$")],
        "additionalProperties": ref("step"),
      ],
      "basis": ref("basis"),
    ], required: ["unit", "steps"])

  static var cohort: SchemaValue {
    let arrives: SchemaValue = [
      "required": ["monthly"], "properties": ["monthly": ["const": true]],
    ]
    return mapping(
      Vocabulary.cohort, "cohorts",
      [
        "number": quantity(.arrivals).adding(["maximum": .integer(Cohort.numberLimit)]),
        "size": quantity(.size), "at": identifier, "start": month, "progress": quantity(.progress),
        "monthly": flag, "ceiling": whole(1...Cohort.numberLimit), "basis": ref("basis"),
      ],
      rules: [
        [
          "if": arrives, "then": lacks("start", "progress"),
          "else": .object([
            ("properties", ["number": quantity(.perTrial)]), ("not", has("ceiling")),
          ]),
        ],
        when(has("start"), lacks("progress")),
      ])
  }

  static var step: SchemaValue {
    let weights = ids(number(from: 0)).adding([
      "not": ["minProperties": 1, "additionalProperties": ["const": 0]],
      "errorMessage": "One of the weights must be above 0.",
    ])
    let level: SchemaValue = ["anyOf": [has("start"), has("bounds")]]
    return mapping(
      Vocabulary.step, "steps",
      [
        "title": title(), "tags": list(identifier), "rate": quantity(.levelRate),
        "takes": quantity(.duration), "chance": quantity(.stepChance), "cap": quantity(.perTrial),
        "remaining": quantity(.perTrial), "backlog": quantity(.perTrial), "start": quantity(.level),
        "bounds": list(number(), of: 2...2), "season": identifier,
        "factors": ids(number(from: -100, to: 100)), "uses": ids(number(from: 0, above: true)),
        "cost": quantity(.perTrial), "priority": whole(Step.allowedPriorities),
        "servers": whole(Step.allowedPlaces), "buffer": whole(Step.allowedPlaces), "endless": flag,
        "opens": list(whole(1...12)).adding(["minItems": 1, "uniqueItems": true]),
        "window": window,
        "after": list(["type": "string", "pattern": .text("^\(id)(\\.\(id))?$")]),
        "then": weights, "basis": ref("basis"),
      ],
      rules: [
        one(of: ["rate", "takes", "chance"]),
        [
          "dependencies": .object(
            ["cap", "remaining", "backlog", "start", "bounds"].map { ($0, ["rate"]) })
        ],
        [
          "if": level, "then": lacks("cap", "remaining", "backlog", "cost", "uses"),
          "else": ["properties": ["rate": quantity(.rate)]],
        ],
        when(has("rate"), lacks("servers", "buffer", "endless", "opens")),
        when(
          ["required": ["endless"], "properties": ["endless": ["const": true]]], has("servers")),
      ])
  }

  static let target = mapping(
    Vocabulary.target, "targets",
    [
      "title": title(), "sector": identifier, "measure": ref("measure"), "atLeast": number(),
      "above": number(), "atMost": number(), "below": number(), "by": number(), "due": month,
      "firmness": words(Target.Firmness.allCases.map(\.rawValue)), "unit": title(40),
      "clause": text(), "lead": title(), "note": title(2000), "basis": ref("basis"),
    ], required: ["measure", "due"],
    rules: [
      one(of: Target.Comparator.allCases.map(\.key)),
      // Infinite from the beginning, it is reached in no month.
      when(
        ["properties": ["measure": ["type": "string", "pattern": "\\.finish$"]]],
        ["not": has("by")]),
    ])

  static var measure: SchemaValue {
    let all = Measure.Reading.allCases.map(\.rawValue)
    let counted = Measure.Reading.allCases.filter(\.countsUnits).map(\.rawValue)
    func reading(_ readings: [String]) -> String {
      "\(id)(\\.\(id))?\\.(\(readings.joined(separator: "|")))"
    }
    let measures = list(["$ref": "#/definitions/measure"])
    let combinations = Measure.Combination.allCases.map {
      (
        $0.rawValue,
        measures.adding($0.takesTwo ? ["minItems": 2, "maxItems": 2] : ["minItems": 1])
      )
    }
    return mapping(
      Vocabulary.measure, "measures",
      ["number": ["type": "string", "pattern": .text("^\(reading(counted))$")]]
        .merging(combinations) { own, _ in own }
    ).adding(number()).adding([
      "type": ["number", "string", "object"],
      "pattern": .text("^(\(reading(all))|pools\\.\(id)\\.granted(\\.\(id))?)$"),
      "minProperties": 1, "maxProperties": 1,
    ])
  }

  static let group = mapping(
    Vocabulary.group, "groups",
    [
      "title": title(), "targets": list(identifier).adding(["minItems": 1, "uniqueItems": true]),
      "atLeast": whole(TargetGroup.allowedLeast), "atMost": whole(TargetGroup.allowedMost),
    ], required: ["targets"])
}
