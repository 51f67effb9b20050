import Sampling

/// What trials draw once, given the actuals: scores of shared numbers about a centre, histories of risks by how
/// likely the actuals are with them, and each programme's own score given the rest.
///
/// Scores are independent and standard normal, but for those that correlations tie. The likelihood of a reading is
/// the quasi-likelihood of its fit; a programme's own score is integrated out of all its readings together.
/// Source: Laplace's method; Tierney and Kadane (1986), doi:10.1080/01621459.1986.10478240.
struct Posterior: Sendable {
  /// A reading with the value that it had.
  struct Datum: BitwiseCopyable, Sendable {
    let family: GeneralisedFit.Family
    let value: Double
    let units: Double
    var dispersion: Double
    let constant: Double
    /// Of ``Posterior/slopes``: by shared score, by cell of the exposures, and of the logarithm of the
    /// dispersion by cell.
    let scores, cells, dispersions: Slice32
    let own: Double
    /// Of ``Posterior/choices``; -1 where the number of units is certain, or there is none.
    let choice: Int32
  }

  /// How fast something linear moves.
  struct Slope: BitwiseCopyable, Sendable {
    let index: Int32
    let slope: Double
  }

  /// Units of which a value is a number, where how many there are is drawn once; of each trial of the bank, how many
  /// are left, and the logarithm of in how many ways the value can be chosen from them.
  struct Choice: Sendable {
    let entity: Int
    let units: [Double]
    let ways: [Double]
  }

  /// Readings that have a score of their own in common; a reading without one is a group by itself.
  struct Group: Sendable {
    /// Of the evidence's numbers.
    let own: Int?
    let data: Range<Int>
  }

  let bank: PriorBank
  /// The evidence's numbers that are shared, in the order of the scores here.
  let shared: [Int]
  /// The inverse of the scores' correlations.
  let precision: [Double]
  private(set) var data: [Datum] = []
  /// By reading of the evidence, where it taught something.
  private(set) var datumOf: [Int: Int] = [:]
  private(set) var slopes: [Slope] = []
  private(set) var choices: [Choice] = []
  private(set) var groups: [Group] = []
  /// Groups that an entity reaches.
  private(set) var reached: [[Int]] = []
  /// The centre, and the factor of the inverse of the covariance there.
  private(set) var centre: [Double] = []
  private(set) var curvature: Cholesky
  private(set) var covariance: [Double] = []
  /// The mean exposure of each column over each span at the centre.
  private(set) var means: [Double] = []
  /// How far the centre moves with a column: by span, column and score.
  var shifts: [Double] = []
  /// How likely each trial of the bank is to be proposed, by entity: sums up to each.
  var proposals: [[Double]] = []
  /// The mean square of the readings' normal scores at the centre; 1 is expected.
  private(set) var scatter: Double?
  /// What the scatter does not exceed in 99 of 100 trials of the pilot, about what they drew.
  private(set) var scatterLimit: Double?
  /// What an actual was cut to, where it lies beyond what a pilot reaches, by reading.
  private(set) var cuts: [Int: Double] = [:]

  var size: Int { shared.count }
  var evidence: Evidence { bank.evidence }

  init(_ bank: PriorBank, _ pilot: Pilot, _ draws: Pilot.Draws) {
    self.bank = bank
    let evidence = bank.evidence
    let own = Set(evidence.readings.compactMap(\.own))
    shared = evidence.numbers.indices.filter { !own.contains($0) }
    precision = Self.precision(evidence, shared)
    curvature = Self.factor(precision, size: shared.count)
    addData(pilot, draws)
    means = Self.means(bank, draws)
    centre = shared.map { number in
      draws.scores[number].reduce(0, +) / Double(draws.scores[number].count)
    }
    findCentre()
    discount(pilot, draws)
    prepareShifts()
    prepareProposals()
  }

  private static func precision(_ evidence: Evidence, _ shared: [Int]) -> [Double] {
    let size = shared.count
    var covariance = [Double](repeating: 0, count: size * size)
    for row in 0..<size {
      for column in 0..<size {
        let (a, b) = (evidence.numbers[shared[row]], evidence.numbers[shared[column]])
        if row == column {
          covariance[row * size + column] = 1
        } else if let one = a.copula, let other = b.copula, one.matrix == other.matrix {
          covariance[row * size + column] =
            evidence.scenario.correlations[one.matrix].matrix[one.row][other.row]
        }
      }
      // A matrix may be singular; scores a hair apart are not.
      covariance[row * size + row] += 1e-6
    }
    return factor(covariance, size: size).inverse
  }

