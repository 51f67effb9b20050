import ArgumentParser
import Buildout
import Reporting

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// `buildout`, the command line.
struct BuildoutCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "buildout",
    abstract: "How likely is each target of a year's work plan?",
    discussion: """
      Simulates a city's plan thousands of times and says how likely each target is to be met by its \
      due date, alone and together with the others.

      EXAMPLES
        buildout check Scenarios/quick-start.yaml
        buildout run Scenarios/quick-start.yaml
        buildout run Scenarios/quick-start.yaml --trials 100000 --lang zh
        buildout run Scenarios/quick-start.yaml --format json > forecast.json
        buildout report Scenarios/quick-start.yaml --out meeting
        buildout drivers Scenarios/quick-start.yaml
        buildout trace Scenarios/quick-start.yaml --trial 412

      EXIT CODES
        0 done, 64 wrong arguments, 65 faults in the scenario, 66 no such file, 70 a fault of \
      buildout, 73 cannot write the files, 74 cannot write the output, 130 interrupted
      """,
    version: buildoutVersion,
    subcommands: [
      RunCommand.self, ReportCommand.self, DriversCommand.self, CheckCommand.self,
      TraceCommand.self,
    ])
}

/// How a report is written to standard output.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
  case text, csv, markdown, json
}

extension Language: ExpressibleByArgument {}

struct ScenarioArgument: ParsableArguments {
  @Argument(
    help: .init("A scenario file in YAML; - reads standard input.", valueName: "scenario"))
  var path: String
}

/// Options of everything that simulates.
struct LuckOptions: ParsableArguments {
  @Option(help: "Trials to make, 1 to 1,000,000,000; where a precision is asked for, the most.")
  var trials = 10_000

  @Option(help: "Seed of the random numbers, 0 to 18446744073709551615.")
  var seed: UInt64 = 1

  @Option(
    help: .init(
      "Threads to use, 1 to 256. The results do not depend on it. (default: one per core)"))
  var threads: Int?

  func validate() throws {
    guard RunSettings.allowedTrials.contains(trials) else {
      throw ValidationError("--trials is \(trials), it must be from 1 to 1000000000.")
    }
    guard threads.map(RunSettings.allowedThreads.contains) ?? true else {
      throw ValidationError("--threads is \(threads ?? 0), it must be from 1 to 256.")
    }
  }

  func settings(precision: Double? = nil) -> RunSettings {
    let cores = max(1, min(sysconf(Int32(_SC_NPROCESSORS_ONLN)), 256))
    return RunSettings(
      trials: trials, seed: seed, threads: threads ?? cores, precision: precision)
  }
}

/// Options of everything that reports.
struct ReportOptions: ParsableArguments {
  @Option(help: "What to print: text, csv, markdown or json.")
  var format = OutputFormat.text

  @Option(help: "Language of text and Markdown: en or zh (中文).")
  var lang = Language.en
}
