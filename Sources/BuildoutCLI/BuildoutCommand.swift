import ArgumentParser
import Buildout
import Reporting
import Sampling

/// `buildout`, the command line.
struct BuildoutCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "buildout",
    abstract: "How likely is each target of a year's work plan?",
    discussion: """
      Reads a city's plan from a YAML file (a scenario), simulates it thousands of times and prints the \
      probability that each target is met by its due month, alone and together with the others.

      EXAMPLES
        buildout init targets.xlsx --start 2026-01 --out city.yaml
        buildout check Scenarios/quick-start.yaml
        buildout run Scenarios/quick-start.yaml
        buildout run Scenarios/quick-start.yaml --trials 100000 --lang zh
        buildout run Scenarios/quick-start.yaml --format json > forecast.json
        buildout report Scenarios/quick-start.yaml --out meeting
        buildout compare Scenarios/quick-start.yaml
        buildout choose Scenarios/quick-start.yaml --budget 20
        buildout seek Scenarios/quick-start.yaml --vary pools.crews.capacity --between 10..20 --target roads-km
        buildout drivers Scenarios/quick-start.yaml
        buildout bottlenecks Scenarios/quick-start.yaml
        buildout trace Scenarios/quick-start.yaml --trial 412
        buildout diff january.yaml march.yaml
        buildout actuals Scenarios/quick-start.yaml --out actuals.csv
        buildout run Scenarios/quick-start.yaml --actuals actuals.csv --out history/2026-01
        buildout history history
        buildout run Scenarios/quick-start.yaml --share 1/4 --out shares
        buildout merge shares

      COMPLETION
        buildout --generate-completion-script bash, zsh or fish prints a script that completes commands, \
      options and scenario files; the README says where it goes. For editors, see buildout help schema.

      EXIT CODES
        0    done
        64   wrong arguments
        65   faults in the scenario
        66   the scenario cannot be read
        70   a fault of buildout
        71   not enough memory or too few threads
        73   the files cannot be written
        74   the output cannot be written
        75   another round of shares is needed for the precision
        130  interrupted; also 129 hung up and 143 terminated
      """,
    version: buildoutVersion,
    subcommands: [
      RunCommand.self, MergeCommand.self, ReportCommand.self, CompareCommand.self,
      ChooseCommand.self,
      SeekCommand.self, DiffCommand.self, DriversCommand.self, BottlenecksCommand.self,
      AssumptionsCommand.self, CheckCommand.self, TraceCommand.self, InitCommand.self,
      ActualsCommand.self, HistoryCommand.self, SchemaCommand.self,
    ])
}

extension BuildoutCommand {
  /// Refuses a first word that is no command: the parser would call it one argument too many.
  ///
  /// - Throws: A ``Failure`` that names the nearest command.
  static func refuseUnknownCommand(_ word: String?) throws {
    let names = configuration.subcommands.compactMap { $0.configuration.commandName } + ["help"]
    guard let word, !word.hasPrefix("-"), !names.contains(word) else { return }
    throw Failure(
      code: .usage,
      message: Spelling.nearest(to: word, among: names).map {
        "there is no command '\(word)'; did you mean '\($0)'?"
      } ?? "there is no command '\(word)'; 'buildout --help' lists them")
  }

  /// Refuses an option that is given twice: every option of every command takes one value, and the parser
  /// would keep the last without a word.
  ///
  /// - Parameter arguments: Those that have been parsed without a fault, so that whatever begins with two
  ///   dashes is an option.
  static func refuseRepeats(in arguments: some Sequence<String>) throws {
    var seen: Set<Substring> = []
    for argument in arguments.prefix(while: { $0 != "--" }) where argument.hasPrefix("--") {
      let name = argument.prefix { $0 != "=" }
      guard seen.insert(name).inserted else {
        if name == "--vary" { throw Failure(code: .usage, message: SeekCommand.twoNumbers) }
        throw Failure(
          code: .usage,
          message:
            "\(name) is given twice; it takes one value, so leave out all but the one you mean")
      }
    }
  }
}

/// How a report is written to standard output.
enum OutputFormat: String, CaseIterable {
  case text, csv, markdown, json

  static func named(_ name: String) throws -> OutputFormat {
    if let format = OutputFormat(rawValue: name) { return format }
    let pages = ["html", "xlsx", "pdf"]
    throw ValidationError(
      pages.contains(name)
        ? "--format is text, csv, markdown or json, not '\(name)'. buildout report makes the page and the workbook."
        : "--format is text, csv, markdown or json, not '\(name)'.")
  }
}

extension Language: ExpressibleByArgument {
  /// What help says of an option that is not given.
  public var defaultValueDescription: String { "that of the locale" }
}

struct ScenarioArgument: ParsableArguments {
  @Argument(
    help: .init("A scenario file in YAML; - reads standard input.", valueName: "scenario"),
    completion: .file(extensions: ["yaml", "yml"]))
  var path: String
}

/// Whether the plan is simulated as it stands or with an option.
struct PlanOption: ParsableArguments {
  @Option(
    help: .init(
      "Simulate the plan with this option of the scenario. (default: as it stands)", valueName: "id"
    ))
  var option: String?
}