  private static func factor(_ matrix: [Double], size: Int) -> Cholesky {
    guard let factor = Cholesky(matrix, size: size) else {
      preconditionFailure("correlations have been checked")
    }
    return factor
  }

  // MARK: Data

  private mutating func addData(_ pilot: Pilot, _ draws: Pilot.Draws) {
    let i = Dictionary(uniqueKeysWithValues: shared.enumerated().map { ($1, $0) })
    var grouped: [[Int]] = []
    var groupOf: [Int: Int] = [:]
    var owners: [Int?] = []
    for (index, reading) in evidence.readings.enumerated() where pilot.fits[index] != nil {
      if let own = reading.own, let known = groupOf[own] {
        grouped[known].append(index)
        continue
      }
      if let own = reading.own { groupOf[own] = grouped.count }
      grouped.append([index])
      owners.append(reading.own)
    }
    for (group, indices) in grouped.enumerated() {
      let start = data.count
      for index in indices {
        guard let fit = pilot.fits[index] else { continue }
        let reading = evidence.readings[index]
        let average = reading.unitsOf.map { entity in
          let histories = draws.histories[entity]
          return histories.reduce(0) { $0 + bank.values[entity][Int($1)].rounded() }
            / Double(histories.count)
        }
        let units = (reading.units ?? average).map { max(0, $0 - reading.countedBefore) } ?? 0
        var constant = fit.constant
        if let follows = reading.follows {
          constant += fit.follows * evidence.readings[follows].value
        }
        let value = cut(reading, index, fit, units)
        datumOf[index] = data.count
        data.append(
          Datum(
            family: fit.fit.family, value: value, units: units,
            dispersion: fit.dispersion, constant: constant,
            scores: add(
              fit.numbers.compactMap { number, slope in i[number].map { ($0, slope) } }),
            cells: add(fit.columns.map { (cell(reading.span, $0.column), $0.slope) }),
            dispersions: add(fit.dispersions.map { (cell(reading.span, $0.column), $0.slope) }),
            own: fit.own, choice: add(choice(reading, value))))
      }
      groups.append(Group(own: owners[group], data: start..<data.count))
    }
    reached = evidence.entities.indices.map { entity in
      groups.indices.filter { group in
        groups[group].data.contains { i in
          let datum = data[i]
          return (datum.choice >= 0 && choices[Int(datum.choice)].entity == entity)
            || datum.cells.indices.contains {
              evidence.columns[Int(slopes[$0].index) % evidence.columns.count].entity == entity
            }
        }
      }
    }
  }

  /// Where a column's exposure over a span stands.
  private func cell(_ span: Int, _ column: Int) -> Int { span * evidence.columns.count + column }

  private mutating func add(_ parts: [(Int, Double)]) -> Slice32 {
    let start = Int32(slopes.count)
    slopes += parts.map { Slope(index: Int32($0.0), slope: $0.1) }
    return Slice32(start: start, end: Int32(slopes.count))
  }

  private mutating func add(_ choice: Choice?) -> Int32 {
    guard let choice else { return -1 }
    choices.append(choice)
    return Int32(choices.count - 1)
  }

  /// The reading's value, no further out than the scenario could go: an impossible actual drags a factor only
  /// so far.
  private mutating func cut(
    _ reading: Evidence.Reading, _ index: Int, _ fit: Pilot.Fit, _ units: Double
  ) -> Double {
    var value = min(
      max(reading.value, fit.mean - 4 * fit.deviation), fit.mean + 4 * fit.deviation)
    if fit.fit.family.link == .logit { value = max(value, 0) }
    if fit.fit.family.link == .logit, reading.unitsOf == nil { value = min(value, units) }
    if fit.fit.family.link == .log {
      // What varies as its square is never 0, and four deviations below it is a part of it.
      let isSquare = fit.fit.family.variance == .square
      value = max(value, isSquare ? fit.mean * Elementary.exp(-4 * fit.deviation / fit.mean) : 0)
    }
    if (value - reading.value).magnitude > 1e-9 * max(1, value.magnitude) { cuts[index] = value }
    return value
  }

