import ArgumentParser

@main
enum Main {
  static func main() async {
    StandardStreams.prepare()
    do {
      try SystemLimits.check()
      try SystemThreads.check()
    } catch {
      let outcome = Outcome(of: error, signal: nil)
      exit(outcome.code, outcome.text)
    }
    Interruption.shared.watch()
    let work = Task {
      try BuildoutCommand.refuseUnknownCommand(CommandLine.arguments.dropFirst().first)
      var command = try await BuildoutCommand.asyncParseAsRoot()
      try BuildoutCommand.refuseRepeats(in: CommandLine.arguments.dropFirst())
      if var async = command as? any AsyncParsableCommand {
        try await async.run()
      } else {
        try command.run()
      }
    }
    Interruption.shared.cancels { work.cancel() }
    do {
      try await work.value
      exit(0, "")
    } catch {
      let outcome = Outcome(of: error, signal: Interruption.shared.signal)
      exit(outcome.code, outcome.text)
    }
  }

  /// Prints what is left to say and ends the process.
  static func exit(_ code: Int32, _ text: String) -> Never {
    // Nothing more can be said to a stream that fails.
    if code == 0 { try? StandardStreams.print(text) } else { StandardStreams.report(text) }
    endProcess(code)
  }
}
