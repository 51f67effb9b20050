/// Stage 6 for units that take time and come to the same steps in every trial: what a measure reads of them.
extension Simulator {
  func readVisits(_ leaf: LeafRecord, _ programme: Int, _ month: Int) -> Eight {
    let record = programmes[programme]
    if leaf.kind == .finish { return finish(programme, month) }
    var (spent, backlog, lost) = (Eight(repeating: 0), Eight(repeating: 0), Eight(repeating: 0))
    for index in record.steps.indices {
      let counter = Int(leaf.index - steps[index].counters)
      if counter >= 0, counter < Counter.count {
        return steps[index].kind == .rate
          ? readRate(index, counter)
          : read(
            visits.row(0, ofStep: index), counter,
            spent: line(visits.row(Visits.Row.spent, ofStep: index)))
      }
      spent +=
        steps[index].kind == .rate
        ? stepLines[index].spent : line(visits.row(Visits.Row.spent, ofStep: index))
      backlog += stepLines[index].backlog
      lost += stepLines[index].lost
    }
    switch Int(leaf.index - record.counters) {
    case Counter.lostNumber, Counter.lost: return lost
    case let counter:
      let value = read(visits.row(0, ofProgramme: programme), counter, spent: spent)
      let isStock = counter == Counter.inProgressNumber || counter == Counter.inProgress
      return isStock ? value + backlog : value
    }
  }

  private func read(_ rows: Visits.Cells, _ counter: Int, spent: Eight) -> Eight {
    func row(_ row: Int) -> Eight { line(rows + row * Simulator.lanes) }
    switch counter {
    case Counter.startedNumber: return row(Visits.Row.started)
    case Counter.started: return row(Visits.Row.started + 1)
    case Counter.completedNumber: return row(Visits.Row.done)
    case Counter.completed: return row(Visits.Row.done + 1)
    case Counter.inProgressNumber, Counter.inProgress:
      let number = row(Visits.Row.entered) - row(Visits.Row.done)
      let value =
        counter == Counter.inProgressNumber
        ? number : row(Visits.Row.entered + 1) - row(Visits.Row.done + 1)
      // Without units no quantity, whatever rounding has left.
      return value.replacing(with: 0, where: greatest(number, -number) .< 1e-9)
    case Counter.spent: return spent
    // Nothing of them is lost or cancelled.
    default: return .zero
    }
  }

  /// When the last unit finished; infinite while one is unfinished or yet to come.
  private func finish(_ programme: Int, _ month: Int) -> Eight {
    let rows = visits.row(0, ofProgramme: programme)
    let never = Eight(repeating: .infinity)
    let haveCome = programmes[programme].sources.indices.allSatisfy {
      sources[$0].entry != .planned || Int(sources[$0].month) <= month
    }
    guard haveCome else { return never }
    // A backlog that a rate can no longer work off is not waited for.
    var isOver = read(rows, Counter.inProgressNumber, spent: .zero) .<= 0
    for index in programmes[programme].steps.indices where steps[index].kind == .rate {
      isOver .&= isRateOver(index, month)
    }
    return never.replacing(
      with: line(rows + Visits.Row.lastFinish * Simulator.lanes), where: isOver)
  }
}