/// The random draws of everything that simulates.
struct DrawOptions: ParsableArguments {
  @Option(
    help: "Number of trials, 1 to 1,000,000,000. (default: 10000)", transform: WholeNumber.read)
  var trials = 10_000

  @OptionGroup var seeded: SeedOptions

  var seed: UInt64 { seeded.seed }

  func validate() throws { try DrawOptions.validate(trials: trials) }

  static func validate(trials: Int) throws {
    guard RunSettings.allowedTrials.contains(trials) else {
      throw ValidationError("--trials is \(trials), it must be from 1 to 1000000000.")
    }
  }

  func settings(precision: Double? = nil) -> RunSettings {
    seeded.settings(trials: trials, precision: precision)
  }
}

/// The seed of the random draws, and on how many threads they are made.
struct SeedOptions: ParsableArguments {
  @Option(
    help: "Seed of the random draws, 0 to 18446744073709551615. (default: 1)",
    transform: WholeNumber.read)
  var seed: UInt64 = 1

  @Option(
    help: .init(
      "Number of threads, 1 to 256; the results are the same for any. (default: one per core)"),
    transform: WholeNumber.read)
  var threads: Int?

  func validate() throws {
    guard threads.map(RunSettings.allowedThreads.contains) ?? true else {
      throw ValidationError("--threads is \(threads ?? 0), it must be from 1 to 256.")
    }
  }

  func settings(trials: Int, precision: Double? = nil) -> RunSettings {
    SeedOptions.settings(trials: trials, seed: seed, threads: threads, precision: precision)
  }

  /// - Parameter threads: Nil for one per core.
  static func settings(
    trials: Int, seed: UInt64, threads: Int?, precision: Double? = nil
  ) -> RunSettings {
    RunSettings(
      trials: trials, seed: seed, threads: threads ?? min(SystemThreads.cores, 256),
      precision: precision, memory: SystemLimits.memory)
  }
}

/// When a run may stop before it has made all its trials.
struct PrecisionOption: ParsableArguments {
  @Option(
    help: .init(
      """
      Stop as soon as the 95 % interval of every target (in a comparison, of every difference) reaches \
      at most this many percentage points to either side, 0.01 to 50. --trials is then the upper limit.
      """, valueName: "points"))
  var precision: Double?

  func validate() throws { try Self.check(precision) }

  /// - Throws: A `ValidationError` for a precision that is too fine or too coarse.
  static func check(_ precision: Double?) throws {
    guard precision.map(RunSettings.allowedPrecision.contains) ?? true else {
      throw ValidationError(
        "--precision is \(Fault.text(precision ?? 0)), it must be from 0.01 to 50.")
    }
  }
}

/// Where a report's files go besides being printed.
struct FolderOption: ParsableArguments {
  @Option(
    help: .init("Also write text, Markdown, CSV and JSON to this folder.", valueName: "folder"),
    completion: .directory)
  var out: String?

  /// - Parameter names: Of the files that it is to receive.
  func folder(for names: [String]) throws -> OutputFolder? {
    try OutputFolder.checked(out, for: names)
  }
}

/// A file that one text is written to in place of standard output.
struct NewFileOption: ParsableArguments {
  @Option(
    help: .init(
      "Write to this file, which must not be there yet. (default: standard output)",
      valueName: "file"))
  var out: String?

  /// The file; nil is standard output.
  ///
  /// - Throws: A ``Failure`` where there is something by that name.
  func checked() throws -> String? {
    if let out, let kind = SystemFile.description(out) {
      throw Failure(
        code: .cannotCreate,
        message:
          "\(out.shown) is there already, \(kind); it was left as it is; name a new file, or remove it"
      )
    }
    return out
  }
}

/// In which language people are spoken to, where there is nothing else to choose.
struct LanguageOption: ParsableArguments {
  @Option(help: "Language of all that is said: en or zh (中文).")
  var lang = Language.ofLocale
}

/// Options of everything that reports.
struct ReportOptions: ParsableArguments {
  @Option(
    help: "What to print: text, csv, markdown or json. (default: text)",
    completion: .list(OutputFormat.allCases.map(\.rawValue)),
    transform: OutputFormat.named)
  var format = OutputFormat.text

  @Option(
    help: """
      Language of text, Markdown and messages: en or zh (中文). With zh, CSV begins with a byte-order mark, so that \
      a double click in Excel shows Chinese as it is.
      """)
  var lang = Language.ofLocale

  /// A report in the format asked for.
  func text(_ report: Report, json: @autoclosure () -> String) -> String {
    switch format {
    case .text:
      report.text(width: StandardStreams.outputWidth, color: StandardStreams.usesColor)
    case .markdown: report.markdown()
    case .csv: report.csv() ?? ""
    case .json: json()
    }
  }

  /// Prints what was asked for. Where it goes to a folder as well, its files are written there first, all in one
  /// step, and that is said last.
  ///
  /// - Parameter done: Names the folder.
  func give(
    _ text: @autoclosure () -> String, _ files: @autoclosure () -> [OutputFile],
    to folder: OutputFolder?, saying done: (String) -> Message
  ) throws {
    if let folder {
      let files = files()
      try Interruption.shared.commit { try folder.write(files) }
    }
    try StandardStreams.print(text())
    if let folder { StandardStreams.say(done(folder.path.shown), in: lang) }
  }
}
