import Buildout
import Sampling

/// The run that a part is of: what must be the same in all parts that are put together.
struct SharedRun: Equatable {
  /// Which command's results these are.
  enum Command: String { case run, compare }

  let command: Command
  /// SHA-256 of the scenario file.
  let scenario: String
  /// Ids: of the option carried out, or of those compared, in their order.
  let options: [String]
  /// SHA-256 of the table of actuals that is kept, and until when they are known.
  let actuals: String?
  let asOf: Month?
  let engine: String
  let streams: Int
  let seed: UInt64
  /// Of a round.
  let trials: Int
  /// Shares that a round is cut into.
  let shares: Int

  /// What is different in another, in words: of this one and of the other; nil where nothing is.
  func difference(from other: SharedRun) -> (mine: Message, others: Message)? {
    func versions(_ run: SharedRun) -> Message {
      "buildout \(run.engine) with random streams \(run.streams)"
    }
    func options(_ run: SharedRun) -> Message {
      run.options.isEmpty ? "no option" : "option \(run.options.joined(separator: ","))"
    }
    func known(_ run: SharedRun) -> Message {
      guard let actuals = run.actuals, let asOf = run.asOf else { return "no actuals" }
      return "actuals \(String(actuals.prefix(12))) until \(asOf)"
    }
    let parts: [(isSame: Bool, say: (SharedRun) -> Message)] = [
      (engine == other.engine && streams == other.streams, versions),
      (scenario == other.scenario, { "scenario \(String($0.scenario.prefix(12)))" }),
      (command == other.command, { "buildout \($0.command.rawValue)" }),
      (self.options == other.options, options),
      (actuals == other.actuals && asOf == other.asOf, known),
      (seed == other.seed, { "seed \($0.seed)" }),
      (trials == other.trials, { "\($0.trials) trials" }),
      (shares == other.shares, { "\($0.shares) shares" }),
    ]
    return parts.first { !$0.isSame }.map { ($0.say(self), $0.say(other)) }
  }
}

/// A share of a run's trials as far as it is done, as it lies in a file: a head that people can read, what the trials
/// gave, and the SHA-256 of both. Source: the page Shares.
struct PartFile: Equatable {
  /// Raised when files of before can no longer be read.
  static let format = 2
  private static let mark = "buildout part "
  /// A head is never so long.
  private static let headLimit = 1_000_000
  private static let digestBytes = 65

  let run: SharedRun
  let share: Share
  /// From 1.
  let round: Int
  /// Trials of the share that are done.
  let done: Int
  /// What they gave.
  let content: [UInt8]

  /// The numbers of all its trials in the run.
  var trials: Range<Int> { PartFile.trials(of: share, round: round, run) }

  static func trials(of share: Share, round: Int, _ run: SharedRun) -> Range<Int> {
    let before = (round - 1) * run.trials
    let trials = share.trials(of: run.trials)
    return before + trials.lowerBound..<before + trials.upperBound
  }

  var isWhole: Bool { done == trials.count }

  /// What its file is called, so that names sort as shares do.
  var name: String { PartFile.name(share, round: round) }

  static let nameEnd = ".part"

  static func name(_ share: Share, round: Int) -> String {
    let digits = String(share.count).count
    let number = String(share.number)
    let padded = String(repeating: "0", count: digits - number.count) + number
    return "round-\(round)-share-\(padded)-of-\(share.count)" + nameEnd
  }

  // MARK: Bytes

  var bytes: [UInt8] {
    var bytes = Array(head.utf8) + content
    bytes += Array((SHA256.hex(bytes) + "\n").utf8)
    return bytes
  }

  private var head: String {
    let lines: [(String, String)] = [
      ("command", run.command.rawValue), ("scenario", run.scenario),
      ("options", run.options.isEmpty ? "-" : run.options.joined(separator: ",")),
      ("actuals", run.actuals ?? "-"), ("as-of", run.asOf?.description ?? "-"),
      ("engine", run.engine), ("streams", String(run.streams)), ("seed", String(run.seed)),
      ("trials", String(run.trials)), ("share", share.description), ("round", String(round)),
      ("done", String(done)), ("bytes", String(content.count)),
    ]
    return PartFile.mark + "\(PartFile.format)\n"
      + lines.map { $0.0 + ": " + $0.1 + "\n" }.joined() + "\n"
  }

