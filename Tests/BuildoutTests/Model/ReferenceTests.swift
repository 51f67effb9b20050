import Buildout
import Testing

/// Names of a scenario have one reader and one printer.
@Suite struct ReferenceTests {
  @Test(arguments: [
    ("roads", Reference.programme("roads")), ("roads.build", .step("build", of: "roads")),
    ("sector:transport", .sector("transport")), ("tag:outdoor", .tag("outdoor")),
    ("pools.crews", .pool("crews")), ("pools", .programme("pools")),
    // No step has such an id, and nothing of the name is lost.
    ("roads.build.cap", .step("build.cap", of: "roads")), ("roads.", .step("", of: "roads")),
  ])
  func names(_ text: String, _ reference: Reference) {
    #expect(Reference(text) == reference)
    #expect(reference.description == text)
  }

  @Test func measuresArePrintedAsAFileNamesThem() throws {
    let measure = Measure.share(
      .sum([.completed("roads", step: "build", asNumber: true), .granted(pool: "crews")]), 100)
    #expect(
      "\(measure)" == "share(sum(number(roads.build.completed), pools.crews.granted), 100)")
    #expect(Measure.completed("roads") != .started("roads"))
  }

  @Test(arguments: [
    ("roads.completed", false), ("roads.build.started", true), ("pools.crews.granted", false),
    ("pools.crews.granted.roads", false),
  ])
  func namesOfMeasuresAreReadAsTheyArePrinted(_ name: String, _ asNumber: Bool) throws {
    let leaf = try #require(Measure.Leaf(name, asNumber: asNumber))
    #expect(leaf.description == (asNumber ? "number(\(name))" : name))
  }

  @Test(arguments: [
    ("roads", false), ("roads.built", false), ("roads.build.pave.completed", false), ("", false),
    ("pools.crews", false), ("pools.crews.asked", false), ("pools.crews.granted", true),
    ("roads.spent", true),
  ])
  func noOtherNameIsAMeasure(_ name: String, _ asNumber: Bool) {
    #expect(Measure.Leaf(name, asNumber: asNumber) == nil)
  }

  @Test func certainNumbersAreQuantities() throws {
    let quantity: Quantity = 2.5
    #expect(quantity.constant == 2.5)
    // Every use of a quantity takes one that is drawn once a trial.
    let step = try Step(id: "build", kind: .takes(6), cost: 2)
    let risk = try Risk(
      id: "flood", occurrence: .monthly(0.25), lasts: 2, on: ["roads.build", "tag:outdoor"],
      effects: [.speed: 0.5, .delay: 1])
    #expect(step.cost?.constant == 2 && risk.effects[.delay]?.constant == 1)
    #expect(risk.on == [.step("build", of: "roads"), .tag("outdoor")])
  }

  /// A program knows a fault by its code, wherever it is found.
  @Test func faultsHaveCodes() throws {
    let tooLikely = #expect(throws: Fault.self) {
      try Risk(id: "r", occurrence: .monthly(1.5), on: ["roads"])
    }
    #expect(tooLikely?.code == .outOfRange)
    #expect(tooLikely?.path == ["monthly"])
    let two = #expect(throws: Fault.self) {
      try Target(
        id: "t", measure: .combination(.ratio, [.completed("roads")]), comparator: .atLeast,
        value: 1,
        due: #require(Month(year: 2021, month: 12)))
    }
    #expect(two?.code == .wrongCount)
    #expect(two?.path == ["measure", "ratio"])
  }
}
