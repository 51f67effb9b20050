import Buildout
import Foundation
import Reporting
import Sampling

extension RunCommand {
  /// Makes a short run and prints what the whole takes, and how it may be shared.
  func printEstimate() async throws {
    let input = try ScenarioInput(scenario.path)
    let (plan, option) = try input.plan(withOption: choice.option)
    let threads = draws.seeded.threads ?? 1
    let settings = SeedOptions.settings(trials: draws.trials, seed: draws.seed, threads: threads)
    let short: ShortRun
    if let known = try known.read(input.document.scenario, report.lang)?.actuals {
      let begun = ShortRun.processorSeconds
      let given = try await input.plan.given(known, settings, becoming: option?.scenario)
      let learning = ShortRun.processorSeconds - begun
      short = try await ShortRun(
        PartialReforecast(given, beside: input.plan, seed: settings.seed), settings,
        preparing: learning)
    } else {
      short = try await ShortRun(
        PartialForecast(plan, seed: settings.seed), settings, preparing: 0)
    }
    try StandardStreams.print(
      RunEstimate(short: short, trials: settings.trials, threads: threads).text(report.lang))
  }
}

/// What a few trials took.
struct ShortRun {
  /// Trials that were timed, and all that were made.
  private(set) var timed = 0
  private(set) var trials = 0
  /// Of the timed trials, added up over the threads.
  private(set) var seconds = 0.0
  /// Before the first trial.
  let preparing: Double
  /// The most memory that the process has had.
  private(set) var memory = 0
  /// What a share of the trials made would write.
  private(set) var bytes = 0

  /// So long is long enough to time.
  private static let enough = 2.0

  /// Makes twice as many trials each time, until the last took long enough; those before warmed the processor up.
  init<Result: PartialResult>(
    _ empty: Result, _ settings: RunSettings, preparing: Double
  ) async throws {
    self.preparing = preparing
    var result = empty
    var step = Share.blockSize * settings.threads
    repeat {
      let next = trials..<min(settings.trials, trials + step)
      let begun = ShortRun.processorSeconds
      try await result.simulate(next, settings) { _, _ in }
      seconds = ShortRun.processorSeconds - begun
      timed = next.count
      trials = next.upperBound
      step *= 2
    } while seconds < ShortRun.enough && trials < settings.trials
    result.condense()
    bytes = result.packed.count
    memory = ShortRun.peakMemory
  }

  var perTrial: Double { seconds / Double(timed) }

  /// Seconds that the process has computed for, on all its threads.
  static var processorSeconds: Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  private static var peakMemory: Int {
    var usage = rusage()
    #if canImport(Glibc)
      getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
      return usage.ru_maxrss * 1024
    #else
      getrusage(RUSAGE_SELF, &usage)
      return usage.ru_maxrss
    #endif
  }
}

/// What a run takes, in words.
struct RunEstimate {
  let short: ShortRun
  let trials: Int
  let threads: Int

  /// A share of so long loses little when it is killed, and waits little for its turn.
  private static let usualMinutes = 20.0

  /// Seconds that one of so many shares takes on one core.
  func seconds(ofShares count: Int) -> Double {
    let blocks = (trials + Share.blockSize - 1) / Share.blockSize
    let most = (blocks + count - 1) / count * Share.blockSize
    return short.preparing + short.perTrial * Double(min(trials, most))
  }

  /// How many shares take about twenty minutes each on one core.
  var usualShares: Int {
    let blocks = (trials + Share.blockSize - 1) / Share.blockSize
    let all = short.perTrial * Double(trials)
    return max(1, min(blocks, Int((all / 60 / Self.usualMinutes).rounded(.up)), 100_000))
  }

  func text(_ language: Language) -> String {
    func say(_ en: String, _ zh: String) -> String { language(Text(en: en, zh: zh)) }
    let megabytes = Int((Double(short.memory) / 1e6).rounded(.up))
    let milliseconds = Self.rounded(short.perTrial * 1_000)
    var lines = [
      say(
        "Measured: \(milliseconds) ms of one core for a trial, over \(short.timed) trials on \(threads) thread\(threads == 1 ? "" : "s"); \(megabytes) MB of memory.",
        "实测：每次模拟占用一个核心 \(milliseconds) 毫秒（\(short.timed) 次模拟，\(threads) 个线程）；内存 \(megabytes) MB。")
    ]
    if short.preparing > 0 {
      let time = Self.time(short.preparing, language)
      lines.append(
        say(
          "Learning from the actuals takes \(time) of one core, in every share and in the merge.",
          "从实际值学习占用一个核心 \(time)，每一份和合并时各一次。"))
    }
    // Given actuals, the bins of the histograms are not joined.
    let kilobytes = (short.bytes + 999) / 1_000
    lines.append(
      short.preparing > 0
        ? say(
          "A share of \(short.trials) trials writes \(kilobytes) kB; one of many more trials, two or three times that.",
          "含 \(short.trials) 次模拟的一份写出 \(kilobytes) kB；次数多得多时约为其二三倍。")
        : say(
          "A share of \(short.trials) trials writes \(kilobytes) kB, and one of more trials hardly more.",
          "含 \(short.trials) 次模拟的一份写出 \(kilobytes) kB；次数更多时增加很少。"))
    lines.append("")
    lines.append(
      say(
        "\(trials) trials, on one core each:", "\(trials) 次模拟，每份用一个核心："))
    for count in Set([1, 8, 64, 1_000, usualShares]).sorted()
    where count == 1 || (count - 1) * Share.blockSize < trials {
      let time = Self.time(seconds(ofShares: count), language)
      lines.append(
        say("  \(count) share\(count == 1 ? "" : "s"): \(time) each", "  \(count) 份：每份 \(time)"))
    }
    lines.append("")
    lines.append(
      usualShares == 1
        ? say("One machine will do.", "一台机器即可。")
        : say(
          "Suggested: \(usualShares) shares, --array=1-\(usualShares) in Slurm.",
          "建议分 \(usualShares) 份，Slurm 用 --array=1-\(usualShares)。"))
    return lines.joined(separator: "\n") + "\n"
  }

  /// Two digits are more than the next machine will keep to.
  private static func rounded(_ number: Double) -> String {
    String(format: number < 0.1 ? "%.3f" : number < 10 ? "%.2f" : "%.0f", number)
  }

  private static func time(_ seconds: Double, _ language: Language) -> String {
    let (number, en, zh) =
      seconds < 90
      ? (seconds, "s", "秒")
      : seconds < 5_400 ? (seconds / 60, "min", "分钟") : (seconds / 3_600, "h", "小时")
    let digits = String(format: number < 10 ? "%.1f" : "%.0f", number)
    return digits + " " + language(Text(en: en, zh: zh))
  }
}
