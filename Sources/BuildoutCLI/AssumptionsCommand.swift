import ArgumentParser
import Buildout
import Reporting

struct AssumptionsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "assumptions",
    abstract: "List every number that the plan does not give, and mark those that matter most.",
    discussion: """
      Lists the scenario's inputs by programme with value, basis, note, source and line, and counts how \
      many rest on a document, a reference class or an assumption.

      Each input that is neither from a document nor says again what a target promises (86 estates where \
      86 are promised) is made a tenth larger by itself, on the same luck, and \
      the change in the number of firm targets met is given. Marked are those that chance does not \
      explain; the ten largest stand first. Laws are enlarged as a whole: their spreads and shapes are \
      not tried by themselves, and seasons are not tried at all. Every input costs a run of --trials, of \
      as much of the plan as it reaches: a plan of 242 targets with 1,187 inputs takes a little over a \
      minute of a processor's time. --trials 0 lists without simulating.

      EXAMPLES
        buildout assumptions city.yaml
        buildout assumptions city.yaml --trials 0 --format csv > assumptions.csv
        buildout assumptions city.yaml --trials 4000 --lang zh
      """)

  @OptionGroup var scenario: ScenarioArgument

  @Option(
    help: "Trials to make for each input, 0 to 1,000,000,000; 0 marks nothing. (default: 250)",
    transform: WholeNumber.read)
  var trials = 250

  @OptionGroup var seeded: SeedOptions
  @OptionGroup var report: ReportOptions

  /// A tenth larger.
  static let factor = 1.1

  func validate() throws {
    guard trials == 0 || RunSettings.allowedTrials.contains(trials) else {
      throw ValidationError("--trials is \(trials), it must be from 0 to 1000000000.")
    }
  }

  func run() async throws {
    let input = try ScenarioInput(scenario.path)
    let document = input.document
    let register = AssumptionRegister(
      scenario: document.scenario, entries: document.register,
      moves: trials > 0 ? try await moves(input) : nil)
    try StandardStreams.print(text(register, input.provenance))
  }

  private func moves(_ input: ScenarioInput) async throws -> AssumptionRegister.Moves {
    let document = input.document
    let inputs = document.registeredInputs
    let promises = document.restatedPromises
    let bar = ProgressBar(
      total: inputs.count, language: report.lang, unit: ("inputs", "项输入"))
    defer { bar.finish() }
    let variants = inputs.lazy.map { input -> Scenario? in
      // Larger weights would speed the whole year up, which no season claims.
      guard input.basis?.kind != .document, input.path.first != "seasons",
        !promises.contains(input.path)
      else { return nil }
      return document.scaling(input, by: Self.factor)
    }
    let gains = try await input.plan.gains(of: variants, seeded.settings(trials: trials)) {
      bar.update($0)
    }
    return AssumptionRegister.Moves(
      seed: seeded.seed, trials: trials, factor: Self.factor, gains: gains)
  }

  private func text(_ register: AssumptionRegister, _ provenance: Provenance) -> String {
    report.text(
      Report(register, language: report.lang, provenance: provenance),
      json: register.json(sha256: provenance.sha256, engineVersion: provenance.engineVersion))
  }
}
