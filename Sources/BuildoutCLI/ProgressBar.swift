import Buildout
import Reporting
import Synchronization

/// A line on standard error that says how far a run is; silent when that is no terminal.
final class ProgressBar: Sendable {
  private struct State {
    var lastDrawn: ContinuousClock.Instant?
    var isShown = false
  }

  private let total: Int
  private let language: Language
  /// What is counted.
  private let unit: (en: String, zh: String)
  private let start = ContinuousClock.now
  private let isActive = StandardStreams.isErrorTerminal
  private let state = Mutex(State())

  init(
    total: Int, language: Language, unit: (en: String, zh: String) = ("trials", "次模拟")
  ) {
    self.total = total
    self.language = language
    self.unit = unit
  }

  /// Draws the bar anew, at most ten times a second.
  func update(_ done: Int) {
    guard isActive else { return }
    let now = ContinuousClock.now
    state.withLock { state in
      if let last = state.lastDrawn, now - last < .milliseconds(100) { return }
      state.lastDrawn = now
      state.isShown = true
      StandardStreams.report("\r\u{1B}[K" + line(done, elapsed: now - start))
    }
  }

  /// Takes the bar away.
  func finish() {
    state.withLock { state in
      if state.isShown { StandardStreams.report("\r\u{1B}[K") }
      state.isShown = false
    }
  }

  /// `[########............] 40 %  4,096 of 10,000 trials, 0:12 left`
  func line(_ done: Int, elapsed: Duration) -> String {
    let share = min(1, Double(done) / Double(max(total, 1)))
    let filled = Int(share * 20)
    let bar = String(repeating: "#", count: filled) + String(repeating: ".", count: 20 - filled)
    let percent = Int(share * 100)
    let seconds = Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18
    let left = share > 0 ? Int((seconds / share * (1 - share)).rounded(.up)) : 0
    let clock = "\(left / 60):" + (left % 60 < 10 ? "0" : "") + "\(left % 60)"
    return switch language {
    case .en: "[\(bar)] \(percent) %  \(done) of \(total) \(unit.en), \(clock) left"
    case .zh: "[\(bar)] \(percent)%  已完成\(done)/\(total)\(unit.zh)，剩余\(clock)"
    }
  }
}
