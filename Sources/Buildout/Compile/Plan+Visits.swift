import Sampling

/// Programmes whose units take time, and come to the same steps in every trial: where their units stand when eight
/// trials are simulated side by side, see `Simulator+Visits`.
extension Plan {
  /// Whether all that a programme's units do is to take time at steps of which each comes once, whatever happens, and
  /// nothing holds them up but seasons, factors, risks, pools and opening months.
  func haveOneWay(_ programme: ProgrammeRecord) -> Bool {
    let all = programme.steps.indices
    let hasRates = all.contains { steps[$0].kind != .takes }
    // Which ordinals a unit comes to is kept in 64 bits.
    guard all.count <= 64, programme.visitSlot < 0, !(hasRates && programme.hasParts),
      !DrawCount.isOn
    else { return false }
    return all.allSatisfy { isPassedOnce(steps[$0], besidesRates: hasRates) }
      && programme.sources.indices.allSatisfy { index in
        switch sources[index].entry {
        case .flow: true
        case .opening, .planned: sources[index].number.isCertain
        case .arriving: false
        }
      }
  }

  private func isPassedOnce(_ step: StepRecord, besidesRates hasRates: Bool) -> Bool {
    guard !step.branches, step.gates.isEmpty, step.servers == .max, step.buffer == .max,
      !step.isEndless
    else { return false }
    let links = step.riskLinks.indices.map { riskLinks[$0] }
    switch step.kind {
    case .takes:
      return links.allSatisfy { link in
        let risk = risks[Int(link.risk)]
        return link.isUnit
          ? !risk.effects.speed.isPresent && !risk.effects.cost.isPresent
          // Which lot of a rate is delayed, and by how much, is another question in each trial.
          : !(hasRates && risk.delay.isPresent)
      } && (!step.hasWholePool || comeInOrder(step))
    case .rate:
      return !step.isFed && !step.emitsUnits && step.opens == 0
        && !links.contains(where: \.isUnit)
    case .level, .chance: return false
    }
  }

  /// Whether those who come to a step in a month come in the order of their places.
  private func comeInOrder(_ step: StepRecord) -> Bool {
    func before(_ ordinal: Int32) -> [Int] {
      programmes[Int(step.programme)].steps.indices.filter { index in
        steps[index].ways.indices.contains { steps[Int(ways[$0].step)].ordinal == ordinal }
      }
    }
    let previous = before(step.ordinal)
    guard let only = previous.first else { return true }
    return previous.count == 1 && steps[only].opens == 0 && before(steps[only].ordinal).isEmpty
  }

  /// Units that a source has from its entry on.
  func number(ofSource index: Int) -> Int {
    let number = sources[index].number.constant.rounded()
    return number > 0 ? Int(min(number, Double(StreamKey.unitLimit - 1))) : 0
  }

  /// Gives the units of a cluster their places, if there are not too many of them.
  mutating func placeVisits(_ group: [Int], in cluster: inout ClusterRecord) -> Bool {
    var rows = 0
    for index in group where programmes[index].isLasting {
      placeMembers(ofProgramme: index, from: cluster.members)
      let members = programmes[index].members
      cluster.members = members.end
      for source in programmes[index].sources.indices where sources[source].entry != .flow {
        rows += number(ofSource: source) * KeptDraws.slots(programmes[index])
      }
      for step in programmes[index].steps.indices where steps[step].kind == .takes {
        steps[step].firstVisit = cluster.visits
        cluster.visits += Int32(members.indices.count)
        if steps[step].distribution.each == .month, !steps[step].distribution.isCertain {
          steps[step].outputRow = outputRows
          outputRows += 1
        }
        if steps[step].hasWholePool {
          steps[step].orderRow = cluster.orderRows
          cluster.orderRows += Int32(2 * months + 2)
        }
      }
      if rows > KeptDraws.limit || cluster.members > KeptDraws.limit { return false }
    }
    return true
  }

  /// Units in the order in which they come: those in place, those planned by their months, the lots of rates.
  private mutating func placeMembers(ofProgramme index: Int, from first: Int32) {
    let all = programmes[index].sources.indices
    let opening = all.filter { sources[$0].entry == .opening }
    let planned = all.filter { sources[$0].entry == .planned }
      .sorted { (sources[$0].month, $0) < (sources[$1].month, $1) }
    let lots = all.filter { sources[$0].entry == .flow }
    var place = 0
    for source in opening + planned + lots {
      sources[source].place = Int32(place)
      sources[source].reaches = reach(of: sources[source].ways, in: programmes[index])
      place += sources[source].entry == .flow ? months : number(ofSource: source)
      // There will be too many.
      place = min(place, KeptDraws.limit)
    }
    programmes[index].members = Slice32(start: first, end: first + Int32(place))
  }

  /// The ordinals of the steps that are entered, and of those behind them.
  private func reach(of entered: Slice32, in programme: ProgrammeRecord) -> UInt64 {
    var open = entered.indices.map { ways[$0].step }
    var found: UInt64 = 0
    while let step = open.popLast() {
      let bit: UInt64 = 1 << UInt64(steps[Int(step)].ordinal)
      if found & bit != 0 { continue }
      found |= bit
      open += steps[Int(step)].ways.indices.map { ways[$0].step }
    }
    return found
  }
}
