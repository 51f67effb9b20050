import Buildout

/// One line for each model: processor time of a whole run on one thread, beside its bare draws.
///
/// - Parameter wanted: Which of the rows, by their numbers; all of them when it is empty.
func printTable(_ wanted: [Int]) async throws {
  let turns = 5
  func microseconds(_ body: () async throws -> Void, trials: Int) async rethrows -> Double {
    try await processorSeconds(body) / Double(trials) * 1e6
  }
  func run(_ item: Case) async throws -> Double {
    let settings = RunSettings(trials: item.trials, threads: 1)
    return try await microseconds(
      { _ = try await item.plan.forecast(settings) }, trials: item.trials)
  }
  func row(_ name: String, _ unit: String, _ pairs: [(own: Double, other: Double)]) {
    func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }
    let figures = [median(pairs.map(\.own)), median(pairs.map(\.other))].map(rounded)
    let ratio = rounded(median(pairs.map { $0.own / $0.other }))
    print("\(name): \(figures[0]) / \(figures[1]) us \(unit) = \(ratio)")
  }
  let cases: [@Sendable () throws -> Case] = [
    { try .gammaFlows(sharing: false) }, { try .stagedProjects() },
    { try .gammaFlows(sharing: true) }, { try .branchingProjects() }, { try .towns() },
  ]
  for (index, make) in cases.enumerated() where wanted.isEmpty || wanted.contains(index) {
    let item = try make()
    var pairs: [(own: Double, other: Double)] = []
    for _ in 0..<turns {
      let other = await microseconds({ await bare(item, threads: 1) }, trials: item.trials)
      pairs.append((try await run(item), other))
    }
    row("\(item.name), run / bare", "a trial", pairs)
  }
  for (index, isSharing) in [false, true].enumerated()
  where wanted.isEmpty || wanted.contains(cases.count + index) {
    let sizes = [3000, 242]
    let items = [
      try Case.gammaFlows(sizes[0], sharing: isSharing, trials: 8_192),
      try Case.gammaFlows(sizes[1], sharing: isSharing, trials: 8_192),
    ]
    var pairs: [(own: Double, other: Double)] = []
    for _ in 0..<turns {
      pairs.append(
        (try await run(items[0]) / Double(sizes[0]), try await run(items[1]) / Double(sizes[1])))
    }
    let sharing = isSharing ? ", sharing a pool" : ""
    row("3,000 / 242 targets\(sharing)", "a trial and target", pairs)
  }
}

private func rounded(_ value: Double) -> Double { (value * 1000).rounded() / 1000 }
