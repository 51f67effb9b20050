import Sampling

/// Which units take their past from another trial, so that as many have begun and finished as were counted.
extension AgreementPlan {
  /// Has units and programmes of a cluster borrow where trials do not agree yet.
  ///
  /// - Parameters:
  ///   - units: Of ``units``, those of the cluster; `wholes` the same of ``wholes``.
  ///   - own: What trials came to before any borrowed.
  func borrow(
    _ block: PastBlock, _ lanes: Range<Int>, _ played: Played, own: inout OwnPasts,
    units: [Int], wholes: [Int], _ tries: inout WholeTries, turn: Int, _ generator: Generator
  ) -> Borrowed {
    var borrowed = Borrowed()
    for index in units {
      let units = self.units[index]
      for lane in lanes {
        if agrees(units, played, lane) { continue }
        let rest = rest(units, played, lane)
        // Units borrow from trials in which what they wait for has been over for as long.
        let frequencies = own.kinds(
          index, units, wait: played.waits[index * Block.size + lane])
        generator.select(
          trial: block.own(lane),
          StreamKey(entity: units.tag, month: UInt8(turn), purpose: .level))
        fill(block, units, own, frequencies, played, lane, rest, generator)
        borrowed.insert(lane, units.programme)
      }
    }
    for row in wholes where turn <= self.wholes[row].lastTurn {
      borrow(block, lanes, row, played, &tries, turn: turn, generator, &borrowed)
    }
    return borrowed
  }

  /// Which programmes have borrowed, and in which trials any has.
  struct Borrowed {
    private(set) var programmes: [String] = []
    private(set) var lanes: [Int] = []

    mutating func insert(_ lane: Int, _ programme: String) {
      if programmes.last != programme { programmes.append(programme) }
      if !lanes.contains(lane) { lanes.append(lane) }
    }
  }

  /// Moves units from kinds of which there are too many to kinds of which there are too few: each takes its draws
  /// from a trial in which it is of the other kind, by the odds of the two.
  private func fill(
    _ block: PastBlock, _ units: Units, _ own: OwnPasts, _ known: UnitKinds, _ played: Played,
    _ lane: Int, _ rest: [Int], _ generator: Generator
  ) {
    var rest = rest
    var kinds = units.rows.map { played.kinds[lane * unitRows + $0] }
    var moves = 0
    while moves < 4 * units.rows.count + 20, rest.contains(where: { $0 != 0 }) {
      moves += 1
      var pairs = pairs(units, known, kinds, rest)
      var isDone = true
      while !pairs.isEmpty {
        let pair = pairs.remove(
          at: min(pairs.count - 1, Int(generator.fine() * Double(pairs.count))))
        guard let unit = known.choose(pair, kinds, generator) else { continue }
        let row = units.rows.lowerBound + unit
        let start = Int(generator.fine() * Double(known.lanes.count))
        if let donor = own.donor(ofRow: row, pair.to, among: known.lanes, from: start) {
          block.set(own.draws[donor * unitRows + row], ofUnit: row, lane)
        }
        for bit in rest.indices {
          rest[bit] += Int(pair.from >> UnitKind(bit) & 1) - Int(pair.to >> UnitKind(bit) & 1)
        }
        kinds[unit] = pair.to
        isDone = false
        break
      }
      if isDone { return }
    }
  }

  /// Pairs of kinds that bring the counts nearer, first of all what was counted last.
  private func pairs(
    _ units: Units, _ known: UnitKinds, _ kinds: [UnitKind], _ rest: [Int]
  ) -> [(from: UnitKind, to: UnitKind)] {
    var (few, many): (UnitKind, UnitKind) = (0, 0)
    for (bit, left) in rest.enumerated() {
      if left > 0 { few |= 1 << UnitKind(bit) }
      if left < 0 { many |= 1 << UnitKind(bit) }
    }
    let lasts = units.lasts
    /// By how much the counts come nearer when a unit becomes another kind.
    func gain(_ from: UnitKind, _ to: UnitKind, _ counts: UnitKind) -> Int {
      let (more, fewer) = (to & ~from & counts, from & ~to & counts)
      return 2 * (more & few).nonzeroBitCount - more.nonzeroBitCount
        + 2 * (fewer & many).nonzeroBitCount - fewer.nonzeroBitCount
    }
    var (pairs, spoiling): ([(from: UnitKind, to: UnitKind)], [(from: UnitKind, to: UnitKind)])
    (pairs, spoiling) = ([], [])
    for from in known.all where kinds.contains(from) {
      for to in known.all where to != from {
        let (last, earlier) = (gain(from, to, lasts), gain(from, to, ~lasts))
        guard last > 0 || last == 0 && earlier > 0 else { continue }
        if earlier >= 0 { pairs.append((from, to)) } else { spoiling.append((from, to)) }
      }
    }
    // What an earlier month says is given up only where nothing else comes to what was counted last.
    return pairs.isEmpty ? spoiling : pairs
  }
}
