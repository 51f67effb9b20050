/// What work takes of pools and costs.
extension Simulator {
  /// The grant a unit works with this month, 0 to 1; work begins with the first one.
  func grant(_ unit: inout Unit, _ index: Int) -> Double {
    if steps[index].uses.isEmpty { return 1 }
    var share = stepStates[index].share
    if steps[index].hasWholePool {
      let given = min(unit.number, max(0, stepStates[index].grantedUnits))
      stepStates[index].grantedUnits -= given
      // A unit is served or not; a lot from a continuous rate may be served in part.
      share = unit.number > 1 ? share * given / unit.number : given < unit.number - 1e-9 ? 0 : share
    }
    if min(share, stepStates[index].paid) > 0 { beginWork(&unit, index) }
    return share
  }

  // MARK: What work costs and uses up

  /// A share of a unit's work at a step.
  func account(_ unit: Unit, share: Double, _ index: Int, _ month: Int) {
    spend(unit, share: share, index, month)
    consume(unit.number * share, index)
  }

  /// What units did together: in works, and in the quantity of it.
  func account(_ worked: Double, _ quantity: Double, _ index: Int, _ month: Int) {
    if steps[index].hasCost, quantity > 0 { spend(quantity, index, month) }
    if steps[index].consumes { consume(worked, index) }
  }

  /// Money for a share of a unit's work at a step.
  func spend(_ unit: Unit, share: Double, _ index: Int, _ month: Int) {
    guard steps[index].hasCost else { return }
    var quantity = unit.number * unit.size * share
    if unit.struck != 0, stepStates[index].unitsDiffer {
      var effects = StepEffects.neutral
      effects.cost = quantity
      quantity = struckEffects(unit, effects, index, month).cost
    }
    spend(quantity, index, month)
  }

  /// Money for a quantity of work at a step.
  func spend(_ quantity: Double, _ index: Int, _ month: Int) {
    var cost = steps[index].cost.constant
    if cost != cost { cost = value(steps[index].cost, month: 0) }
    let money = quantity * cost * riskEffects(index, month).cost
    counters[Int(steps[index].counters) + Counter.spent] += money
    if !steps[index].isSole {
      let programme = Int(steps[index].programme)
      counters[Int(programmes[programme].counters) + Counter.spent] += money
    }
  }
}
