/// Looks for the combinations worth judging: at all of them where that is affordable, otherwise along the
/// neighbours of the best ones found.
///
/// All meet the same random draws. Trials go where the choice is close: what is clearly worse than one that
/// costs no more is dropped, and the rest goes on with twice as many.
final class ChoiceSearch {
  /// So many combinations are listed at most.
  static let mostCombinations = 50_000
  /// Looking at more than a dozen takes no more than so many runs of the whole plan.
  static let mostRuns = 14.0
  /// Of which the first look, or the walk from neighbour to neighbour, takes no more than so many.
  private static let firstRuns = 6.0
  /// The first look has at least so many trials.
  private static let fewestTrials = Block.size
  /// What is further below the best than so many standard errors of the difference is dropped.
  private static let farBelow = 3.0
  /// So many are looked at to the end however little they promise, and walked on from at a time.
  private static let fewest = 12
  /// So many rivals of the best within the greatest budget are judged, at least and at most.
  private static let rivals = 3...8
  /// So many steps of the frontier are judged at most, and at least where that takes many runs.
  private static let steps = 8...24
  /// Judging takes no more than so many runs of the whole plan.
  static let judgingRuns = 25.0

  /// A combination that was looked at.
  struct Candidate {
    let units: [Int]
    let cost: Double
    /// The sum of its values over the trials.
    var sum = 0
  }

  private let combinations: Combinations
  private let budget: ClosedRange<Double>
  private let scores: ChoiceScores
  private let most: Int
  private let idle: Set<Int>
  /// Combinations that the author has named: a walk begins at them too.
  private let named: [[Int]]
  /// Trials so far, and those of a full look.
  private var trials = 0
  private(set) var candidates: [Candidate] = []
  private(set) var counted = 0
  private(set) var isBounded = false
  private(set) var isExhaustive = true
  private(set) var leftOver = 0
  /// Steps of the frontier that were found and are not judged.
  private(set) var skippedSteps = 0

  init(
    _ combinations: Combinations, _ scores: ChoiceScores, budget: ClosedRange<Double>,
    idle: Set<Int>, named: [[Int]] = [], trials: Int
  ) {
    self.combinations = combinations
    self.scores = scores
    self.budget = budget
    self.idle = idle
    self.named = named.filter {
      combinations.allows($0) && combinations.cost($0) <= budget.upperBound
    }
    most = trials
  }

  /// Trials in which finalists are judged: four times those of a look where they take no more than a run each.
  static func judging(_ trials: Int, weight: Double) -> Int {
    let room = judgingRuns / 2 / max(weight, 1e-9)
    let most = RunSettings.allowedTrials.upperBound
    return min(most, max(1, min(4, Int(room))) * trials)
  }

  /// The units of those to be judged.
  func finalists() async throws -> [[Int]] {
    let all = combinations.all(
      within: budget.upperBound, idle: idle, limit: Self.mostCombinations)
    counted = (all?.count ?? Self.mostCombinations + 1) - 1
    isBounded = all == nil
    if let all {
      candidates = cheapest(of: all)
      let entries = Set(candidates.flatMap { scores.entries(of: $0.units) })
      let weight = scores.weight(of: entries)
      let affordable = Self.firstRuns * Double(most) / max(weight, 1e-9)
      if affordable >= Double(Self.fewestTrials) || affordable >= Double(most) {
        trials = Self.rounded(min(Double(most), affordable), most)
        try await look()
      } else {
        try await walk()
      }
    } else {
      try await walk()
    }
    try await narrow()
    return chosen()
  }

  /// Whole blocks, at least one and at most all.
  private static func rounded(_ trials: Double, _ most: Int) -> Int {
    let blocks = Int(min(trials, Double(most))) / Block.size * Block.size
    return min(most, max(fewestTrials, Double(most) <= trials ? most : blocks))
  }

  /// Of combinations that are the same to the aim, the cheapest, with the fewest levers of equals.
  private func cheapest(of all: [[Int]]) -> [Candidate] {
    var indices: [[[Int]]: Int] = [:]
    var kept: [Candidate] = []
    for units in all {
      let candidate = Candidate(units: units, cost: combinations.cost(units))
      let signature = scores.parts.signature(units)
      guard let index = indices[signature] else {
        indices[signature] = kept.count
        kept.append(candidate)
        continue
      }
      func rank(_ candidate: Candidate) -> (Double, Int) {
        (candidate.cost, candidate.units.count { $0 != 0 })
      }
      if rank(candidate) < rank(kept[index]) { kept[index] = candidate }
    }
    return kept
  }

  /// Simulates what is left as far as the trials go, and adds up.
  private func look() async throws {
    try await scores.simulate(
      candidates.flatMap { scores.entries(of: $0.units) }, trials: trials)
    for index in candidates.indices {
      candidates[index].sum = sum(candidates[index].units)
    }
  }

  private func sum(_ units: [Int]) -> Int {
    ChoiceValues.sums(scores.values(units, trials: trials)).sum
  }