  private func choice(_ reading: Evidence.Reading, _ value: Double) -> Choice? {
    guard let entity = reading.unitsOf else { return nil }
    let units = bank.values[entity].map { max(0, $0.rounded() - reading.countedBefore) }
    let ways = units.map { units in
      (0..<Int(value.rounded())).reduce(0.0) { $0 + Elementary.log(max(1e-9, units - Double($1))) }
    }
    return Choice(entity: entity, units: units, ways: ways)
  }

  // MARK: The centre

  /// What a datum's linear part is with shared scores, and with exposures by span and column.
  func linear(_ datum: Datum, _ x: [Double], _ exposures: [Double]) -> Double {
    var eta = datum.constant
    for index in datum.scores.indices { eta += slopes[index].slope * x[Int(slopes[index].index)] }
    for index in datum.cells.indices {
      eta += slopes[index].slope * exposures[Int(slopes[index].index)]
    }
    return eta
  }

  /// What a datum scatters by at the centre.
  func dispersion(_ datum: Datum) -> Double {
    if datum.dispersions.isEmpty { return datum.dispersion }
    var log = 0.0
    for index in datum.dispersions.indices {
      log += slopes[index].slope * means[Int(slopes[index].index)]
    }
    return datum.dispersion * Elementary.exp(log)
  }

  /// Where score and own scores together are likeliest, and the curvature there once the own are integrated
  /// out. Source: Newton's method with the expected curvature.
  private mutating func findCentre() {
    var owns = [Double](repeating: 0, count: groups.count)
    for step in 0..<25 {
      var matrix = precision
      var gradient = [Double](repeating: 0, count: size)
      for row in 0..<size {
        for column in 0..<size { gradient[row] -= precision[row * size + column] * centre[column] }
      }
      var towards = [(slope: Double, curvature: Double, mixed: [Double])]()
      for (index, group) in groups.enumerated() {
        var slope = -owns[index]
        var curve = 1.0
        var mixed = [Double](repeating: 0, count: size)
        var weights: [Double] = []
        for i in group.data {
          let datum = data[i]
          let eta = linear(datum, centre, means) + datum.own * owns[index]
          let q = datum.family.quasi(
            datum.value, eta, units: datum.units, dispersion(datum), isValued: false)
          slope += datum.own * q.slope
          curve += datum.own * datum.own * q.weight
          weights.append(q.weight)
          for one in slopes[datum.scores.indices] {
            let row = Int(one.index)
            gradient[row] += one.slope * q.slope
            mixed[row] += one.slope * q.weight * datum.own
          }
        }
        if group.own != nil {
          for row in 0..<size where mixed[row] != 0 { gradient[row] -= mixed[row] * slope / curve }
        }
        addCurvature(of: group, weights, curve: curve, mixed, to: &matrix)
        towards.append((slope, curve, mixed))
      }
      guard let factor = Cholesky(matrix, size: size) else { break }
      curvature = factor
      let move = factor.solve(gradient)
      guard move.allSatisfy(\.isFinite) else { break }
      var largest = move.map(\.magnitude).max() ?? 0
      let part = min(1, 1.5 / max(largest, 1e-9))
      for row in 0..<size { centre[row] += part * move[row] }
      for (index, group) in groups.enumerated() where group.own != nil {
        var slope = towards[index].slope
        for row in 0..<size { slope -= towards[index].mixed[row] * part * move[row] }
        let step = min(max(slope / towards[index].curvature, -1.5), 1.5)
        owns[index] += step
        largest = max(largest, step.magnitude)
      }
      if step > 2, largest < 1e-6 { break }
    }
    covariance = curvature.inverse
  }

