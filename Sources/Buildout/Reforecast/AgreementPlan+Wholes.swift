import Sampling

/// From which trials programmes have tried to take their past as a whole.
struct WholeTries {
  let pools: [WholePool]
  /// What each judged reading is expected to be in each trial.
  let predicted: [[Double]]
  /// By programme and trial: the trial at hand, the one that came nearest, and how near that was.
  fileprivate var donors: [Int]
  fileprivate var best: [Int]
  fileprivate var distances: [Double]

  init(_ pools: [WholePool], _ predicted: [[Double]]) {
    self.pools = pools
    self.predicted = predicted
    let count = pools.count * Block.size
    donors = [Int](repeating: -1, count: count)
    best = donors
    distances = [Double](repeating: .infinity, count: count)
  }
}

extension AgreementPlan {
  static func whole(
    _ programme: Programme, _ readings: [Int], from first: Int, _ evidence: Evidence
  ) -> Whole {
    Whole(
      programme: programme.id, tag: EntityTag("actuals:whole:\(programme.id)").value,
      readings: readings, judged: first..<first + readings.count,
      near: readings.map { near(programme, evidence.measures[evidence.readings[$0].series]) },
      isFlow: programme.soleRate != nil)
  }

  /// Whole units are counted one by one. Of a quantity some hundredths are near enough: it is moved to its actual
  /// afterwards.
  private static func near(_ programme: Programme, _ measure: Measure) -> Double {
    guard case .leaf(.reading(_, _, _, let asNumber)) = measure else { return 0 }
    if case .rate = programme.steps.first?.kind { return 0.02 }
    return asNumber || programme.unitSize != nil ? 0 : 0.02
  }

  /// A programme that takes its past as a whole takes it from another trial where it does not agree yet, and at last
  /// from the one that came nearest.
  func borrow(
    _ block: PastBlock, _ lanes: Range<Int>, _ row: Int, _ played: Played,
    _ tries: inout WholeTries, turn: Int, _ generator: Generator, _ borrowed: inout Borrowed
  ) {
    let whole = wholes[row]
    for lane in lanes {
      let index = row * Block.size + lane
      if turn > 0 {
        let distance = distance(whole, played, lane)
        if distance < tries.distances[index] {
          tries.distances[index] = distance
          tries.best[index] = tries.donors[index]
        }
        if distance == 0 { continue }
      }
      var donor: Int? = tries.best[index]
      if turn < whole.lastTurn {
        generator.select(
          trial: block.own(lane),
          StreamKey(entity: whole.tag, month: UInt8(turn), purpose: .level))
        let expected = whole.judged.map { tries.predicted[$0][lane] }
        donor = tries.pools[row].donor(expected) { generator.fine() }
      }
      guard let donor, donor >= 0, donor != tries.donors[index] else { continue }
      tries.donors[index] = donor
      block.programmes[index] = UInt32(donor)
      borrowed.insert(lane, whole.programme)
    }
  }

  /// How far a programme is from its actuals, in parts of them; 0 where it agrees.
  func distance(_ whole: Whole, _ played: Played, _ lane: Int) -> Double {
    var largest = 0.0
    for (part, i) in whole.judged.enumerated() {
      let actual = evidence.actuals.readings[evidence.readings[whole.readings[part]].actual]
      let rest =
        (played.readings[i][lane] - actual.value).magnitude - tolerance(whole.near[part], actual)
      if rest > 0 { largest = max(largest, rest / max(1, actual.value.magnitude)) }
    }
    return largest
  }

  /// A count agrees within half of one, a quantity within a thousandth or what part of it is near enough.
  func tolerance(_ near: Double, _ actual: Actuals.Reading) -> Double {
    let isWhole = actual.value == actual.value.rounded()
    return max(
      actual.rounding, near * actual.value.magnitude,
      isWhole ? 0.5 : 1e-3 * actual.value.magnitude)
  }
}