  /// Goes from the best found to their neighbours, until none of these is new or the trials set aside for it
  /// are used up.
  private func walk() async throws {
    isExhaustive = false
    trials = min(most, Self.fewestTrials)
    candidates = [
      Candidate(units: Array(repeating: 0, count: combinations.levers.count), cost: 0)
    ]
    try await look()
    try await add(new(named))
    var expanded: Set<[Int]> = []
    let end = scores.planTrials + Self.firstRuns * Double(most)
    while scores.planTrials < end {
      let fresh = best(Self.fewest).filter { expanded.insert($0.units).inserted }
      guard !fresh.isEmpty else { break }
      var found = new(
        fresh.flatMap {
          combinations.neighbours(of: $0.units, within: budget.upperBound, idle: idle)
        })
      // Dearer ones are likelier to be better; what does not fit is left out.
      found.sort { ($0.cost, $1.units.lexicographic) > ($1.cost, $0.units.lexicographic) }
      var room = end - scores.planTrials
      var taken: [Candidate] = []
      for candidate in found where room > 0 {
        let new = scores.entries(of: candidate.units).filter { !scores.entries.contains($0) }
        room -= scores.weight(of: new) * Double(trials)
        taken.append(candidate)
      }
      try await add(taken)
    }
    try await reduce()
  }

  /// Those of some combinations that are to the aim what none is that was looked at.
  private func new(_ found: [[Int]]) -> [Candidate] {
    var seen = Set(candidates.map { scores.parts.signature($0.units) })
    return found.filter { seen.insert(scores.parts.signature($0)).inserted }
      .map { Candidate(units: $0, cost: combinations.cost($0)) }
  }

  private func add(_ found: [Candidate]) async throws {
    try await scores.simulate(
      found.flatMap { scores.entries(of: $0.units) }, trials: trials)
    for var candidate in found {
      candidate.sum = sum(candidate.units)
      candidates.append(candidate)
    }
  }

  /// Tries every step of the frontier without each of its levers: a walk may have taken along what is of no use.
  private func reduce() async throws {
    while true {
      let steps = Self.thinned(stairs, to: Self.steps.upperBound, point)
      let found = new(steps.flatMap { combinations.reductions(of: candidates[$0].units) })
      if found.isEmpty { return }
      try await add(found)
    }
  }

  private func point(_ index: Int) -> (x: Double, y: Double) {
    (candidates[index].cost, Double(candidates[index].sum))
  }

  /// Those with the greatest values for their cost, and then simply the greatest.
  private func best(_ count: Int) -> [Candidate] {
    let stairs = self.stairs
    let rest = ranked.filter { index in !stairs.contains(index) }
    return (stairs.suffix(count) + rest.prefix(max(0, count - stairs.count)))
      .map { candidates[$0] }
  }

  /// Indices, the best first and the cheapest of equals.
  private var ranked: [Int] {
    candidates.indices.sorted {
      let (a, b) = (candidates[$0], candidates[$1])
      return (-a.sum, a.cost, $0) < (-b.sum, b.cost, $1)
    }
  }

  private var byCost: [Int] {
    candidates.indices.sorted {
      let (a, b) = (candidates[$0], candidates[$1])
      return (a.cost, -a.sum, $0) < (b.cost, -b.sum, $1)
    }
  }

  /// Indices of the best for each budget, the cheapest first; only of those that the budgets asked for reach.
  private var stairs: [Int] {
    var stairs: [Int] = []
    for index in byCost {
      guard let last = stairs.last else {
        stairs.append(index)
        continue
      }
      guard candidates[index].sum > candidates[last].sum else { continue }
      if candidates[index].cost <= budget.lowerBound { stairs.removeLast() }
      stairs.append(index)
    }
    return stairs
  }

  /// Of each candidate the best that costs no more, or no more than the least budget.
  private func champions() -> [Int] {
    var champions = Array(candidates.indices)
    let stairs = self.stairs
    for index in candidates.indices {
      let limit = max(candidates[index].cost, budget.lowerBound)
      champions[index] = stairs.last { candidates[$0].cost <= limit } ?? index
    }
    return champions
  }

  /// How far a candidate is from its champion.
  private enum Standing { case same, near, far }

  private func standings(_ champions: [Int]) -> [Standing] {
    var values: [Int: [UInt16]] = [:]
    return candidates.indices.map { index in
      let champion = champions[index]
      if index == champion { return .near }
      let best =
        values[champion] ?? scores.values(candidates[champion].units, trials: trials)
      values[champion] = best
      let gain = ChoiceValues.gain(
        from: scores.values(candidates[index].units, trials: trials), to: best)
      if gain.isSameInEveryTrial { return .same }
      return gain.interval(z: Self.farBelow).lowerBound <= 0 ? .near : .far
    }
  }

