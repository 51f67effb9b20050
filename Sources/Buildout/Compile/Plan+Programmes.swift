import Sampling

extension Plan {
  /// Gives every programme and step its index, so that anything can name anything.
  mutating func layOutSteps() {
    var next = 0
    for (index, programme) in names.sortedProgrammes.enumerated() {
      names.programmeIndex[programme.id] = index
      for step in programme.steps {
        names.stepIndex[programme.id + "." + step.id] = next
        next += 1
      }
    }
    orderSteps()
  }

  /// Where each step stands in the scenario, whose order counts where whole units are granted.
  private mutating func orderSteps() {
    names.scenarioOrder = Array(repeating: 0, count: names.stepIndex.count)
    var index = 0
    for programme in scenario.programmes {
      for step in programme.steps {
        let name = programme.id + "." + step.id
        names.scenarioOrder[found(names.stepIndex[name], name)] = index
        index += 1
      }
    }
  }

  mutating func compile(_ programme: Programme) {
    let graph = StepGraph(programme)
    let first = Int32(steps.count)
    let sole = graph.isSoleFlow
    let programmeCounters = Int32(counterCount)
    if !sole { counterCount += Counter.count }
    let slots = graph.slots

    for (index, step) in programme.steps.enumerated() {
      let name = StreamName.step(step.id, of: programme.id)
      var record = bareRecord(step, name: name)
      record.programme = Int32(programmes.count)
      record.ordinal = Int32(index)
      record.counters = Int32(counterCount)
      counterCount += Counter.count
      record.isSole = sole
      record.isRead = sole
      let (firstMonth, lastMonth) = monthNumbers(step.window)
      record.firstMonth = firstMonth
      record.lastMonth = lastMonth
      if let window = step.window {
        record.windowEnd = Int32(scenario.calendar.number(of: window.upperBound))
      }
      compileResources(step, of: programme, into: &record)
      compileWays(graph, index, firstStep: Int(first), into: &record)
      record.isFed = graph.isFed(index)
      let othersAreWhole = programme.steps.contains { other in
        other.id != step.id
          && other.uses.contains { pools[Int(pool($0.pool, for: programme.id))].isWhole }
      }
      record.emitsUnits = othersAreWhole || graph.tellsUnitsApart(besides: index)
      let blocks = graph.successors(index).contains { programme.steps[$0].buffer != nil }
      record.isBlockable = blocks
      record.isPrepared =
        step.servers != nil || step.endless || blocks || !record.uses.isEmpty
        || !record.gates.isEmpty
      steps.append(record)
    }
    compileSources(programme, graph, firstStep: first)
    programmes[programmes.count - 1].counters =
      sole ? steps[Int(first)].counters : programmeCounters
    programmes[programmes.count - 1].slots = slots.count
    programmes[programmes.count - 1].visitSlot = slots.visits
    programmes[programmes.count - 1].hasParts = graph.hasParts
    programmes[programmes.count - 1].hasLots = steps[Int(first)...].contains {
      $0.makesUnits && !$0.emitsUnits && !$0.isSole
    }
    programmes[programmes.count - 1].cancelsParts = graph.cancelsParts
  }

  private mutating func bareRecord(_ step: Step, name: String) -> StepRecord {
    let distribution: Quantity
    let kind: StepRecord.Kind
    var bounds: Step.Rate?
    switch step.kind {
    case .rate(let rate):
      distribution = rate.output
      kind = rate.isLevel ? .level : .rate
      bounds = rate
    case .takes(let duration):
      distribution = duration
      kind = .takes
    case .chance(let chance):
      distribution = chance
      kind = .chance
    }
    var record = StepRecord(
      kind: kind, programme: 0, ordinal: 0, tag: tag(name),
      isCount: distribution.distribution.isCount,
      firstMonth: 1, lastMonth: 1, counters: 0,
      distribution: record(distribution, StreamName.number(.distribution, ofStep: name)),
      cost: record(step.cost, StreamName.number(.cost, ofStep: name), otherwise: 0),
      cap: record(bounds?.cap, StreamName.number(.cap, ofStep: name), otherwise: .infinity),
      remaining: record(
        bounds?.remaining, StreamName.number(.remaining, ofStep: name), otherwise: .infinity),
      backlog: record(bounds?.backlog, StreamName.number(.backlog, ofStep: name), otherwise: 0),
      start: record(bounds?.start, StreamName.number(.start, ofStep: name), otherwise: 0))
    record.hasCost = step.cost != nil
    record.hasRemaining = bounds?.remaining != nil
    record.queues = bounds?.backlog != nil
    if let range = bounds?.bounds {
      record.lower = range.lowerBound
      record.upper = range.upperBound
    }
    record.season = season(step.season)
    record.priority = Int32(step.priority)
    record.servers = step.servers.map { Int32($0) } ?? .max
    record.buffer = step.buffer.map { Int32($0) } ?? .max
    record.isEndless = step.endless
    for month in step.opens { record.opens |= 1 << UInt16(month - 1) }
    return record
  }

