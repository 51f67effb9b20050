/// What levers may be carried out together, and what it costs.
struct Combinations {
  let levers: [Lever]
  /// By lever and level, the cost over the horizon.
  private let costs: [[Double]]
  /// By lever, the places of the levers that it needs.
  let needs: [[Int]]
  /// By lever, the places of the levers that it excludes or that exclude it.
  private let excluded: [[Int]]
  /// Places of the levers of each exchange.
  let exchanges: [[Int]]

  /// - Precondition: Levers have ids of their own, and name only one another.
  init(_ levers: [Lever], _ calendar: Calendar) {
    self.levers = levers
    let byID = Dictionary(
      levers.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    precondition(byID.count == levers.count, "a lever has an id of its own")
    func places(_ ids: [String]) -> [Int] {
      ids.map { id in
        guard let place = byID[id] else { preconditionFailure("there is no lever '\(id)'") }
        return place
      }
    }
    costs = levers.map { lever in lever.levels.map { lever.cost(units: $0, calendar) } }
    needs = levers.map { places($0.needs) }
    var excluded = Array(repeating: Set<Int>(), count: levers.count)
    for (place, lever) in levers.enumerated() {
      for other in places(lever.excludes) {
        excluded[place].insert(other)
        excluded[other].insert(place)
      }
    }
    self.excluded = excluded.map { $0.sorted() }
    var names: [String] = []
    for case let name? in levers.map(\.exchange) where !names.contains(name) { names.append(name) }
    exchanges = names.map { name in levers.indices.filter { levers[$0].exchange == name } }
  }

  func cost(_ units: [Int]) -> Double {
    Money.sum(
      units.indices.map { place in
        levers[place].levels.firstIndex(of: units[place]).map { costs[place][$0] } ?? 0
      })
  }

  /// Whether the levers may be carried out together, whatever it costs.
  func allows(_ units: [Int]) -> Bool {
    for place in units.indices where units[place] != 0 {
      if needs[place].contains(where: { units[$0] == 0 }) { return false }
      if excluded[place].contains(where: { units[$0] != 0 }) { return false }
    }
    return exchanges.allSatisfy { $0.reduce(0) { $0 + units[$1] } == 0 }
  }

  /// All that may be carried out within a budget, and the plan as it stands; nil when there are more than a
  /// limit.
  ///
  /// - Parameter idle: Places of levers that stay at 0.
  func all(within budget: Double, idle: Set<Int>, limit: Int) -> [[Int]]? {
    var found: [[Int]] = [Array(repeating: 0, count: levers.count)]
    var units = found[0]
    // What the levers still to come may save at most.
    var savings = Array(repeating: 0.0, count: levers.count + 1)
    for place in levers.indices.reversed() {
      savings[place] =
        savings[place + 1] + (idle.contains(place) ? 0 : min(0, costs[place].min() ?? 0))
    }
    let slack = 1e-9 * costs.reduce(budget.magnitude) { $0 + ($1.map(\.magnitude).max() ?? 0) }
    /// False when the limit is passed.
    func fill(_ place: Int, _ spent: Double) -> Bool {
      guard spent + savings[place] <= budget + slack else { return true }
      guard place < levers.count else {
        if units.contains(where: { $0 != 0 }), allows(units), cost(units) <= budget {
          found.append(units)
        }
        return found.count <= limit
      }
      for (level, count) in levers[place].levels.enumerated() {
        if idle.contains(place), count != 0 { continue }
        if count != 0, excluded[place].contains(where: { $0 < place && units[$0] != 0 }) {
          continue
        }
        if !canBalance(place, count, units) { continue }
        units[place] = count
        defer { units[place] = 0 }
        guard fill(place + 1, spent + costs[place][level]) else { return false }
      }
      return true
    }
    return fill(0, 0) ? found : nil
  }

  /// Whether the later levers of an exchange can still bring its sum to 0.
  private func canBalance(_ place: Int, _ count: Int, _ units: [Int]) -> Bool {
    guard let members = exchanges.first(where: { $0.contains(place) }) else { return true }
    let sum = members.reduce(count) { $0 + ($1 < place ? units[$1] : 0) }
    let rest = members.filter { $0 > place }.map { levers[$0].levels }
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
    func levels(_ place: Int) -> [Int] {
      guard !idle.contains(place) else { return [] }
      let all = levers[place].levels
      guard let now = all.firstIndex(of: units[place]) else { return [] }
      let near = [now - 1, now + 1].filter(all.indices.contains).map { all[$0] }
      let far = [0, all[0], all[all.count - 1], all[all.count / 2]]
      return (near + far.filter { !near.contains($0) }).filter { $0 != units[place] }
    }
    let single = levers.indices.flatMap { place in
      levels(place).map { (place: place, units: set(place, to: $0, in: units)) }
    }
    for change in single { add(change.units) }
    for change in single {
      for other in levers.indices where other != change.place {
        for level in levels(other) {
          // One goes up where the other goes down.
          let isSwap = (change.units[change.place] > units[change.place]) != (level > units[other])
          if isSwap, change.units[other] == units[other] {
            add(set(other, to: level, in: change.units))
          }
        }
      }
    }
    return found
  }

  /// A lever at another level, with all that it needs and without what needs it.
  private func set(_ place: Int, to level: Int, in units: [Int]) -> [Int] {
    var changed = units
    func carryOut(_ place: Int) {
      for other in needs[place] where changed[other] == 0 {
        changed[other] = levers[other].firstStep
        carryOut(other)
      }
    }
    func giveUp(_ place: Int) {
      for other in levers.indices where changed[other] != 0 && needs[other].contains(place) {
        changed[other] = 0
        giveUp(other)
      }
    }
    changed[place] = level
    if level == 0 { giveUp(place) } else { carryOut(place) }
    return changed
  }

  /// Levers and all that they need, in order.
  func withNeeds(_ places: some Sequence<Int>) -> [Int] {
    var found: Set<Int> = []
    func add(_ place: Int) {
      if found.insert(place).inserted { needs[place].forEach(add) }
    }
    places.forEach(add)
    return found.sorted()
  }
}
