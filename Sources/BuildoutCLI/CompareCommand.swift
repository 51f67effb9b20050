import ArgumentParser
import Buildout
import Reporting
import Sampling

struct CompareCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Compare the options of a scenario with the plan as it stands.",
    discussion: """
      Simulates the plan and the options under 'options:' on the same random draws, so that a difference \
      comes from the option and not from chance. Prints what each option costs, how many targets are met \
      with it, which options lie on the efficient frontier and which are dominated (another one costs no \
      more and does better). Then it prints for each option and target the probability, the difference in \
      percentage points with its interval, and in how many trials only the plan or only the option met \
      the target. A difference whose interval contains zero is called 'no clear difference'.

      Only the programmes that an option can affect are simulated again. With --precision the comparison \
      stops as soon as every difference is known that precisely.

      With --actuals, options begin in the month after the last that is known: nobody can add a crew in February \
      when it is June.

      With --out, the comparison is also written to a folder: comparison.txt, comparison.md (and both in \
      Chinese as comparison.zh.txt, comparison.zh.md), comparison.csv, options.csv and comparison.json, \
      with their list in buildout.sha256. The files of an earlier run in that folder are replaced, all in \
      one step. Files of your own in it stay. --format csv prints comparison.csv.

      EXAMPLES
        buildout compare city.yaml
        buildout compare city.yaml --options night-shift,bundle --trials 50000
        buildout compare city.yaml --precision 0.2 --trials 1000000
        buildout compare city.yaml --lang zh --out Results/city
        buildout compare city.yaml --actuals actuals.csv
        buildout compare city.yaml --trials 1000000 --share 3/64 --out shares
      """)

  @OptionGroup var scenario: ScenarioArgument

  @Option(
    help: .init("Compare these options only, in this order. (default: all)", valueName: "id,id"))
  var options: String?

  @OptionGroup var known: ActualsOptions
  @OptionGroup var draws: DrawOptions
  @OptionGroup var stop: PrecisionOption
  @OptionGroup var shared: ShareOptions
  @OptionGroup var report: ReportOptions

  @OptionGroup var destination: FolderOption

  func validate() throws { _ = try job }

  /// The share that is to be run, where one is.
  private var job: ShareJob? {
    get throws {
      try shared.job(
        out: destination.out, trials: draws.trials, precision: stop.precision, report)
    }
  }

  func run() async throws {
    if let job = try job { return try await work(job) }
    let folder = try destination.folder(for: CompareCommand.fileNames)
    let input = try ScenarioInput(scenario.path)
    if options == nil { CompareCommand.sayLeftOut(input, report.lang) }
    let options = try CompareCommand.chosen(options, input)
    let settings = draws.settings(precision: stop.precision)
    let (plan, provenance) = try await known.plan(input, settings, report.lang)
    let bar = ProgressBar(total: settings.trials, language: report.lang)
    defer { bar.finish() }
    let comparison = try await plan.compare(options, settings) { bar.update($0) }
    bar.finish()

    try CompareCommand.give(comparison, provenance, report, to: folder)
  }

  /// Prints a comparison and writes it to a folder, where one is named.
  static func give(
    _ comparison: Comparison, _ provenance: Provenance, _ report: ReportOptions,
    to folder: OutputFolder?
  ) throws {
    try report.give(
      report.text(
        Report(comparison, language: report.lang, provenance: provenance),
        json: comparison.json(provenance)),
      files(comparison, provenance, csv: report.lang), to: folder
    ) {
      "Wrote the comparison to \($0)"
    }
  }

  /// What goes to a folder, by name.
  static let fileNames = OutputFile.names("comparison", sheets: ["comparison", "options"])

  /// What goes to a folder.
  static func files(
    _ comparison: Comparison, _ provenance: Provenance, csv: Language
  ) -> [OutputFile] {
    OutputFile.every("comparison", csv: csv) {
      Report(comparison, language: $0, provenance: provenance)
    } json: {
      comparison.json(provenance)
    }
  }

  /// Says which options cannot be compared, where there are some.
  static func sayLeftOut(_ input: ScenarioInput, _ language: Language) {
    let ids = input.document.exchangedOptions
    guard !ids.isEmpty else { return }
    StandardStreams.say(
      "Not compared, since what one is given another gives up: \(ids.listed); ask 'buildout choose'",
      in: language)
  }

  /// The options asked for.
  ///
  /// - Parameter options: Ids between commas; nil for all.
  static func chosen(_ options: String?, _ input: ScenarioInput) throws -> [ResourcingOption] {
    let all = input.document.options
    guard !all.isEmpty || input.document.optionNames.isEmpty else {
      throw Failure(
        code: .usage,
        message:
          "no option of the scenario can be carried out by itself: what one is given another gives up; "
          + "'buildout choose' finds who should have how much")
    }
    guard !all.isEmpty else {
      throw Failure(
        code: .usage,
        message: "the scenario has no options; add some under 'options:', such as "
          + "'night-shift: {set: {pools.crews.capacity: 15}}'")
    }
    guard let options else { return all }
    let ids = try options.split(separator: ",", omittingEmptySubsequences: false).map {
      try input.option(String($0.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()))
    }
    guard Set(ids).count == ids.count else {
      throw Failure(code: .usage, message: "--options names an option twice: \(options)")
    }
    return ids.compactMap { id in all.first { $0.id == id } }
  }
}