  /// The candidates besides some that promise most: those not clearly worse than their champions, the nearest
  /// first, and however far it is the best of the rest. What has been the same as its champion in every trial, and
  /// costs as much or more, comes last.
  private func promising(besides stairs: [Int]) -> (near: [Int], next: [Int]) {
    let champions = champions()
    let standings = standings(champions)
    func rank(_ index: Int) -> (Int, Int, Double, Int) {
      let rest = candidates[champions[index]].sum - candidates[index].sum
      return (standings[index] == .same ? 1 : 0, rest, candidates[index].cost, index)
    }
    let others = Set(candidates.indices).subtracting(stairs)
    let near = others.filter { standings[$0] != .far }.sorted { rank($0) < rank($1) }
    let next = ranked.filter { others.contains($0) && standings[$0] == .far }
    return (near, Array(next.prefix(Self.rivals.lowerBound)))
  }

  /// Drops what is clearly worse and doubles the trials of the rest. The frontier is kept.
  private func narrow() async throws {
    let end = scores.planTrials + (Self.mostRuns - Self.firstRuns) * Double(most)
    while trials < most {
      let stairs = Self.thinned(self.stairs, to: 2 * Self.steps.upperBound, point)
      skippedSteps += self.stairs.count - stairs.count
      let (near, nextBest) = promising(besides: stairs)
      var order = near
      let next = min(most, 2 * trials)
      while order.count > Self.fewest {
        let kept = stairs + nextBest + order
        let entries = Set(kept.flatMap { scores.entries(of: candidates[$0].units) })
        let price = scores.weight(of: entries) * Double(next - trials)
        if scores.planTrials + price <= end { break }
        let half = max(Self.fewest, order.count / 2)
        leftOver += order.count - half
        order = Array(order.prefix(half))
      }
      candidates = (stairs + nextBest + order).sorted().map { candidates[$0] }
      trials = next
      try await look()
    }
  }

  /// Candidates that were in every trial what a cheaper one was: they hold something that is of no use.
  private var useless: Set<Int> {
    var useless: Set<Int> = []
    for equals in Dictionary(grouping: byCost, by: { candidates[$0].sum }).values
    where equals.count > 1 {
      var kept: [(cost: Double, values: [UInt16])] = []
      for index in equals {
        let candidate = candidates[index]
        let values = scores.values(candidate.units, trials: trials)
        if kept.contains(where: { $0.cost < candidate.cost && $0.values == values }) {
          useless.insert(index)
        } else {
          kept.append((candidate.cost, values))
        }
      }
    }
    return useless
  }

  /// Those to be judged: the best of each budget, and rivals of the best of all.
  private func chosen() -> [[Int]] {
    let all = stairs
    let (near, next) = promising(besides: all)
    let champions = champions()
    let useless = self.useless
    let close = near.filter { champions[$0] == all.last }
    var rivals = Array(
      close.filter { !useless.contains($0) }.prefix(Self.rivals.upperBound))
    leftOver += close.count - rivals.count
    // The next best is judged too where it is clearly worse.
    let further = (near + next).filter { !rivals.contains($0) && !useless.contains($0) }
      .sorted { (-candidates[$0].sum, $0) < (-candidates[$1].sum, $1) }
    rivals += further.prefix(max(0, Self.rivals.lowerBound - rivals.count))
    var count = min(all.count, Self.steps.upperBound)
    var judged = Self.thinned(all, to: count, point)
    func weight() -> Double {
      scores.weight(
        of: Set((judged + rivals).flatMap { scores.entries(of: candidates[$0].units) }))
    }
    while count > Self.steps.lowerBound, weight() > Self.judgingRuns {
      count -= 1
      judged = Self.thinned(all, to: count, point)
    }
    skippedSteps += all.count - judged.count
    return (judged + rivals).map { candidates[$0].units }
  }

  /// So many points of a staircase as show its shape best: the ends, then always the one furthest from the line
  /// between its neighbours.
  static func thinned(
    _ stairs: [Int], to count: Int, _ point: (Int) -> (x: Double, y: Double)
  ) -> [Int] {
    guard stairs.count > count else { return stairs }
    var kept: Set<Int> = [0, stairs.count - 1]
    while kept.count < count {
      var farthest: (index: Int, distance: Double) = (1, -1)
      for index in stairs.indices where !kept.contains(index) {
        guard let before = kept.filter({ $0 < index }).max(),
          let after = kept.filter({ $0 > index }).min()
        else { continue }
        let (a, b, c) = (point(stairs[before]), point(stairs[index]), point(stairs[after]))
        let share = c.x > a.x ? (b.x - a.x) / (c.x - a.x) : 0
        let distance = (b.y - a.y - share * (c.y - a.y)).magnitude
        if distance > farthest.distance { farthest = (index, distance) }
      }
      kept.insert(farthest.index)
    }
    return kept.sorted().map { stairs[$0] }
  }
}

extension [Int] {
  /// By which lists are put in an order that does not depend on how they were found.
  fileprivate var lexicographic: String { map(String.init).joined(separator: ",") }
}
