import ScenarioFormat
import TestSupport
import Testing

@testable import Buildout

@Suite struct KnownBlocksTests {
  @Test("What a plan met in a forecast is what a comparison would have simulated again")
  func afterAForecast() async throws {
    let plan = try Compiled.plan(RandomScenario(3).description)
    let settings = RunSettings(trials: 600, seed: 5, threads: 2)
    _ = try await plan.forecast(settings, isComparedNext: true)
    let again = try Plan(plan.scenario)
    let block = PairedBlock(PairedPlans(again, variants: []), seed: 5)
    for number in 0..<3 {
      let count = min(Block.size, 600 - number * Block.size)
      block.run(number: number, count: count)
      let known = try #require(plan.known.met(seed: 5, number: number, count: count))
      for target in plan.targets.indices {
        let row = target * Block.size
        let met = known[row..<row + count]
        #expect(met.elementsEqual(block.met(0, target)), "\(target) in \(number)")
      }
    }
    #expect(plan.known.met(seed: 6, number: 0, count: 1) == nil)
    #expect(plan.known.met(seed: 5, number: 3, count: 1) == nil)
  }

  @Test("How many targets were met in trials across blocks, where all of them are known")
  func numbers() async throws {
    let plan = try Compiled.plan(RandomScenario(3).description)
    _ = try await plan.forecast(RunSettings(trials: 600, seed: 5), isComparedNext: true)
    let targets = Array(plan.targets.indices)
    let numbers = try #require(plan.known.numbersMet(of: targets, in: 200..<600, seed: 5))
    #expect(numbers.count == 400 && Set(numbers).count > 1)
    for trial in 200..<600 {
      let (number, lane) = trial.quotientAndRemainder(dividingBy: Block.size)
      let block = try #require(plan.known.met(seed: 5, number: number, count: lane + 1))
      let met = targets.reduce(0) { $0 + Int(block[$1 * Block.size + lane]) }
      #expect(Int(numbers[trial - 200]) == met)
    }
    #expect(plan.known.numbersMet(of: targets, in: 200..<601, seed: 5) == nil)
  }

  @Test("A choice is the same whether the plan has been forecast or not")
  func choiceAfterAForecast() async throws {
    let yaml = try Repository.text("Tests/Validation/o31-crews.yaml")
    let document = try ScenarioDocument(yaml: yaml, file: "choice.yaml")
    let settings = RunSettings(trials: 512, seed: 9)
    func choice(of plan: Plan) async throws -> Choice {
      try await plan.choose(among: document.levers, budget: 0...0, settings) {
        try document.carryingOut($0)
      }
    }
    let alone = try await choice(of: try Plan(document.scenario))
    let forecast = try Plan(document.scenario)
    _ = try await forecast.forecast(RunSettings(trials: 2_000, seed: 9), isComparedNext: true)
    #expect(try await choice(of: forecast) == alone)
  }

  @Test("A forecast that nothing is compared with keeps nothing of its trials")
  func afterAnotherForecast() async throws {
    let plan = try Compiled.plan(RandomScenario(3).description)
    _ = try await plan.forecast(RunSettings(trials: 300, seed: 5))
    #expect(plan.known.met(seed: 5, number: 0, count: 1) == nil)
  }
}
