import ArgumentParser
import Buildout
import Reporting

struct AssumptionsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "assumptions",
    abstract: "List the scenario's inputs with their basis, and mark those that matter most.",
    discussion: """
      Lists the scenario's inputs by programme with value, basis, note, source and line, and counts how \
      many rest on a document, a reference class or an assumption. Names and distributions are put into words; \
      CSV and JSON have the paths, which buildout seek takes, and the values as the file has them.

      To find what matters, each input is made a tenth larger by itself, on the same random draws, and the \
      change in the number of firm targets met is printed. Changes that chance does not explain are \
      marked, and the ten largest stand first. Inputs from a document are not tried, nor those that \
      repeat what a target promises (86 estates where 86 are promised). A distribution is enlarged as a \
      whole; its spread and shape are not tried by themselves. Seasons are not tried.

      Every input takes a run of --trials of the programmes that it can affect. A plan of 242 targets with \
      1,187 inputs takes about half a minute of a processor's time. --trials 0 lists without \
      simulating.

      EXAMPLES
        buildout assumptions city.yaml
        buildout assumptions city.yaml --trials 0 --format csv > assumptions.csv
        buildout assumptions city.yaml --trials 4000 --lang zh
      """)

  @OptionGroup var scenario: ScenarioArgument

  @Option(
    help: "Trials for each input, 1 to 1,000,000,000, or 0 to list only. (default: 250)",
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
      sensitivity: trials > 0 ? try await sensitivity(input) : nil)
    try StandardStreams.print(text(register, input.provenance))
  }

  private func sensitivity(_ input: ScenarioInput) async throws -> AssumptionRegister.Sensitivity {
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
    return AssumptionRegister.Sensitivity(
      seed: seeded.seed, trials: trials, factor: Self.factor, gains: gains)
  }

  private func text(_ register: AssumptionRegister, _ provenance: Provenance) -> String {
    report.text(
      Report(register, language: report.lang, provenance: provenance),
      json: register.json(provenance))
  }
}
