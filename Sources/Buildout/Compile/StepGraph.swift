/// How the steps of a programme follow one another.
///
/// A step follows the one before it in the list, unless its `after` names steps of the programme or
/// is empty, or the one before says `then`.
struct StepGraph {
  let programme: Programme
  private let indices: [String: Int]
  private let before: [[Int]]
  private let behind: [[Int]]
  /// Where units enter that are not told where: the steps that follow no other.
  let entries: [Int]
  /// Steps that cohorts enter.
  private(set) var entered: Set<Int> = []
  private var fed: Set<Int> = []

  init(_ programme: Programme) {
    self.programme = programme
    let steps = programme.steps
    var indices: [String: Int] = [:]
    for (index, step) in steps.enumerated() { indices[step.id] = index }
    var before = Array(repeating: [Int](), count: steps.count)
    for (index, step) in steps.enumerated() {
      let named = (step.after ?? []).compactMap { name in
        if case .programme(let id) = name { indices[id] } else { nil }
      }
      if !named.isEmpty {
        before[index] = named.sorted()
      } else if step.after?.isEmpty != true, index > 0, steps[index - 1].then.isEmpty {
        before[index] = [index - 1]
      }
    }
    var behind = Array(repeating: [Int](), count: steps.count)
    for (index, list) in before.enumerated() {
      for other in list { behind[other].append(index) }
    }
    self.indices = indices
    self.before = before
    self.behind = behind
    // A way from a step to itself brings no unit there first.
    let led = Set(steps.flatMap { step in step.then.map(\.to).filter { $0.step != step.id } })
    entries = steps.indices.filter { index in
      before[index].isEmpty && (index == 0 || !led.contains(.step(steps[index].id)))
    }
    entered = Set(programme.cohorts.flatMap { entries(of: $0) })
    fed = entered.union(steps.indices.filter { !before[$0].isEmpty })
      .union(steps.flatMap { $0.then.compactMap { index(of: $0.to) } })
  }

  func index(of step: String) -> Int? { indices[step] }

  /// The step of this programme that a name under `after` is.
  func index(of name: Reference) -> Int? {
    if case .programme(let id) = name { indices[id] } else { nil }
  }

  func index(of destination: Step.Branch.Destination) -> Int? {
    destination.step.flatMap { indices[$0] }
  }

  /// The steps that the units of a cohort enter.
  func entries(of cohort: Cohort) -> [Int] {
    cohort.step.flatMap { indices[$0] }.map { [$0] } ?? entries
  }

  /// Steps that must all be finished before a unit enters, other than along a branch.
  func predecessors(_ index: Int) -> [Int] { before[index] }

  /// Steps a unit may enter on leaving: all of them, or one by `then`.
  func successors(_ index: Int) -> [Int] {
    let then = programme.steps[index].then
    return then.isEmpty ? behind[index] : then.compactMap { self.index(of: $0.to) }
  }

  /// The steps to which a unit goes on, now and then at least: successors but for ways of weight 0.
  func next(_ index: Int) -> [Int] {
    let step = programme.steps[index]
    return step.then.isEmpty ? behind[index] : step.ways.compactMap { self.index(of: $0.to) }
  }

  /// Whether a unit may be completed on leaving a step.
  func completes(_ index: Int) -> Bool {
    let step = programme.steps[index]
    return step.then.isEmpty ? behind[index].isEmpty : step.ways.contains { $0.to == .done }
  }

  /// Steps and all that can be reached from them.
  static func closure(
    of start: some Sequence<Int>, along next: (Int) -> [Int]
  ) -> Set<Int> {
    var found = Set(start)
    var open = Array(found)
    while let index = open.popLast() {
      for other in next(index) where found.insert(other).inserted { open.append(other) }
    }
    return found
  }

  /// The steps from which each is reached.
  func reversed(_ next: (Int) -> [Int]) -> [[Int]] {
    var back = programme.steps.map { _ in [Int]() }
    for index in back.indices {
      for other in next(index) { back[other].append(index) }
    }
    return back
  }

  /// A step and all from which it can be reached.
  func upstream(of index: Int) -> [Int] {
    let back = reversed(successors)
    return Self.closure(of: [index]) { back[$0] }.sorted()
  }

  /// One step with a rate that takes nothing in and passes nothing on.
  var isSoleFlow: Bool {
    guard programme.steps.count == 1, programme.cohorts.isEmpty, behind[0].isEmpty,
      programme.steps[0].then.isEmpty, case .rate = programme.steps[0].kind
    else { return false }
    return true
  }

  /// Whether units come to a step rather than being made by it.
  func isFed(_ index: Int) -> Bool { fed.contains(index) }

  /// Whether another step treats units one by one, so that a rate must pass whole units on, each by
  /// itself.
  func tellsUnitsApart(besides index: Int) -> Bool {
    programme.steps.enumerated().contains { other, step in
      guard other != index else { return !step.then.isEmpty }
      if step.servers != nil || step.buffer != nil || !step.then.isEmpty { return true }
      switch step.kind {
      // It passes a lot on in parts, and parts that have to meet again must be whole units.
      case .rate: return isFed(other) && (forks || !merges.isEmpty)
      case .takes(let duration): return duration.constant == nil && duration.each == .unit
      case .chance: return true
      }
    }
  }

  private var forks: Bool {
    programme.steps.indices.contains {
      programme.steps[$0].then.isEmpty && behind[$0].count > 1
    } || entries.count > 1
  }

  /// Whether a part of a unit may be cancelled while others are under way.
  var cancelsParts: Bool {
    forks && programme.steps.contains(where: \.mayCancel)
  }

  private var merges: [Int] { programme.steps.indices.filter { before[$0].count > 1 } }

  /// Whether units fork or merge.
  var hasParts: Bool { forks || !merges.isEmpty }

  /// How many numbers each unit needs, and where its visits are counted (-1 when they are not).
  var slots: (count: Int32, visits: Int32) {
    let returns = programme.steps.contains { !$0.then.isEmpty }
    let visits = hasParts ? UnitSlot.firstMerge + 2 * merges.count : 0
    return (
      Int32(visits + (returns ? programme.steps.count : 0)), returns ? Int32(visits) : -1
    )
  }

  /// The slot that counts arrivals at a merge, -1 for a step that is none.
  func mergeSlot(_ step: Int) -> Int32 {
    guard let index = merges.firstIndex(of: step) else { return -1 }
    return Int32(UnitSlot.firstMerge + 2 * index)
  }
}
