/// What units on their own are counted in, month by month, and what is read of it.
extension Reader {
  /// Counts something that the unit does in the month in which it is.
  func tally(
    _ reactions: [UnitLayout.Reaction], _ list: UnitColumns.TrialList, _ standing: Int
  ) {
    for reaction in reactions {
      let cells = units.counts.base + reaction.row * plan.months * Reader.width
      for k in 0..<standing {
        let trial = Int(list[k])
        let amount = reaction.isQuantity ? units.size[trial] : 1
        cells[(Int(units.month[trial]) - 1) * Reader.width + trial] +=
          reaction.isLess ? -amount : amount
      }
    }
  }

  func keepFinish(_ row: Int, _ list: UnitColumns.TrialList, _ standing: Int) {
    let cells = units.counts.base + row * plan.months * Reader.width
    for k in 0..<standing {
      let trial = Int(list[k])
      let cell = cells + (Int(units.month[trial]) - 1) * Reader.width + trial
      cell.pointee = max(cell.pointee, units.time[trial])
    }
  }

  /// Makes what happened in each month what has happened since the horizon began.
  func accumulate(_ row: Int, isGreatest: Bool) {
    let cells = units.counts.base + row * plan.months * Reader.width
    for cell in Reader.width..<max(Reader.width, plan.months * Reader.width) {
      cells[cell] =
        isGreatest
        ? max(cells[cell], cells[cell - Reader.width]) : cells[cell] + cells[cell - Reader.width]
    }
  }

  // MARK: Reading

  func readUnits(
    _ leaf: LeafRecord, _ layout: UnitLayout, month: Int
  ) -> UnsafePointer<Double> {
    func column(_ row: Int) -> Column {
      units.counts.base + (row * plan.months + month - 1) * Reader.width
    }
    let values = column(Int(leaf.column))
    if leaf.kind == .finish {
      let (open, cancelled, done) = (
        column(layout.open), column(layout.cancelled), column(layout.done)
      )
      let last = column(layout.lastFinish)
      for trial in 0..<count {
        let isGivenUp = cancelled[trial] > 0 && done[trial] + open[trial] <= 0
        let isOver = month >= layout.lastEntry && open[trial] <= 0 && !isGivenUp
        values[trial] = isOver ? last[trial] : .infinity
      }
    } else if let number = layout.numbers[Int(leaf.column)] {
      // What goes in and comes out in another order must not leave a speck behind.
      let numbers = column(number)
      for trial in 0..<count where numbers[trial] == 0 { values[trial] = 0 }
    }
    return UnsafePointer(values)
  }
}
