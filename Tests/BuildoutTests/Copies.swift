import Buildout

// Copies of parts of a scenario with something changed, held to the same rules as the first.

extension Pool {
  func with(capacity: [Quantity]? = nil, split: [SplitShare]? = nil) throws -> Pool {
    try Pool(
      id: id, title: title, capacity: capacity ?? self.capacity, season: season,
      reusable: reusable, carry: carry, whole: whole, split: split ?? self.split)
  }
}

extension Risk {
  func with(occurrence: Occurrence? = nil, on: [Reference]? = nil) throws -> Risk {
    try Risk(
      id: id, title: title, occurrence: occurrence ?? self.occurrence, window: window,
      lasts: lasts, given: given, on: on ?? self.on, effects: effects)
  }

  /// The risk with nothing but its own occurrence to settle when it acts.
  func alone(_ occurrence: Occurrence, lasts: Quantity? = nil) throws -> Risk {
    try Risk(
      id: id, title: title, occurrence: occurrence, window: window, lasts: lasts, on: on,
      effects: effects)
  }
}

extension Step {
  func with(
    kind: Kind? = nil, factors: [Loading]? = nil, uses: [Use]? = nil, priority: Int? = nil,
    then: [Branch]? = nil
  ) throws -> Step {
    try Step(
      id: id, title: title, tags: tags, kind: kind ?? self.kind, season: season,
      factors: factors ?? self.factors, uses: uses ?? self.uses,
      priority: priority ?? self.priority, cost: cost, servers: servers, buffer: buffer,
      endless: endless, opens: opens, window: window, after: after, then: then ?? self.then)
  }
}

extension Cohort {
  func with(size: Quantity) throws -> Cohort {
    try Cohort(number: number, size: size, entry: entry, step: step, progress: progress)
  }
}
