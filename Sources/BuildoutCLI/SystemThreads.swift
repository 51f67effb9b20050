import Foundation
import Sampling

/// The threads that the system lets this process start.
enum SystemThreads {
  /// Tasks may come to use a thread for each core, signals and timers two more. Where one of these cannot
  /// be started, what runs the tasks tries again for ever.
  static var needed: Int { cores + 2 }

  /// The computer's cores that are in use.
  static var cores: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

  /// - Throws: A ``Failure`` when there may not be enough for anything to run.
  static func check() throws {
    let needed = needed
    let startable = startable(atMost: needed)
    guard startable == needed else {
      throw Failure(
        code: .system,
        message:
          "the system lets buildout start only \(startable) of the \(needed) threads that it "
          + "needs, one for each core and two more; raise the limit of processes (ulimit -u, or that of "
          + "the container), or end other processes")
    }
  }

  /// How many threads can be there at the same time.
  static func startable(atMost most: Int) -> Int {
    var gate = pthread_mutex_t()
    pthread_mutex_init(&gate, nil)
    defer { pthread_mutex_destroy(&gate) }
    return withUnsafeMutablePointer(to: &gate) { gate in
      pthread_mutex_lock(gate)
      var threads: [pthread_t] = []
      while threads.count < most, let thread = start(waitingAt: gate) { threads.append(thread) }
      pthread_mutex_unlock(gate)
      for thread in threads { pthread_join(thread, nil) }
      return threads.count
    }
  }

  /// Starts a thread that ends when it can pass the gate.
  private static func start(waitingAt gate: UnsafeMutablePointer<pthread_mutex_t>) -> pthread_t? {
    #if canImport(Darwin)
      var thread: pthread_t?
      let result = pthread_create(
        &thread, nil,
        { gate in
          let gate = gate.assumingMemoryBound(to: pthread_mutex_t.self)
          pthread_mutex_lock(gate)
          pthread_mutex_unlock(gate)
          return nil
        }, gate)
    #else
      var thread = pthread_t()
      let result = pthread_create(
        &thread, nil,
        { gate in
          let gate = gate?.assumingMemoryBound(to: pthread_mutex_t.self)
          if let gate {
            pthread_mutex_lock(gate)
            pthread_mutex_unlock(gate)
          }
          return nil
        }, gate)
    #endif
    return result == 0 ? thread : nil
  }
}
