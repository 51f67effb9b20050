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
  /// So many are judged at most, beside the plan as it stands.
  static let mostFinalists = 12
  /// So many of them may be rivals of the best within the greatest budget.
  private static let mostRivals = 8

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
  /// Trials so far, and those of a full look.
  private var trials = 0
  private(set) var candidates: [Candidate] = []
  private(set) var counted = 0
  private(set) var isBounded = false
  private(set) var isExhaustive = true
  private(set) var leftOver = 0

  init(
    _ combinations: Combinations, _ scores: ChoiceScores, budget: ClosedRange<Double>,
    idle: Set<Int>, trials: Int
  ) {
    self.combinations = combinations
    self.scores = scores
    self.budget = budget
    self.idle = idle
    most = trials
  }

  /// Trials in which finalists are judged: four times those of a look where they take no more than a run each.
  static func judging(_ trials: Int, weight: Double) -> Int {
    let room = Double(mostFinalists + 1) / max(weight, 1e-9)
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
    var seen: Set<[[Int]]> = [scores.parts.signature(candidates[0].units)]
    var expanded: Set<[Int]> = []
    let end = scores.planTrials + Self.firstRuns * Double(most)
    while scores.planTrials < end {
      let fresh = best(Self.mostFinalists).filter { expanded.insert($0.units).inserted }
      var found: [Candidate] = []
      for candidate in fresh {
        for units in combinations.neighbours(
          of: candidate.units, within: budget.upperBound, idle: idle)
        where seen.insert(scores.parts.signature(units)).inserted {
          found.append(Candidate(units: units, cost: combinations.cost(units)))
        }
      }
      guard !fresh.isEmpty else { return }
      // Dearer ones are likelier to be better; what does not fit is left out.
      found.sort { ($0.cost, $1.units.lexicographic) > ($1.cost, $0.units.lexicographic) }
      var room = end - scores.planTrials
      var wanted: [ChoiceScores.Entry] = []
      var taken: [Candidate] = []
      for candidate in found where room > 0 {
        let new = scores.entries(of: candidate.units).filter { !scores.entries.contains($0) }
        room -= scores.weight(of: new) * Double(trials)
        wanted += scores.entries(of: candidate.units)
        taken.append(candidate)
      }
      try await scores.simulate(wanted, trials: trials)
      for var candidate in taken {
        candidate.sum = sum(candidate.units)
        candidates.append(candidate)
      }
    }
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

  /// Indices of the candidates that are not clearly worse than their champions.
  private func near(_ champions: [Int]) -> [Int] {
    var values: [Int: [UInt16]] = [:]
    return candidates.indices.filter { index in
      let champion = champions[index]
      guard candidates[index].sum < candidates[champion].sum else { return true }
      let best =
        values[champion] ?? scores.values(candidates[champion].units, trials: trials)
      values[champion] = best
      let gain = ChoiceValues.gain(
        from: scores.values(candidates[index].units, trials: trials), to: best)
      return gain.interval(z: Self.farBelow).lowerBound <= 0
    }
  }

  /// Drops what is clearly worse and doubles the trials of the rest.
  private func narrow() async throws {
    let end = scores.planTrials + (Self.mostRuns - Self.firstRuns) * Double(most)
    while trials < most {
      let champions = champions()
      // The nearest to the best of their cost first.
      var order = near(champions).sorted {
        let a = candidates[champions[$0]].sum - candidates[$0].sum
        let b = candidates[champions[$1]].sum - candidates[$1].sum
        return (a, candidates[$0].cost, $0) < (b, candidates[$1].cost, $1)
      }
      let next = min(most, 2 * trials)
      while order.count > Self.mostFinalists {
        let entries = Set(order.flatMap { scores.entries(of: candidates[$0].units) })
        let price = scores.weight(of: entries) * Double(next - trials)
        if scores.planTrials + price <= end { break }
        leftOver += order.count - max(Self.mostFinalists, order.count / 2)
        order = Array(order.prefix(max(Self.mostFinalists, order.count / 2)))
      }
      candidates = order.sorted().map { candidates[$0] }
      trials = next
      try await look()
    }
  }

  /// Those to be judged: the best of each budget, and rivals of the best of all.
  private func chosen() -> [[Int]] {
    let champions = champions()
    let near = Set(near(champions))
    let stairs = Self.thinned(self.stairs, to: Self.mostFinalists - Self.mostRivals / 2) {
      (candidates[$0].cost, Double(candidates[$0].sum))
    }
    let top = stairs.last
    let rivals = ranked.filter { index in
      near.contains(index) && !stairs.contains(index) && champions[index] == top
    }
    let room = min(Self.mostRivals, Self.mostFinalists - stairs.count)
    leftOver += max(0, rivals.count - room)
    return (stairs + rivals.prefix(room)).map { candidates[$0].units }
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
  /// By which lists are put in an order that does not hang on how they were found.
  fileprivate var lexicographic: String { map(String.init).joined(separator: ",") }
}
