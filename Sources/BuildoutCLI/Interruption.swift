import Dispatch
import Foundation
import Synchronization

/// Ctrl-C (SIGINT) and a request to end (SIGTERM).
///
/// The first cancels the command's task; if that has not ended within nine tenths of a second, or a
/// second one comes, the process ends on the spot. Only while files are renamed into place, a matter of
/// milliseconds, does it wait. A command that writes down what it has done is given longer, see ``grant(_:)``.
final class Interruption: Sendable {
  static let shared = Interruption()

  private struct State {
    var signal: Int32?
    var cancel: (@Sendable () -> Void)?
    var isCommitting = false
    var grace: Duration?
  }

  private let state = Mutex(State())
  /// Kept alive; written by ``watch()`` alone, which is called once.
  private nonisolated(unsafe) var sources: [any DispatchSourceSignal] = []
  private let queue = DispatchQueue(label: "interruption")

  /// The signal that came, if one did.
  var signal: Int32? { state.withLock { $0.signal } }

  /// Begins to listen; to be called once, before anything else.
  func watch() {
    for number in [SIGINT, SIGTERM] {
      ignore(number)
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      source.setEventHandler { self.receive(number) }
      source.resume()
      sources.append(source)
    }
  }

  /// Has the first signal call `cancel`, at once if it has come.
  func cancels(_ cancel: @escaping @Sendable () -> Void) {
    let hasCome = state.withLock { state in
      state.cancel = cancel
      return state.signal != nil
    }
    if hasCome { cancel() }
  }

  /// From now on the command looks at ``signal`` itself, writes down what it has done and ends, within such a time.
  /// A batch system's request to end leaves some: Slurm's 30 seconds, unless it is set up otherwise.
  func grant(_ time: Duration) { state.withLock { $0.grace = time } }

  /// Runs the part that must be done whole or not at all.
  ///
  /// - Throws: `CancellationError`, without having begun, when a signal has come.
  func commit(_ body: () throws -> Void) throws {
    let mayBegin = state.withLock { state in
      state.isCommitting = state.signal == nil || state.grace != nil
      return state.isCommitting
    }
    guard mayBegin else { throw CancellationError() }
    defer { state.withLock { $0.isCommitting = false } }
    try body()
  }

  private func receive(_ number: Int32) {
    let (isFirst, cancel, grace) = state.withLock { state in
      defer { state.signal = state.signal ?? number }
      return (state.signal == nil, state.cancel, state.grace)
    }
    guard isFirst else { return endUnlessCommitting() }
    if grace == nil { cancel?() }
    let seconds = (grace ?? .milliseconds(900)) / .seconds(1)
    queue.asyncAfter(deadline: .now() + seconds) { self.endUnlessCommitting() }
  }

  private func endUnlessCommitting() {
    // The lock is kept: nothing can begin to be committed any more.
    state.withLock { state in
      guard !state.isCommitting else { return }
      endProcess(128 + (state.signal ?? SIGINT))
    }
  }

  /// A signal source hears a signal whose own action is to be ignored.
  private func ignore(_ number: Int32) {
    Foundation.signal(number, SIG_IGN)
  }
}
