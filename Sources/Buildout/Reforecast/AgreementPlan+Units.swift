extension AgreementPlan {
  /// What each judged reading is expected to be in each trial.
  func predictions() -> [[Double]] {
    judged.map { _ in [Double](repeating: 0, count: Block.size) }
  }

  func predict(
    _ predicted: inout [[Double]], _ state: ChainState, scores: [Double], _ lane: Int
  ) {
    for (place, index) in judged.enumerated() {
      let own = evidence.readings[index].own.map { scores[$0] } ?? 0
      predicted[place][lane] = state.mean(ofReading: index, own: own)
    }
  }
}

/// How often each unit of a programme is of each kind in a block.
struct UnitKinds {
  let all: [UInt8]
  private let counts: [[UInt8: Int]]

  init(_ played: AgreementPlan.Played, _ units: AgreementPlan.Units) {
    counts = units.rows.map { row in
      var counts: [UInt8: Int] = [:]
      for lane in 0..<Block.size { counts[played.kinds[row * Block.size + lane], default: 0] += 1 }
      return counts
    }
    all = Set(counts.flatMap(\.keys)).sorted()
  }

  func frequency(_ unit: Int, _ kind: UInt8) -> Double { Double(counts[unit][kind] ?? 0) }
}
