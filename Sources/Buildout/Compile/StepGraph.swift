/// How the steps of a programme follow one another.
///
/// A step follows the one before it in the list, unless its `after` names steps of the programme or
/// is empty, or the one before says `then`.
struct StepGraph {
  let programme: Programme
  private let places: [String: Int]
  private let before: [[Int]]
  private let behind: [[Int]]

  init(_ programme: Programme) {
    self.programme = programme
    let steps = programme.steps
    var places: [String: Int] = [:]
    for (place, step) in steps.enumerated() { places[step.id] = place }
    var before = Array(repeating: [Int](), count: steps.count)
    for (place, step) in steps.enumerated() {
      let named = (step.after ?? []).compactMap { places[$0] }
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
  }

  func place(of step: String) -> Int? { places[step] }

  /// Steps that must all be finished before a unit enters, other than along a branch.
  func predecessors(_ place: Int) -> [Int] { before[place] }

  /// Steps a unit may enter on leaving: all of them, or one by `then`.
  func successors(_ place: Int) -> [Int] {
    let then = programme.steps[place].then
    return then.isEmpty ? behind[place] : then.compactMap { places[$0.to] }
  }

  /// A step and all from which it can be reached.
  func upstream(of place: Int) -> [Int] {
    var found: Set<Int> = [place]
    var grew = true
    while grew {
      let more = programme.steps.indices.filter { other in
        !found.contains(other) && successors(other).contains { found.contains($0) }
      }
      found.formUnion(more)
      grew = !more.isEmpty
    }
    return found.sorted()
  }

  /// Where units enter that are not told where: the steps that follow no other.
  var entries: [Int] {
    // A way from a step to itself brings no unit there first.
    let led = Set(programme.steps.flatMap { step in step.then.map(\.to).filter { $0 != step.id } })
    return programme.steps.indices.filter { place in
      before[place].isEmpty && (place == 0 || !led.contains(programme.steps[place].id))
    }
  }

  /// One step with a rate that takes nothing in and passes nothing on.
  var isSoleFlow: Bool {
    guard programme.steps.count == 1, programme.cohorts.isEmpty, behind[0].isEmpty,
      programme.steps[0].then.isEmpty, case .rate = programme.steps[0].kind
    else { return false }
    return true
  }

  /// Whether units come to a step rather than being made by it.
  func isFed(_ place: Int) -> Bool {
    let id = programme.steps[place].id
    return !before[place].isEmpty
      || programme.steps.contains { $0.then.contains { $0.to == id } }
      || programme.cohorts.contains { cohort in
        cohort.step.map { $0 == id } ?? entries.contains(place)
      }
  }

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
