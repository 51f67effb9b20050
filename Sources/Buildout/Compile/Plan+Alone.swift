/// Which programmes are simulated by themselves, many trials side by side, and which measures with them.
extension Plan {
  /// Finds the programmes of which nothing depends on others, nor others on them.
  ///
  /// A plan that becomes another in some month is simulated trial by trial as a whole.
  mutating func findAlone() {
    guard !names.isCoupled, scenario.later.isEmpty else { return }
    let awaited = Set(gates.map(\.programme))
    let known = past.map { programmesKnown($0.layout) } ?? []
    for index in programmes.indices
    where !awaited.contains(Int32(index)) && !known.contains(programmeIDs[index]) {
      programmes[index].isAlone = isFlow(programmes[index]) || hasFreeUnits(programmes[index])
    }
    var indices: [Climate: Int32] = [:]
    for index in steps.indices where programmes[Int(steps[index].programme)].isAlone {
      let climate = Climate(
        loadings: steps[index].loadings.indices.map { i in
          Climate.Loading(
            factor: loadings[i].factor, exponent: loadings[i].exponent)
        }, risks: steps[index].riskLinks.indices.map { riskLinks[$0].risk })
      if climate.loadings.isEmpty && climate.risks.isEmpty { continue }
      let i = indices[climate] ?? Int32(climates.count)
      if indices[climate] == nil { climates.append(ClimateRecord(step: Int32(index))) }
      indices[climate] = i
      steps[index].climate = i
    }
  }

  /// The programmes of which a past knows more than what trials draw once and find.
  private func programmesKnown(_ layout: PastLayout) -> Set<String> {
    var known = Set(layout.programmes.keys)
    known.formUnion(layout.facts.keys.compactMap(\.programme))
    known.formUnion(layout.counts.map(\.programme))
    for source in sources where layout.units[unitTags[Int(source.tags)]] != nil {
      known.insert(programmeIDs[Int(source.programme)])
    }
    return known
  }

  private struct Climate: Hashable {
    struct Loading: Hashable {
      let factor: Int32
      let exponent: Double
    }

    let loadings: [Loading]
    let risks: [Int32]
  }

  /// One step with a rate that no pool and nothing elsewhere holds up.
  private func isFlow(_ programme: ProgrammeRecord) -> Bool {
    let step = steps[Int(programme.steps.start)]
    return step.isSole && !step.isPrepared
  }

  /// A size of which any sum is a whole number.
  func isWhole(_ size: QuantityRecord) -> Bool {
    size.isCertain && size.constant == size.constant.rounded() && size.constant.magnitude < 1e9
  }

  /// Units that nothing holds up but the season, factors, risks and opening months of their steps.
  private func hasFreeUnits(_ programme: ProgrammeRecord) -> Bool {
    guard !programme.hasParts, !programme.sources.isEmpty else { return false }
    let comeInTime = programme.sources.indices.allSatisfy { index in
      let source = sources[index]
      return source.ceiling == .max && source.ways.end - source.ways.start == 1
        && (source.size.isCertain || source.size.each == .unit)
    }
    // With opening months, only where sums in another order are the same to the bit.
    let opens = programme.steps.indices.contains { steps[$0].opens != 0 }
    if opens, !programme.sources.indices.allSatisfy({ isWhole(sources[$0].size) }) { return false }
    if opens, !programme.steps.indices.allSatisfy({ steps[$0].riskLinks.isEmpty }) { return false }
    return comeInTime
      && programme.steps.indices.allSatisfy { index in
        let step = steps[index]
        let isFree = step.servers == .max && step.buffer == .max && !step.isPrepared
        if step.kind == .rate { return isFree && !step.hasCost && makesFreeUnits(step) }
        return step.kind == .takes && isFree && !step.hasCost
          && (step.distribution.isCertain || step.distribution.each != .month)
          && step.riskLinks.indices.allSatisfy { link in
            !riskLinks[link].isUnit && !risks[Int(riskLinks[link].risk)].delay.isPresent
          }
      }
  }

  /// A rate that makes whole units, one by one, of all that it draws.
  private func makesFreeUnits(_ step: StepRecord) -> Bool {
    !step.isFed && step.emitsUnits && !step.isBounded && step.opens == 0
      && !step.riskLinks.indices.contains { riskLinks[$0].isUnit }
  }