  /// Reads the bytes of a file.
  ///
  /// - Throws: A ``Problem`` of whatever is not as it was written.
  init(_ bytes: [UInt8]) throws(Problem) {
    let mark = Array(PartFile.mark.utf8)
    guard bytes.starts(with: mark) else { throw .foreign }
    let number = String(
      decoding: bytes.dropFirst(mark.count).prefix(10).prefix { $0 != 10 }, as: UTF8.self)
    guard bytes.count > PartFile.digestBytes else { throw .damaged }
    let end = bytes.count - PartFile.digestBytes
    let digest = Array((SHA256.hex(bytes[..<end]) + "\n").utf8)
    guard Array(bytes[end...]) == digest else { throw .damaged }
    guard let format = Int(number), format == PartFile.format else { throw .format(number) }
    var fields: [String: String] = [:]
    var start = bytes.startIndex
    while let stop = bytes[start..<min(end, PartFile.headLimit)].firstIndex(of: 10), stop > start {
      let line = String(decoding: bytes[start..<stop], as: UTF8.self)
      let parts = line.split(separator: ": ", maxSplits: 1).map(String.init)
      if parts.count == 2 { fields[parts[0]] = parts[1] }
      start = stop + 1
    }
    guard let part = PartFile(fields, content: Array(bytes[min(start + 1, end)..<end])),
      bytes[..<end].starts(with: part.head.utf8), fields["bytes"] == String(part.content.count)
    else { throw .damaged }
    self = part
  }

  private init?(_ fields: [String: String], content: [UInt8]) {
    func number<Number: FixedWidthInteger>(_ key: String) -> Number? {
      fields[key].flatMap { Number($0) }
    }
    let cut = (fields["share"] ?? "").split(separator: "/").map { Int($0) ?? 0 }
    guard let command = fields["command"].flatMap({ SharedRun.Command(rawValue: $0) }),
      let scenario = fields["scenario"], let options = fields["options"],
      let actuals = fields["actuals"], let asOf = fields["as-of"], let engine = fields["engine"],
      let streams: Int = number("streams"), let seed: UInt64 = number("seed"),
      let trials: Int = number("trials"), RunSettings.allowedTrials.contains(trials),
      cut.count == 2, let share = Share(cut[0], of: cut[1]), let round: Int = number("round"),
      SharedRun.allowedRounds(of: trials).contains(round), let done: Int = number("done")
    else { return nil }
    self.init(
      run: SharedRun(
        command: command, scenario: scenario,
        options: options == "-" ? [] : options.split(separator: ",").map(String.init),
        actuals: actuals == "-" ? nil : actuals, asOf: Month(asOf), engine: engine,
        streams: streams, seed: seed, trials: trials, shares: share.count),
      share: share, round: round, done: done, content: content)
    guard (0...self.trials.count).contains(done) else { return nil }
  }

  init(run: SharedRun, share: Share, round: Int, done: Int, content: [UInt8]) {
    self.run = run
    self.share = share
    self.round = round
    self.done = done
    self.content = content
  }

  /// Why bytes are no part of a run.
  enum Problem: Error, Equatable {
    /// Not written as one.
    case foreign
    /// Not as they were written.
    case damaged
    /// As they were written, but what no trials give.
    case impossible
    /// Written in another format.
    case format(String)

    /// What is wrong with a file and what to do, without a full stop.
    func message(_ path: String) -> Message {
      switch self {
      case .foreign:
        "\(path.shown) has a part's name but is not one; move it away"
      case .damaged:
        "\(path.shown) is damaged or cut short: its checksum does not fit what is in it; remove it and run the share again that its name says"
      case .impossible:
        "\(path.shown) is whole, but holds what no trials of this run can give; please report it with the scenario and this file"
      case .format(let format):
        "\(path.shown) is in format \(format) of parts, this buildout reads format \(PartFile.format); merge with the buildout that wrote it"
      }
    }
  }
}

extension SharedRun {
  /// Rounds of so many trials that a run may have.
  static func allowedRounds(of trials: Int) -> ClosedRange<Int> {
    1...max(1, RunSettings.allowedTrials.upperBound / trials)
  }
}
