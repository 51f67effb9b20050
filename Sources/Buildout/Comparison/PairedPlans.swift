/// A plan and variants of it, simulated on the same luck in one pass over the trials.
///
/// Of each variant only the part that can behave differently is simulated; the other targets have
/// the plan's own answers.
struct PairedPlans: Sendable {
  /// The plan first, then the variants, each as much of it as is simulated.
  let plans: [Plan]
  /// Places among the base plan's targets of the targets of each plan.
  let targets: [[Int]]
  /// The ids of the options that the plans carry out, if they are options.
  let names: [String?]
  /// The plan's scenario and the variants, whole.
  private let scenarios: [Scenario]

  var base: Plan { plans[0] }

  /// - Parameters:
  ///   - variants: Without faults, and with the targets of the base.
  ///   - names: The ids of the options that the variants are, if they are options.
  init(_ base: Plan, variants: [Scenario], names: [String] = []) {
    var plans = [base]
    var targets = [Array(base.targets.indices)]
    let scenario = base.scenario
    for variant in variants {
      let reach = Reach(from: scenario, to: variant)
      let reached = reach.targets()
      let read = reached.flatMap { variant.programmes(readBy: scenario.targets[$0]) }
      let kept = reached.map { scenario.targets[$0] }
      plans.append(Plan(part: variant.part(with: kept, programmes: reach.group(of: read))))
      targets.append(reached)
    }
    self.plans = plans
    self.names = [nil] + variants.indices.map { names.isEmpty ? nil : names[$0] }
    self.targets = targets
    scenarios = [scenario] + variants
  }

  /// Whether nothing in which two of them differ can reach a target.
  func cannotDiffer(_ first: Int, _ second: Int) -> Bool {
    Reach(from: scenarios[first], to: scenarios[second]).targets().isEmpty
  }
}

/// A block of trials under a plan and its variants: which targets each met.
final class PairedBlock: TrialBlock, @unchecked Sendable {
  private(set) var number = 0
  private(set) var count = 0
  private(set) var overflow: TrialOverflow?
  private let simulators: [Simulator]
  /// 1 where a target is met when it is due: by plan and target, then trial.
  private let met: Flat<UInt8>
  /// First row of `met` of each plan.
  private let rows: [Int]
  /// By month and plan, the places of the targets that are due.
  private let due: [[[Int]]]
  private let lastMonths: [Int]
  private let names: [String?]

  init(_ paired: PairedPlans, seed: UInt64) {
    simulators = paired.plans.map { Simulator($0, seed: seed) }
    names = paired.names
    var rows: [Int] = []
    var count = 0
    for plan in paired.plans {
      rows.append(count)
      count += plan.targets.count
    }
    self.rows = rows
    met = Flat(repeating: 0, count: count * Block.size)
    due = paired.plans.map { plan in
      (0...plan.months).map { month in
        plan.targets.indices.filter { Int(plan.targets[$0].due) == month }
      }
    }
    lastMonths = paired.plans.map { $0.targets.map { Int($0.due) }.max() ?? 0 }
  }

  deinit { met.deallocate() }

  func run(number: Int, count: Int) {
    self.number = number
    self.count = count
    overflow = nil
    for plan in simulators.indices where lastMonths[plan] > 0 {
      for place in 0..<count {
        if place % 8 == 0, Task.isCancelled { return }
        simulators[plan].begin(trial: UInt32(number * Block.size + place))
        finish(plan, place)
        overflow = simulators[plan].overflow
        overflow?.option = names[plan]
        overflow?.isOfVariant = plan > 0
        if overflow != nil { return }
      }
    }
  }

  /// Runs a trial that has begun, as far as its last due month.
  private func finish(_ plan: Int, _ place: Int) {
    let simulator = simulators[plan]
    let targets = simulator.plan.targets
    for month in stride(from: 1, through: lastMonths[plan], by: 1) {
      simulator.advance(month: month)
      for index in due[plan][month] {
        let value = simulator.read(series: Int(targets[index].series))
        met[(rows[plan] + index) * Block.size + place] = targets[index].isMet(by: value) ? 1 : 0
      }
    }
  }

  /// Whether a plan met one of its targets, by trial.
  func met(_ plan: Int, _ target: Int) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: met.base + (rows[plan] + target) * Block.size, count: count)
  }
}
