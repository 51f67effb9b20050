/// How the steps of a programme follow one another.
///
/// A step follows the one before it in the list, unless its `after` names steps of the programme or
/// is empty, or the one before says `then`.
struct StepGraph {
  let programme: Programme
  private let places: [String: Int]
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
    var places: [String: Int] = [:]
    for (place, step) in steps.enumerated() { places[step.id] = place }
    var before = Array(repeating: [Int](), count: steps.count)
    for (place, step) in steps.enumerated() {
      let named = (step.after ?? []).compactMap { name in
        if case .programme(let id) = name { places[id] } else { nil }
      }
      if !named.isEmpty {
        before[place] = named.sorted()
      } else if step.after?.isEmpty != true, place > 0, steps[place - 1].then.isEmpty {
        before[place] = [place - 1]
      }
    }
    var behind = Array(repeating: [Int](), count: steps.count)
    for (place, list) in before.enumerated() {
      for other in list { behind[other].append(place) }
    }
    self.places = places
    self.before = before
    self.behind = behind
    // A way from a step to itself brings no unit there first.
    let led = Set(steps.flatMap { step in step.then.map(\.to).filter { $0.step != step.id } })
    entries = steps.indices.filter { place in
      before[place].isEmpty && (place == 0 || !led.contains(.step(steps[place].id)))
    }
    entered = Set(programme.cohorts.flatMap { entries(of: $0) })
    fed = entered.union(steps.indices.filter { !before[$0].isEmpty })
      .union(steps.flatMap { $0.then.compactMap { place(of: $0.to) } })
  }

  func place(of step: String) -> Int? { places[step] }

  /// The step of this programme that a name under `after` is.
  func place(of name: Reference) -> Int? {
    if case .programme(let id) = name { places[id] } else { nil }
  }

  func place(of destination: Step.Branch.Destination) -> Int? {
    destination.step.flatMap { places[$0] }
  }

  /// The steps that the units of a cohort enter.
  func entries(of cohort: Cohort) -> [Int] {
    cohort.step.flatMap { places[$0] }.map { [$0] } ?? entries
  }

  /// Steps that must all be finished before a unit enters, other than along a branch.
  func predecessors(_ place: Int) -> [Int] { before[place] }

  /// Steps a unit may enter on leaving: all of them, or one by `then`.
  func successors(_ place: Int) -> [Int] {
    let then = programme.steps[place].then
    return then.isEmpty ? behind[place] : then.compactMap { self.place(of: $0.to) }
  }

  /// The steps to which a unit goes on, now and then at least: successors but for ways of weight 0.
  func next(_ place: Int) -> [Int] {
    let step = programme.steps[place]
    return step.then.isEmpty ? behind[place] : step.ways.compactMap { self.place(of: $0.to) }
  }

  /// Whether a unit may be completed on leaving a step.
  func completes(_ place: Int) -> Bool {
    let step = programme.steps[place]
    return step.then.isEmpty ? behind[place].isEmpty : step.ways.contains { $0.to == .done }
  }

  /// Steps and all that can be reached from them.
  static func closure(
    of start: some Sequence<Int>, along next: (Int) -> [Int]
  ) -> Set<Int> {
    var found = Set(start)
    var open = Array(found)
    while let place = open.popLast() {
      for other in next(place) where found.insert(other).inserted { open.append(other) }
    }
    return found
  }

  /// The steps from which each is reached.
  func reversed(_ next: (Int) -> [Int]) -> [[Int]] {
    var back = programme.steps.map { _ in [Int]() }
    for place in back.indices {
      for other in next(place) { back[other].append(place) }
    }
    return back
  }

  /// A step and all from which it can be reached.
  func upstream(of place: Int) -> [Int] {
    let back = reversed(successors)
    return Self.closure(of: [place]) { back[$0] }.sorted()
  }

  /// One step with a rate that takes nothing in and passes nothing on.
  var isSoleFlow: Bool {
    guard programme.steps.count == 1, programme.cohorts.isEmpty, behind[0].isEmpty,
      programme.steps[0].then.isEmpty, case .rate = programme.steps[0].kind
    else { return false }
    return true
  }

  /// Whether units come to a step rather than being made by it.
  func isFed(_ place: Int) -> Bool { fed.contains(place) }

  /// Whether another step treats units one by one, so that a rate must pass whole units on, each by
  /// itself.
  func tellsUnitsApart(besides place: Int) -> Bool {
    programme.steps.enumerated().contains { other, step in
      guard other != place else { return !step.then.isEmpty }
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
  func mergeSlot(_ place: Int) -> Int32 {
    guard let index = merges.firstIndex(of: place) else { return -1 }
    return Int32(UnitSlot.firstMerge + 2 * index)
  }
}
