import Sampling

extension Posterior {
  /// The mean exposure of each column over each span in a pilot.
  static func means(_ bank: PriorBank, _ draws: Pilot.Draws) -> [Double] {
    let evidence = bank.evidence
    var means = [Double](repeating: 0, count: evidence.spans.count * evidence.columns.count)
    for (index, column) in evidence.columns.enumerated() {
      let histories = draws.histories[column.entity]
      for span in evidence.spans.indices {
        var sum = 0.0
        for history in histories { sum += bank.exposure(Int(history), span: span, column: index) }
        means[span * evidence.columns.count + index] = sum / Double(max(1, histories.count))
      }
    }
    return means
  }

  /// How the centre moves when an exposure does, so that a factor and a risk can change places.
  mutating func prepareShifts() {
    let columns = evidence.columns.count
    shifts = [Double](repeating: 0, count: evidence.spans.count * columns * size)
    guard size > 0 else { return }
    for group in groups {
      for index in group.data {
        let datum = data[index]
        let eta = linear(datum, centre, means)
        let q = datum.family.quasi(
          datum.value, eta, units: datum.units, dispersion(datum), isValued: false)
        let weight = q.weight / (1 + datum.own * datum.own * q.weight)
        for one in slopes[datum.cells.indices] {
          let base = Int(one.index) * size
          for row in 0..<size {
            var sum = 0.0
            for other in slopes[datum.scores.indices] {
              sum += covariance[row * size + Int(other.index)] * other.slope
            }
            shifts[base + row] += sum * weight * one.slope
          }
        }
      }
    }
  }

  /// Proposes histories by how likely the actuals are with them when the scores move along, so that a rare one
  /// is found when it is called for; a part of them evenly.
  mutating func prepareProposals() {
    let evenly = 0.3
    let chain = Chain(self)
    for entity in evidence.entities.indices {
      let allowed = bank.allowed[entity]
      let even = 1 / Double(allowed.count)
      if reached[entity].isEmpty {
        proposals.append(allowed.indices.map { Double($0 + 1) * even })
        continue
      }
      // Most histories are alike: nothing has happened.
      var known: [[Double]: Double] = [:]
      let logs = allowed.map { history in
        let felt = chain.felt(entity, history: Int(history))
        if let log = known[felt] { return log }
        let log = chain.logTarget(with: entity, history: Int(history))
        known[felt] = log
        return log
      }
      let top = logs.max() ?? 0
      let weights = logs.map { Elementary.exp(max(-700, $0 - top)) }
      let total = weights.reduce(0, +)
      var sum = 0.0
      proposals.append(
        weights.map { weight in
          sum += evenly * even + (1 - evenly) * weight / total
          return sum
        })
    }
  }
}
