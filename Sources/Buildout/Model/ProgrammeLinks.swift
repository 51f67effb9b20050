/// Which programmes can feel one another: those that share a pool, and those of which one waits for another.
struct ProgrammeLinks {
  /// A programme of the same group, by programme; a group's root points to itself.
  private var parents: [String: String] = [:]

  /// An entity or a link may stand in one of several scenarios only. (What links programmes stays as it
  /// is in later phases.)
  init(_ scenarios: Scenario...) { self.init(scenarios) }

  init(_ scenarios: [Scenario]) {
    for programme in scenarios.flatMap(\.programmes) { parents[programme.id] = programme.id }
    for scenario in scenarios {
      // One of each pool's users.
      var users: [String: String] = [:]
      for pool in scenario.pools {
        for share in pool.split { join(share.programme, &users[pool.id]) }
      }
      for programme in scenario.programmes {
        for step in programme.steps {
          for use in step.uses { join(programme.id, &users[use.pool]) }
          // A bare name may be a step of this programme, which joins nothing.
          for case let awaited? in (step.after ?? []).map(\.programme) {
            join(programme.id, awaited)
          }
        }
      }
    }
  }

  private mutating func join(_ user: String, _ other: inout String?) {
    // Of a pool, a part of a plan may have left the programme out.
    guard parents[user] != nil else { return }
    if let other { join(user, other) } else { other = user }
  }

  private mutating func join(_ a: String, _ b: String) {
    if parents[b] != nil { parents[root(of: a)] = root(of: b) }
  }

  private func root(of id: String) -> String {
    var id = id
    while let parent = parents[id], parent != id { id = parent }
    return id
  }

  var programmes: Set<String> { Set(parents.keys) }

  /// Programmes, and all that can feel them or that they can feel: what must be simulated to know what they do.
  func group(of programmes: some Sequence<String>) -> Set<String> {
    let roots = Set(programmes.map { root(of: $0) })
    return Set(parents.keys.filter { roots.contains(root(of: $0)) })
  }
}
