/// Stage 6: reading measures at a month's end.
extension Simulator {
  @inline(__always)
  func read(series index: Int) -> Double {
    let counter = Int(series[index].counter)
    return counter >= 0 ? counters[counter] : evaluate(series[index].operations)
  }

  private func evaluate(_ range: Slice32) -> Double {
    var top = -1
    for position in range.indices {
      let operation = operations[position]
      switch operation.code {
      case .counter:
        top += 1
        stack[top] = counters[Int(operation.index)]
      case .constant:
        top += 1
        stack[top] = operation.constant
      case .finish:
        top += 1
        stack[top] = finish(programme: Int(operation.index))
      case .granted:
        top += 1
        stack[top] = poolStates[Int(operation.index)].grantedSoFar
      default:
        let right = stack[top]
        top -= 1
        stack[top] = join(stack[top], right, operation.code)
      }
    }
    return stack[0]
  }

  private func join(_ left: Double, _ right: Double, _ code: Operation.Code) -> Double {
    switch code {
    case .add: left + right
    case .subtract: left - right
    case .ratio: right == 0 ? 0 : left / right
    case .share: right == 0 ? 0 : 100 * left / right
    case .minimum: min(left, right)
    default: max(left, right)
    }
  }

  /// When the last unit finished; infinite while one is unfinished or yet to come.
  private func finish(programme index: Int) -> Double {
    let base = Int(programmes[index].counters)
    let isDone =
      programmeStates[index].pending == 0 && counters[base + Counter.inProgressNumber] == 0
      && counters[base + Counter.completedNumber] > 0
    return isDone ? programmeStates[index].lastFinish : .infinity
  }
}