  /// Adds what a group says of the shared scores once its own score is integrated out.
  ///
  /// Of slopes S and c and weights W that is S'WS - S'Wcc'WS / (1 + c'Wc), a difference of two large numbers where a
  /// reading says all but everything. It is added up as the squares of the rows of (I - b uu')W^(1/2)S, where
  /// u = W^(1/2)c, which are never below 0.
  private func addCurvature(
    of group: Group, _ weights: [Double], curve: Double, _ mixed: [Double],
    to matrix: inout [Double]
  ) {
    let known = curve - 1
    let part = group.own != nil && known > 0 ? (1 - 1 / curve.squareRoot()) / known : 0
    for (datum, weight) in zip(data[group.data], weights) {
      let root = weight.squareRoot()
      var row = [Double](repeating: 0, count: size)
      for one in slopes[datum.scores.indices] { row[Int(one.index)] += root * one.slope }
      if part > 0, datum.own != 0 {
        for index in 0..<size { row[index] -= root * part * datum.own * mixed[index] }
      }
      for one in 0..<size where row[one] != 0 {
        for other in 0..<size { matrix[one * size + other] += row[one] * row[other] }
      }
    }
  }

  /// Readings that scatter more than chance allows teach less.
  ///
  /// How far each lies out is judged by the pilot's own residuals: its square is that of the normal score at its rank
  /// among them, so that a count that is seldom above 0 lies no further out than it is seldom.
  /// Source: quantile residuals; Dunn and Smyth (1996), doi:10.1080/10618600.1996.10474708.
  private mutating func discount(_ pilot: Pilot, _ draws: Pilot.Draws) {
    guard data.count > 1, let trials = pilot.values.first?.count, trials >= 100 else { return }
    let residuals = residuals(pilot, draws)
    var sum = 0.0
    var sums = [Double](repeating: 0, count: trials)
    let moments = ResidualRanks.moments(trials)
    for (datum, residuals) in zip(data, residuals) {
      let ranks = ResidualRanks(residuals, moments)
      let here = residual(
        datum, datum.value, linear(datum, centre, means), units: datum.units, dispersion(datum))
      sum += ranks.square(of: here)
      ranks.addSquares(to: &sums)
    }
    let count = Double(data.count)
    let limit = sums.sorted()[Int(0.99 * Double(trials))] / count
    let scatter = sum / count
    (self.scatter, scatterLimit) = (scatter, limit)
    guard scatter > limit else { return }
    for index in data.indices { data[index].dispersion *= scatter }
    findCentre()
  }

  /// A standardised residual. An own score is more dispersion as long as it is not known.
  private func residual(
    _ datum: Datum, _ value: Double, _ eta: Double, units: Double, _ dispersion: Double
  ) -> Double {
    let q = datum.family.quasi(value, eta, units: units, dispersion, isValued: false)
    let residual = q.slope / (q.weight + datum.own * datum.own * q.weight * q.weight).squareRoot()
    return residual.isNaN ? 0 : residual
  }

  /// The residuals of the pilot's trials about the scores and histories that these have: by datum and trial.
  private func residuals(_ pilot: Pilot, _ draws: Pilot.Draws) -> [[Double]] {
    let trials = pilot.values.first?.count ?? 0
    var residuals = data.map { _ in [Double](repeating: 0, count: trials) }
    var scores = centre
    var exposures = means
    for trial in 0..<trials {
      for (i, number) in shared.enumerated() { scores[i] = draws.scores[number][trial] }
      for (i, column) in evidence.columns.enumerated() {
        let history = Int(draws.histories[column.entity][trial])
        for span in evidence.spans.indices {
          exposures[cell(span, i)] = bank.exposure(history, span: span, column: i)
        }
      }
      for (index, reading) in evidence.readings.enumerated() {
        guard let fit = pilot.fits[index], let i = datumOf[index] else { continue }
        let datum = data[i]
        var eta = linear(datum, scores, exposures)
        var units = datum.units
        if let follows = reading.follows {
          let rest = pilot.values[follows][trial] - evidence.readings[follows].value
          eta += fit.follows * rest
          // Those that were counted before are no longer to be counted.
          if reading.countedBefore > 0, evidence.readings[follows].series == reading.series {
            units = max(0, units - rest)
          }
        }
        var log = 0.0
        for one in datum.dispersions.indices {
          log += slopes[one].slope * exposures[Int(slopes[one].index)]
        }
        residuals[i][trial] = residual(
          datum, pilot.values[index][trial], eta, units: units,
          fit.dispersion * Elementary.exp(log))
      }
    }
    return residuals
  }
}
