/// What levers may be carried out together, and what it costs.
struct Combinations {
  let levers: [Lever]
  /// By lever and level, the cost over the horizon.
  private let costs: [[Double]]
  /// By lever, the indices of the levers that it needs.
  let needs: [[Int]]
  /// By lever, the indices of the levers that it excludes or that exclude it.
  private let excluded: [[Int]]
  /// Indices of the levers of each exchange.
  let exchanges: [[Int]]

  /// - Precondition: Levers have ids of their own, and name only one another.
  init(_ levers: [Lever], _ calendar: Calendar) {
    self.levers = levers
    let byID = Dictionary(
      levers.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    precondition(byID.count == levers.count, "a lever has an id of its own")
    func indices(_ ids: [String]) -> [Int] {
      ids.map { id in
        guard let index = byID[id] else { preconditionFailure("there is no lever '\(id)'") }
        return index
      }
    }
    costs = levers.map { lever in lever.levels.map { lever.cost(units: $0, calendar) } }
    needs = levers.map { indices($0.needs) }
    var excluded = Array(repeating: Set<Int>(), count: levers.count)
    for (index, lever) in levers.enumerated() {
      for other in indices(lever.excludes) {
        excluded[index].insert(other)
        excluded[other].insert(index)
      }
    }
    self.excluded = excluded.map { $0.sorted() }
    var names: [String] = []
    for case let name? in levers.map(\.exchange) where !names.contains(name) { names.append(name) }
    exchanges = names.map { name in levers.indices.filter { levers[$0].exchange == name } }
  }

  func cost(_ units: [Int]) -> Double {
    Money.sum(
      units.indices.map { index in
        levers[index].levels.firstIndex(of: units[index]).map { costs[index][$0] } ?? 0
      })
  }

  /// Whether the levers may be carried out together, whatever it costs.
  func allows(_ units: [Int]) -> Bool {
    for index in units.indices where units[index] != 0 {
      if needs[index].contains(where: { units[$0] == 0 }) { return false }
      if excluded[index].contains(where: { units[$0] != 0 }) { return false }
    }
    return exchanges.allSatisfy { $0.reduce(0) { $0 + units[$1] } == 0 }
  }

  /// All that may be carried out within a budget, and the plan as it stands; nil when there are more than a
  /// limit.
  ///
  /// - Parameter idle: Indices of levers that stay at 0.
  func all(within budget: Double, idle: Set<Int>, limit: Int) -> [[Int]]? {
    var found: [[Int]] = [Array(repeating: 0, count: levers.count)]
    var units = found[0]
    // What the levers still to come may save at most.
    var savings = Array(repeating: 0.0, count: levers.count + 1)
    for index in levers.indices.reversed() {
      savings[index] =
        savings[index + 1] + (idle.contains(index) ? 0 : min(0, costs[index].min() ?? 0))
    }
    let slack = 1e-9 * costs.reduce(budget.magnitude) { $0 + ($1.map(\.magnitude).max() ?? 0) }
    /// False when the limit is passed.
    func fill(_ index: Int, _ spent: Double) -> Bool {
      guard spent + savings[index] <= budget + slack else { return true }
      guard index < levers.count else {
        if units.contains(where: { $0 != 0 }), allows(units), cost(units) <= budget {
          found.append(units)
        }
        return found.count <= limit
      }
      for (level, count) in levers[index].levels.enumerated() {
        if idle.contains(index), count != 0 { continue }
        if count != 0, excluded[index].contains(where: { $0 < index && units[$0] != 0 }) {
          continue
        }
        if !canBalance(index, count, units) { continue }
        units[index] = count
        defer { units[index] = 0 }
        guard fill(index + 1, spent + costs[index][level]) else { return false }
      }
      return true
    }
    return fill(0, 0) ? found : nil
  }

  /// Whether the later levers of an exchange can still bring its sum to 0.
  private func canBalance(_ index: Int, _ count: Int, _ units: [Int]) -> Bool {
    guard let members = exchanges.first(where: { $0.contains(index) }) else { return true }
    let sum = members.reduce(count) { $0 + ($1 < index ? units[$1] : 0) }
    let rest = members.filter { $0 > index }.map { levers[$0].levels }
    let least = rest.reduce(sum) { $0 + ($1.first ?? 0) }
    let most = rest.reduce(sum) { $0 + ($1.last ?? 0) }
    return least <= 0 && most >= 0
  }

  /// What is reached from a combination by one decision: another level of one lever (with what it needs, and
  /// without what needs it), or units taken from one lever for another.
  func neighbours(of units: [Int], within budget: Double, idle: Set<Int>) -> [[Int]] {
    var found: [[Int]] = []
    func add(_ changed: [Int]) {
      if changed != units, allows(changed), cost(changed) <= budget { found.append(changed) }
    }
    func levels(_ index: Int) -> [Int] {
      guard !idle.contains(index) else { return [] }
      let all = levers[index].levels
      guard let now = all.firstIndex(of: units[index]) else { return [] }
      let near = [now - 1, now + 1].filter(all.indices.contains).map { all[$0] }
      let far = [0, all[0], all[all.count - 1], all[all.count / 2]]
      return (near + far.filter { !near.contains($0) }).filter { $0 != units[index] }
    }
    let single = levers.indices.flatMap { index in
      levels(index).map { (index: index, units: set(index, to: $0, in: units)) }
    }
    for change in single { add(change.units) }
    for change in single {
      for other in levers.indices where other != change.index {
        for level in levels(other) {
          // One goes up where the other goes down.
          let isSwap = (change.units[change.index] > units[change.index]) != (level > units[other])
          if isSwap, change.units[other] == units[other] {
            add(set(other, to: level, in: change.units))
          }
        }
      }
    }
    return found
  }

  /// What is left of a combination without one of its levers, and without what needs it.
  func reductions(of units: [Int]) -> [[Int]] {
    levers.indices.filter { units[$0] != 0 }.map { set($0, to: 0, in: units) }
      .filter { allows($0) }
  }

  /// A lever at another level, with all that it needs and without what needs it.
  private func set(_ index: Int, to level: Int, in units: [Int]) -> [Int] {
    var changed = units
    func carryOut(_ index: Int) {
      for other in needs[index] where changed[other] == 0 {
        changed[other] = levers[other].firstStep
        carryOut(other)
      }
    }
    func giveUp(_ index: Int) {
      for other in levers.indices where changed[other] != 0 && needs[other].contains(index) {
        changed[other] = 0
        giveUp(other)
      }
    }
    changed[index] = level
    if level == 0 { giveUp(index) } else { carryOut(index) }
    return changed
  }

  /// Levers and all that they need, in order.
  func withNeeds(_ indices: some Sequence<Int>) -> [Int] {
    var found: Set<Int> = []
    func add(_ index: Int) {
      if found.insert(index).inserted { needs[index].forEach(add) }
    }
    indices.forEach(add)
    return found.sorted()
  }
}