  private mutating func compileResources(
    _ step: Step, of programme: Programme, into record: inout StepRecord
  ) {
    record.loadings.start = Int32(loadings.count)
    for loading in step.factors.sorted(by: { $0.factor < $1.factor }) {
      loadings.append(
        LoadingRecord(
          factor: found(names.factorIndex[loading.factor], loading.factor),
          exponent: loading.exponent))
    }
    record.loadings.end = Int32(loadings.count)

    record.uses.start = Int32(uses.count)
    for use in step.uses.sorted(by: { $0.pool < $1.pool }) {
      let index = pool(use.pool, for: programme.id)
      uses.append(UseRecord(pool: index, amount: use.amount))
      if pools[Int(index)].isWhole { record.hasWholePool = true } else { record.usesShares = true }
      if !pools[Int(index)].isReusable { record.consumes = true }
    }
    record.uses.end = Int32(uses.count)

    record.gates.start = Int32(gates.count)
    for name in (step.after ?? []).sorted(by: { $0.description < $1.description }) {
      switch name {
      case .step(let awaited, let other): gates.append(gate(atStep: awaited, of: other))
      // One that is no programme is a step of this one.
      case .programme(let id):
        if let index = names.programmeIndex[id] {
          gates.append(GateRecord(programme: Int32(index)))
        }
      case .sector, .tag, .pool: preconditionFailure("'\(name)' cannot be waited for")
      }
    }
    record.gates.end = Int32(gates.count)
  }

  /// A wait for every unit of another programme to be past a step.
  private mutating func gate(atStep awaited: String, of programme: String) -> GateRecord {
    let index = found(names.programmeIndex[programme], programme)
    let graph = StepGraph(names.sortedProgrammes[index])
    let start = Int32(awaitedSteps.count)
    for i in graph.upstream(of: found(graph.index(of: awaited), awaited)) {
      let step = programme + "." + names.sortedProgrammes[index].steps[i].id
      awaitedSteps.append(Int32(found(names.stepIndex[step], step)))
    }
    return GateRecord(
      programme: Int32(index), awaited: Slice32(start: start, end: Int32(awaitedSteps.count)))
  }

  private mutating func compileWays(
    _ graph: StepGraph, _ index: Int, firstStep: Int, into record: inout StepRecord
  ) {
    let step = graph.programme.steps[index]
    record.ways.start = Int32(ways.count)
    if step.then.isEmpty {
      for next in graph.successors(index) {
        ways.append(
          WayRecord(step: Int32(firstStep + next), joins: graph.predecessors(next).count > 1))
      }
    } else {
      record.branches = true
      let total = step.then.reduce(0) { $0 + $1.weight }
      var sum = 0.0
      // The list's order is the file's; the draw must not depend on it.
      for branch in step.ways.sorted(by: { $0.to.description < $1.to.description }) {
        sum += branch.weight
        var way = WayRecord(step: WayRecord.done, upTo: sum / total)
        if branch.to == .cancelled {
          way.step = WayRecord.cancelled
        } else if let id = branch.to.step {
          let next = found(graph.index(of: id), id)
          let awaited = graph.predecessors(next)
          way.step = Int32(firstStep + next)
          way.joins = awaited.count > 1 && awaited.contains(index)
        }
        ways.append(way)
      }
      ways[ways.count - 1].upTo = .infinity
    }
    record.ways.end = Int32(ways.count)
    let needs = graph.predecessors(index).count
    record.joinNeeds = Int32(max(1, needs))
    record.joinSlot = graph.mergeSlot(index)
  }

  private mutating func compileSources(
    _ programme: Programme, _ graph: StepGraph, firstStep: Int32
  ) {
    let start = Int32(sources.count)
    for (cohort, name) in programme.cohortStreams {
      let entered = graph.entries(of: cohort)
      var record = SourceRecord(
        entry: .opening, programme: Int32(programmes.count),
        number: record(cohort.number, StreamName.number(.number, ofCohort: name)),
        size: record(cohort.size, StreamName.number(.size, ofCohort: name)),
        progress: record(
          cohort.progress, StreamName.number(.progress, ofCohort: name), otherwise: 0), tags: 0)
      switch cohort.entry {
      case .opening: record.entry = .opening
      case .planned(let month):
        record.entry = .planned
        record.month = Int32(scenario.calendar.number(of: month))
      case .arriving(let ceiling):
        record.entry = .arriving
        record.ceiling = ceiling.map { Int32($0) } ?? .max
      }
      addSource(record, name, programme, entering: entered.map { firstStep + Int32($0) })
    }
    for (i, step) in programme.steps.enumerated() {
      let index = Int(firstStep) + i
      let isFlow = steps[index].kind == .rate && !steps[index].isFed
      guard step.endless || (isFlow && !steps[index].isSole) else { continue }
      steps[index].source = Int32(sources.count)
      let name = "flow:\(programme.id).\(step.id)"
      let one = record(nil, "", otherwise: 1)
      addSource(
        SourceRecord(
          entry: .flow, programme: Int32(programmes.count), number: one, size: one, progress: one,
          tags: 0),
        name, programme, entering: [Int32(index)])
    }
    programmes.append(
      ProgrammeRecord(
        counters: 0, steps: Slice32(start: firstStep, end: Int32(steps.count)),
        sources: Slice32(start: start, end: Int32(sources.count)), slots: 0, visitSlot: -1))
  }

  private mutating func addSource(
    _ source: SourceRecord, _ name: String, _ programme: Programme, entering entered: [Int32]
  ) {
    var record = source
    record.ways = Slice32(start: Int32(ways.count), end: Int32(ways.count + entered.count))
    ways += entered.map { WayRecord(step: $0) }
    record.tags = Int32(unitTags.count)
    for step in programme.steps {
      unitTags.append(tag(name + "/" + step.id))
    }
    sources.append(record)
    names.sourceNames.append(name)
  }
}
