/// The names of streams, see the page Streams. Whoever looks a draw up by its name takes it from here.
enum StreamName {
  /// A number of a step that is drawn once per trial or per month.
  enum StepNumber: String {
    /// Its rate, duration or chance; the name is hashed, so it stays as it was first written.
    case distribution = "law"
    case cost, cap, remaining, backlog, start
  }

  /// A number of a cohort.
  enum CohortNumber: String {
    case number, size, progress
  }

  static func factor(_ id: String) -> String { "factor:\(id)" }

  static func pool(_ id: String) -> String { "pool:\(id)" }

  /// - Parameter index: Among the pool's capacities, from 0.
  static func capacity(_ index: Int, ofPool id: String) -> String {
    pool(id) + "/capacity/\(index + 1)"
  }

  static func step(_ step: String, of programme: String) -> String { "step:\(programme).\(step)" }

  static func number(_ number: StepNumber, ofStep stream: String) -> String {
    stream + "/" + number.rawValue
  }

  static func number(_ number: CohortNumber, ofCohort stream: String) -> String {
    stream + "/" + number.rawValue
  }
}

extension Programme {
  /// Its cohorts with their streams, in an order that does not depend on the file's: the order of the sources.
  var cohortStreams: [(cohort: Cohort, stream: String)] {
    var seen: [String: Int] = [:]
    return cohorts.sorted { $0.canonicalKey < $1.canonicalKey }.map { cohort in
      let name = "cohort:\(id)/\(cohort.entryKey)"
      let same = seen[name, default: 0]
      seen[name] = same + 1
      return (cohort, same > 0 ? name + "#\(same)" : name)
    }
  }
}

extension Cohort {
  /// What tells a cohort's units from another's in the random streams: where and when they enter.
  var entryKey: String {
    let at = step ?? ""
    return switch entry {
    case .opening: "opening@" + at
    case .planned(let month): month.description + "@" + at
    case .arriving: "arriving@" + at
    }
  }

  /// An order that does not depend on the file's.
  fileprivate var canonicalKey: String {
    "\(entryKey)|\(number.distribution)|\(size.distribution)|\(progress.map { "\($0.distribution)" } ?? "")"
  }
}
