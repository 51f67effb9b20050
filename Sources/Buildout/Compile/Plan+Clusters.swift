/// Which programmes have to be simulated together.
extension Plan {
  /// Finds the clusters: programmes that share a pool, directly or through others, or of which one waits for
  /// another. What one cluster does, no other notices.
  mutating func findClusters() {
    for group in clusteredProgrammes() {
      let cluster = Int32(clusters.count)
      for programme in group { programmes[programme].cluster = cluster }
      let members = group.flatMap { programmes[$0].steps.indices }
      let fed = group.flatMap { programmes[$0].sources.indices }
      let used = Set(members.flatMap { steps[$0].uses.indices.map { Int(uses[$0].pool) } })
      var record = ClusterRecord()
      record.steps = list(members)
      let drawing = members.filter { steps[$0].kind == .rate || steps[$0].kind == .level }
      for step in drawing {
        steps[step].outputRow = outputRows
        outputRows += 1
      }
      record.drawing = list(drawing)
      if !names.isTogether, areSideBySide(group) {
        record.isSideBySide = placeVisits(group, in: &record)
      }
      record.endless = list(members.filter { steps[$0].isEndless })
      record.prepared = list(members.filter { steps[$0].isPrepared })
      record.watched = list(members.filter { steps[$0].isBlockable || !steps[$0].gates.isEmpty })
      record.opening = list(fed.filter { sources[$0].entry == .opening })
      // Of one month they enter in the order of the sources.
      let planned = fed.filter { sources[$0].entry == .planned }
        .sorted { (sources[$0].month, $0) < (sources[$1].month, $1) }
      record.planned = list(planned)
      record.plannedByMonth = list(
        (1...months + 1).map { month in planned.count { sources[$0].month < Int32(month) } })
      record.arriving = list(fed.filter { sources[$0].entry == .arriving })
      record.cancelling = list(group.filter { programmes[$0].cancelsParts })
      record.pools = list(used.sorted())
      record.classes = poolClasses(of: members)
      clusters.append(record)
    }
  }

  /// Whether all trials of a piece can be simulated side by side.
  private mutating func areSideBySide(_ group: [Int]) -> Bool {
    for index in group {
      let step = steps[Int(programmes[index].steps.start)]
      if isFlow(step) || isSoleChance(step) { continue }
      programmes[index].isLasting = haveOneWay(programmes[index])
      if !programmes[index].isLasting { return false }
    }
    return true
  }

  private func isFlow(_ step: StepRecord) -> Bool { step.isSole }

  /// Whether a step with a chance is all its programme, its units are alike, and nothing holds them up but seasons,
  /// factors, risks and pools.
  func isSoleChance(_ step: StepRecord) -> Bool {
    let programme = programmes[Int(step.programme)]
    guard step.kind == .chance, programme.steps.indices.count == 1, step.ways.isEmpty,
      step.gates.isEmpty, step.servers == .max, step.buffer == .max, !step.isEndless,
      step.opens == 0, !step.distribution.isOfUnit, programme.slots == 0
    else { return false }
    if step.riskLinks.indices.contains(where: { riskLinks[$0].isUnit }) { return false }
    let cohorts = programme.sources.indices.map { sources[$0] }
    return cohorts.allSatisfy { cohort in
      (cohort.entry == .opening || cohort.entry == .planned) && cohort.ways.indices.count == 1
        && isWhole(cohort.size) && cohort.size.constant == cohorts[0].size.constant
    }
  }

  /// How many units wait for a crew, and when work on some of them began, is known trial by trial alone, where anybody
  /// reads it.
  mutating func keepWaitingApart() {
    for index in clusters.indices where clusters[index].isSideBySide {
      let readsWaiting = clusters[index].leaves.indices.contains {
        self.readsWaiting(coupledLeaves[$0])
      }
      if readsWaiting { clusters[index].isSideBySide = false }
    }
  }

  private func readsWaiting(_ leaf: LeafRecord) -> Bool {
    guard leaf.kind == .counter else { return false }
    let first = steps[Int(leaf.step)]
    let programme = programmes[Int(first.programme)]
    if !programme.isLasting, first.kind != .chance || first.uses.isEmpty { return false }
    let owners = [programme.counters] + programme.steps.indices.map { steps[$0].counters }
    return owners.contains { owner in
      switch Int(leaf.index - owner) {
      case Counter.backlogNumber, Counter.backlog: true
      case Counter.startedNumber, Counter.started:
        // Of a unit that has parts, whichever is the first to begin.
        programme.isLasting ? programme.hasParts && owner == programme.counters : true
      default: false
      }
    }
  }

  /// The programmes of each cluster, by the first of them.
  private func clusteredProgrammes() -> [[Int]] {
    var leader = Array(programmes.indices)
    func first(_ programme: Int) -> Int {
      var programme = programme
      while leader[programme] != programme { programme = leader[programme] }
      return programme
    }
    func join(_ one: Int, _ other: Int) {
      let (a, b) = (first(one), first(other))
      leader[max(a, b)] = min(a, b)
    }
    var user: [Int32: Int] = [:]
    for step in steps {
      let programme = Int(step.programme)
      for use in step.uses.indices {
        join(programme, user[uses[use].pool] ?? programme)
        user[uses[use].pool] = programme
      }
      for gate in step.gates.indices { join(programme, Int(gates[gate].programme)) }
    }
    let coupled = programmes.indices.filter { !programmes[$0].isAlone }
    return Dictionary(grouping: coupled, by: first).sorted { $0.key < $1.key }.map(\.value)
  }

  private mutating func list(_ indices: [Int]) -> Slice32 {
    let start = Int32(clusterMembers.count)
    clusterMembers += indices.map { Int32($0) }
    return Slice32(start: start, end: Int32(clusterMembers.count))
  }

  /// Steps that use pools, by priority, and the pools that each class shares.
  private mutating func poolClasses(of members: [Int]) -> Slice32 {
    // Only whole units are granted in the scenario's order; sums are taken in the plan's.
    let users = members.filter { !steps[$0].uses.isEmpty }.map { index in
      (
        priority: steps[index].priority, isWhole: steps[index].hasWholePool ? 1 : 0,
        order: steps[index].hasWholePool ? names.scenarioOrder[index] : index, index: index
      )
    }.sorted { ($0.priority, $0.isWhole, $0.order) < ($1.priority, $1.isWhole, $1.order) }
    let start = Int32(poolClasses.count)
    var rest = users[...]
    while let priority = rest.first?.priority {
      let equals = rest.prefix { $0.priority == priority }.map(\.index)
      rest = rest.dropFirst(equals.count)
      let asked = Set(equals.flatMap { steps[$0].uses.indices.map { Int(uses[$0].pool) } })
      poolClasses.append(
        PoolClass(
          steps: list(equals), pools: list(asked.filter { !pools[$0].isWhole }.sorted())))
    }
    return Slice32(start: start, end: Int32(poolClasses.count))
  }
}
