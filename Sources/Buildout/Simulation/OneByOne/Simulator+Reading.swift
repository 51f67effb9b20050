/// Stage 6: reading what a trial has at a month's end; see ``Reader`` for what measures make of it.
extension Simulator {
  /// Numbers that measures are made of, at the month's end: some of the leaves, each to its index.
  func read(_ range: Slice32, into cells: UnsafeMutablePointer<Double>, every stride: Int) {
    for index in range.indices {
      let leaf = leaves[index]
      cells[index * stride] =
        switch leaf.kind {
        case .counter: counters[Int(leaf.index)]
        case .finish: finish(programme: Int(leaf.index))
        case .granted: poolStates[Int(leaf.index)].grantedSoFar
        }
    }
  }

  /// When the last unit finished; infinite while one is unfinished or yet to come.
  private func finish(programme index: Int) -> Double {
    isFinished(programme: index) ? programmeStates[index].lastFinish : .infinity
  }

  /// Whether no unit is, or will come, in a programme, and those that came were not all cancelled.
  func isFinished(programme index: Int) -> Bool {
    if programmeStates[index].pending > 0 || isCancelledWhole(programme: index) { return false }
    // A backlog that a rate can no longer work off, as nothing of its `remaining` is left, is not
    // waited for.
    var givenUp = 0.0
    for step in programmes[index].steps.indices where steps[step].makesUnits {
      if !stepStates[step].isOver { return false }
      givenUp += stepStates[step].backlog
    }
    let inProgress = counters[Int(programmes[index].counters) + Counter.inProgressNumber]
    return inProgress <= givenUp * (1 + 1e-9)
  }

  /// Whether units came, and all that are not in progress were cancelled: nothing has been built.
  func isCancelledWhole(programme index: Int) -> Bool {
    let base = Int(programmes[index].counters)
    return counters[base + Counter.cancelledNumber] > 0
      && counters[base + Counter.completedNumber] + counters[base + Counter.inProgressNumber] <= 0
  }
}
