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

/// Marks of what has been counted of a unit.
enum UnitMark {
  static let started: UInt32 = 1
  static let completed: UInt32 = 2
  static let cancelled: UInt32 = 4

  /// Of the first fourteen steps of a programme.
  static func started(atStep place: Int) -> UInt32? { place < 14 ? 8 << UInt32(2 * place) : nil }
  static func completed(atStep place: Int) -> UInt32? { place < 14 ? 16 << UInt32(2 * place) : nil }
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