  /// Where the units of a programme on its own are counted.
  private func layOut(_ programme: ProgrammeRecord, _ read: [LeafRecord]) -> UnitLayout {
    var layout = UnitLayout(
      rows: read.count, steps: programme.steps.indices.map { _ in UnitLayout.StepReactions() })
    for (i, index) in programme.steps.indices.enumerated() {
      let speeds = baseSpeeds[index * months..<(index + 1) * months]
      layout.steps[i].isSteady =
        steps[index].climate < 0 && speeds.allSatisfy { $0 == 1 }
    }
    let months = programme.sources.indices.map { i in
      sources[i].entry == .planned ? Int(sources[i].month) : 0
    }
    let ends = programme.steps.indices.map { i in
      steps[i].kind == .rate ? Int(steps[i].windowEnd) : 0
    }
    layout.lastEntry = (months + ends).max() ?? 0
    for (row, leaf) in read.enumerated() {
      if leaf.kind == .finish {
        (layout.lastFinish, layout.open) = (row, layout.rows)
        (layout.done, layout.cancelled) = (layout.rows + 1, layout.rows + 2)
        layout.rows += 3
        layout.count(Counter.inProgressNumber, of: nil, in: layout.open)
        layout.count(Counter.completedNumber, of: nil, in: layout.done)
        layout.count(Counter.cancelledNumber, of: nil, in: layout.cancelled)
        continue
      }
      let step = programme.steps.indices.firstIndex { index in
        let first = steps[index].counters
        return leaf.index >= first && leaf.index < first + Int32(Counter.count)
      }
      let i = step.map { $0 - programme.steps.indices.lowerBound }
      let first = step.map { steps[$0].counters } ?? programme.counters
      let counter = Int(leaf.index - first)
      layout.count(counter, of: i, in: row)
      if counter == Counter.inProgress {
        layout.numbers[row] = layout.rows
        layout.count(Counter.inProgressNumber, of: i, in: layout.rows)
        layout.rows += 1
      }
    }
    return layout
  }

  /// Those of one cluster stand side by side.
  private mutating func placeCoupledLeaves() {
    let coupled = leaves.indices.filter { leaves[$0].alone < 0 }
    let ordered = coupled.sorted { (leaves[$0].cluster, $0) < (leaves[$1].cluster, $1) }
    for (i, index) in ordered.enumerated() {
      leaves[index].column = Int32(i)
      coupledLeaves.append(leaves[index])
      guard leaves[index].cluster >= 0 else { continue }
      let cluster = Int(leaves[index].cluster)
      if clusters[cluster].leaves.isEmpty { clusters[cluster].leaves.start = Int32(i) }
      clusters[cluster].leaves.end = Int32(i + 1)
    }
  }

  /// Finds the programmes of which nobody reads how many units wait.
  private mutating func findWaiting() {
    if names.isTogether { return }
    let read = Set(leaves.lazy.filter { $0.kind == .counter }.map { Int($0.index) })
    for index in programmes.indices {
      let counters =
        [programmes[index].counters] + programmes[index].steps.indices.map { steps[$0].counters }
      programmes[index].countsWaiting = counters.contains {
        read.contains(Int($0) + Counter.backlogNumber) || read.contains(Int($0) + Counter.backlog)
      }
    }
  }

  /// Places the leaves, and puts every measure with the one programme on its own that it reads, or with
  /// all others.
  mutating func groupSeries() {
    var ofProgramme = Array(repeating: (leaves: [Int](), series: [Int]()), count: programmes.count)
    for index in leaves.indices where leaves[index].alone >= 0 {
      let programme = Int(leaves[index].alone)
      leaves[index].column = Int32(ofProgramme[programme].leaves.count)
      ofProgramme[programme].leaves.append(index)
    }
    placeCoupledLeaves()
    keepWaitingApart()
    findWaiting()
    var stored: Int32 = 0
    for index in series.indices {
      let read = series[index].operations.indices.compactMap { i in
        operations[i].code == .leaf ? Int(operations[i].index) : nil
      }
      let owners = Set(read.map { leaves[$0].alone })
      if owners.count == 1, let owner = owners.first, owner >= 0 {
        ofProgramme[Int(owner)].series.append(index)
        continue
      }
      otherSeries.append(Int32(index))
      for leaf in read where leaves[leaf].alone >= 0 && leaves[leaf].stored < 0 {
        leaves[leaf].stored = stored
        stored += 1
      }
    }
    for (programme, group) in ofProgramme.enumerated() where !group.leaves.isEmpty {
      let record = programmes[programme]
      let isFlow = isFlow(record)
      alone.append(
        AloneRecord(
          programme: programme, leaves: group.leaves, series: group.series,
          units: isFlow ? nil : layOut(record, group.leaves.map { leaves[$0] })))
    }
  }
}

extension UnitLayout {
  /// Has a row hold a counter of a step, by its index, or of the programme.
  fileprivate mutating func count(_ counter: Int, of index: Int?, in row: Int) {
    // Numbers stand at even indices, quantities next to them.
    let plus = Reaction(row: row, isQuantity: counter % 2 == 1, isLess: false)
    let minus = Reaction(row: row, isQuantity: counter % 2 == 1, isLess: true)
    switch counter {
    case Counter.startedNumber, Counter.started:
      if let index { steps[index].starts.append(plus) } else { starts.append(plus) }
    case Counter.completedNumber, Counter.completed:
      if let index { steps[index].leaves.append(plus) } else { completes.append(plus) }
    case Counter.cancelledNumber, Counter.cancelled:
      if let index { steps[index].cancels.append(plus) } else { cancels.append(plus) }
    case Counter.backlogNumber, Counter.backlog:
      if let index { steps[index].waits.append(plus) } else { waits.append(plus) }
    case Counter.inProgressNumber, Counter.inProgress:
      if let index {
        steps[index].enters.append(plus)
        steps[index].leaves.append(minus)
      } else {
        enters.append(plus)
        completes.append(minus)
        cancels.append(minus)
      }
    // Free units are never lost, cost nothing and have no level.
    default: break
    }
  }
}
