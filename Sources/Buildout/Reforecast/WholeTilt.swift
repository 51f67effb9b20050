import Sampling

/// A number that a programme draws once and that decides how much of it is done, such as how long a tender takes.
///
/// A past that is taken as a whole was made in a trial with other factors, and comes to a little more or less than the
/// actual where it is taken to. When this number is moved it comes to the actual: few servers behind a tender have
/// done five homes only if the tender ended just so long before.
struct WholeTilt: Sendable {
  /// How often it is moved at most.
  static let turns = 16
  /// How far a number may be moved, as a score.
  static let most = 4.5
  /// What is less explained by the number is not moved by it.
  private static let leastCorrelation = 0.2

  let number: Evidence.Number
  /// Whether more is done where the number is larger.
  let raises: Bool

  /// - Parameter rests: What is left of the last reading when what trials share is taken off, by trial.
  init?(of programme: String, _ evidence: Evidence, rests: [Double], seed: UInt64) {
    let draws = PriorDraws(evidence, seed: seed)
    var best: (number: Evidence.Number, correlation: Double)?
    for (owner, number) in evidence.carried
    where owner == programme && !number.isDiscrete && number.copula == nil {
      let scores = rests.indices.map { draws.score(of: number, trial: $0) }
      let correlation = Self.correlation(scores, rests)
      if correlation.magnitude > max(Self.leastCorrelation, best?.correlation.magnitude ?? 0) {
        best = (number, correlation)
      }
    }
    guard let best else { return nil }
    number = best.number
    raises = best.correlation > 0
  }

  private static func correlation(_ x: [Double], _ y: [Double]) -> Double {
    let pairs = zip(x, y).filter { $0.0.isFinite && $0.1.isFinite }
    let count = Double(max(1, pairs.count))
    let (meanX, meanY) = (
      pairs.reduce(0) { $0 + $1.0 } / count, pairs.reduce(0) { $0 + $1.1 } / count
    )
    var (xx, yy, xy) = (0.0, 0.0, 0.0)
    for (x, y) in pairs {
      xx += (x - meanX) * (x - meanX)
      yy += (y - meanY) * (y - meanY)
      xy += (x - meanX) * (y - meanY)
    }
    return xx > 0 && yy > 0 ? xy / (xx * yy).squareRoot() : 0
  }

  /// Where a number is looked for in a trial: between two scores of which one does too much and one too little.
  struct Search {
    var score: Double
    private var low = -Double.infinity
    private var high = Double.infinity
    private var step = 0.125

    init(from score: Double) { self.score = score }

    /// Takes the next score. Returns whether there is one.
    mutating func move(up: Bool) -> Bool {
      if up { low = score } else { high = score }
      let before = score
      if low > -.infinity, high < .infinity {
        score = (low + high) / 2
      } else {
        score = min(max(score + (up ? step : -step), -WholeTilt.most), WholeTilt.most)
        step *= 2
      }
      return (score - before).magnitude > 1e-9
    }
  }
}

extension AgreementPlan {
  /// Moves the numbers of programmes that do not agree, until they do or have been moved often enough.
  func tilt(
    _ block: PastBlock, _ played: inout Played, _ tries: WholeTries, _ draws: PriorDraws,
    play: (inout Played, ChangedClusters) -> Void
  ) {
    var searches: [Int: (search: WholeTilt.Search, best: Double, distance: Double)] = [:]
    for (row, whole) in wholes.enumerated() where !whole.isShared {
      guard let tilt = tries.pools[row].tilt else { continue }
      for lane in 0..<Block.size {
        let distance = distance(whole, played, lane)
        if distance == 0 { continue }
        let index = row * Block.size + lane
        let score = draws.score(of: tilt.number, trial: Int(block.programmes[index]))
        searches[index] = (WholeTilt.Search(from: score), score, distance)
      }
    }
    for turn in 0...WholeTilt.turns {
      var changed = ChangedClusters()
      for index in searches.keys.sorted() {
        let (row, lane) = index.quotientAndRemainder(dividingBy: Block.size)
        guard var found = searches[index], let tilt = tries.pools[row].tilt else { continue }
        let distance = distance(wholes[row], played, lane)
        if distance < found.distance {
          (found.best, found.distance) = (found.search.score, distance)
        }
        if distance == 0 {
          searches[index] = nil
          continue
        }
        let isMoved =
          turn < WholeTilt.turns
          && found.search.move(up: tilt.raises == isBelow(wholes[row], played, lane))
        let score = isMoved ? found.search.score : found.best
        block.set(
          tilt.number.distribution.value(atNormalScore: score), tilt.number.tag,
          tilt.number.month, lane)
        changed.insert(lane, cluster(of: wholes[row].programme))
        searches[index] = isMoved ? found : nil
      }
      if changed.isEmpty { return }
      play(&played, changed)
    }
  }

  /// Whether a programme is below the first actual in which it does not agree.
  private func isBelow(_ whole: Whole, _ played: Played, _ lane: Int) -> Bool {
    for (part, i) in whole.judged.enumerated() {
      let actual = evidence.actuals.readings[evidence.readings[whole.readings[part]].actual]
      let rest = played.readings[i][lane] - actual.value
      if rest.magnitude > tolerance(whole.near[part], actual) { return rest < 0 }
    }
    return false
  }
}
