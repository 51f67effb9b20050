/// Stage 6: reading measures at a month's end.
extension Simulator {
  /// What a target on the series is judged by: the measure at the month's end, or the greatest value
  /// that it had at one so far. It is no number where something is divided by nothing.
  @inline(__always)
  func read(series index: Int) -> Double {
    series[index].keepsGreatest ? greatest[index] : current(series: index)
  }

  /// The measure at the month's end.
  @inline(__always)
  func current(series index: Int) -> Double {
    let counter = Int(series[index].counter)
    guard counter >= 0 else { return evaluate(index) }
    return finite(counters[counter], series: index)
  }

  /// Brings the greatest values up to date when a month ends.
  func keepGreatest() {
    for index in 0..<series.count where series[index].keepsGreatest {
      let value = current(series: index)
      // At first there is none, and what is no number is not greater than anything.
      if greatest[index].isNaN || value > greatest[index] { greatest[index] = value }
    }
  }

  /// A number that a measure reads or has worked out from finite ones; one beyond all bounds is noted.
  @inline(__always)
  private func finite(_ value: Double, series index: Int) -> Double {
    if !(value.magnitude < Self.bound) {
      note(Overflow(series: Int32(index), month: Int32(registers[0].month)))
    }
    return value
  }

  private func evaluate(_ index: Int) -> Double {
    let range = series[index].operations
    var top = -1
    for position in range.indices {
      let operation = operations[position]
      switch operation.code {
      case .counter:
        top += 1
        stack[top] = finite(counters[Int(operation.index)], series: index)
      case .constant:
        top += 1
        stack[top] = operation.constant
      case .finish:
        top += 1
        stack[top] = finish(programme: Int(operation.index))
      case .granted:
        top += 1
        stack[top] = finite(poolStates[Int(operation.index)].grantedSoFar, series: index)
      case .join(let combination):
        let right = stack[top]
        top -= 1
        let left = stack[top]
        stack[top] = combination.joined(left, right)
        if stack[top].magnitude >= Self.bound, left.isFinite, right.isFinite {
          note(Overflow(series: Int32(index), month: Int32(registers[0].month)))
        }
      }
    }
    return stack[0]
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
