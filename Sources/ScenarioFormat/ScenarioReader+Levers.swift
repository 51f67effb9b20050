import Buildout
import Sampling

/// A number that grows with every unit of an option.
struct Addition {
  let path: ScenarioPath
  let position: Position
  let amount: Double
}

/// Options that are carried out together, and what a message calls them.
struct Carrying {
  let label: Message
  /// Those that others extend stand before them.
  let parts: [DeclaredOption]
  /// How many units of each.
  let units: [Int]
  /// The one option that is looked at; nil for a combination.
  var own: DeclaredOption?
  /// What is changed last of all, in every month.
  var overrides: [Edit] = []

  /// The keys of all that is changed.
  var changed: [[String]] {
    parts.flatMap { $0.edits.map(\.path.keys) + $0.additions.map(\.path.keys) }
      + overrides.map(\.path.keys)
  }
}

extension DeclaredOption {
  var firstStep: Int { levels.first { $0 > 0 } ?? levels.last { $0 < 0 } ?? 1 }
}

extension Lever {
  init(_ option: DeclaredOption, needs: [String], excludes: [String] = []) {
    self.init(
      id: option.id, title: option.title, levels: option.levels, oneOffCost: option.oneOff,
      monthlyCost: option.monthly, from: option.from, needs: needs, excludes: excludes,
      exchange: option.exchange)
  }
}

extension ScenarioReader {
  /// So many numbers of units an option may have.
  static let levelLimit = 1_000

  // MARK: What is declared

  /// How much of an option there may be, and what goes with it.
  mutating func readUnits(_ fields: Fields, into option: inout DeclaredOption) {
    if let add = fields["add"] {
      for (path, item) in entries(add, of: "numbers") {
        guard let edit = edit(path, item), let amount = number(item, isInput: false) else {
          continue
        }
        guard amount != 0 else {
          fault(
            .noEffect, item, "'\(path)' has 0 added", consequence: "the change touches nothing",
            remedy: "give what one unit adds, or delete the path")
          continue
        }
        if option.edits.contains(where: { $0.path.overlaps(edit.path) }) {
          fault(
            .conflict, at: edit.position, item.path, "'\(edit.path.text)' is set and added to",
            consequence: "one value says both", remedy: "set the sum, or take one of the two out")
        }
        option.additions.append(
          Addition(path: edit.path, position: edit.position, amount: amount))
      }
    }
    if let units = fields["units"], let levels = levels(units) {
      option.levels = levels
      if option.additions.isEmpty, fields["add"] == nil, levels != [0, 1] {
        fault(
          .noEffect, units, "'units' is given, and no unit of option '\(option.id)' adds anything",
          consequence: "two of it would do what one does",
          remedy: "say under 'add' what each unit adds, such as 'add: {pools.crews.capacity: 1}'")
      } else if !option.edits.isEmpty, levels != [0, 1] {
        fault(
          .conflict, units, "option '\(option.id)' has 'set' beside 'units'",
          consequence: "it is not clear what two units of it set",
          remedy: "put 'set' in an option of its own, and let this one extend it")
      }
    }
    if let excludes = fields["excludes"] { option.excludes = references(excludes) }
    option.exchange = fields["exchange"].flatMap { identifier($0) }
  }

  /// The numbers of units that may be carried out.
  private mutating func levels(_ item: Item) -> [Int]? {
    let allowed = -1_000_000...1_000_000
    var (from, to, step) = (0, 1, 1)
    if item.node.isMapping {
      guard let fields = self.fields(item, Vocabulary.units) else { return nil }
      let most = required(
        fields, "to", or: "it is not clear how many there may be", remedy: "add 'to: 10', say")
      guard let end = most.flatMap({ integer($0, allowed, isInput: false) }) else { return nil }
      to = end
      if let low = fields["from"] {
        guard let start = integer(low, allowed, isInput: false) else { return nil }
        from = start
      }
      if let each = fields["step"] {
        guard let size = integer(each, 1...1_000_000, isInput: false) else { return nil }
        step = size
      }
    } else {
      guard let most = integer(item, 1...1_000_000, isInput: false) else { return nil }
      to = most
    }
    guard from <= 0, to >= 0, from < to else {
      fault(
        .outOfRange, item, "units run from \(from) to \(to)",
        consequence: "0 units, the plan as it stands, must be one of them, and not the only one",
        remedy: "let 'from' be at most 0 and 'to' at least 0")
      return nil
    }
    guard -(from / step) + to / step >= 1, -(from / step) + to / step <= Self.levelLimit else {
      let count = 1 + to / step - from / step
      fault(
        .tooMany, item,
        count == 1 ? "units can be 0 alone" : "units can be \(count) different numbers",
        consequence: "there must be 2 to \(Self.levelLimit + 1) to choose from",
        remedy: "choose another 'step'")
      return nil
    }
    return (from / step...to / step).map { $0 * step }
  }

  /// Notes an option whose units no other under the same exchange can give up or take.
  mutating func checkExchanges(_ declared: inout [DeclaredOption]) {
    let sound = declared
    for index in sound.indices {
      let own = sound[index]
      guard let name = own.exchange else { continue }
      let others = sound.indices.filter { $0 != index && sound[$0].exchange == name }
      guard !own.isFaulty, !others.contains(where: { sound[$0].isFaulty }) else { continue }
      guard !Self.canBalance(own.levels, others.map { sound[$0].levels }) else { continue }
      declared[index].isFaulty = true
      fault(
        .conflict, at: own.position, ["options", own.id, "exchange"],
        others.isEmpty
          ? "option '\(own.id)' is alone in the exchange '\(name)'"
          : "no units of option '\(own.id)' can be balanced by others in the exchange '\(name)'",
        consequence: "units in an exchange add up to 0, and it could never be carried out",
        remedy: others.isEmpty
          ? "give another option 'exchange: \(name)', or take it out here"
          : "let some run below 0 under 'units', such as 'units: {from: -8, to: 12}', by steps that fit"
      )
    }
  }

  /// Whether some number of units, 0 aside, adds up to 0 with those of others. So many others that it would take
  /// long to tell are taken to do.
  static func canBalance(_ own: [Int], _ others: [[Int]]) -> Bool {
    let wanted = Set(own.filter { $0 != 0 }.map { -$0 })
    if others.contains(where: { !wanted.isDisjoint(with: $0) }) { return true }
    var sums: Set<Int> = [0]
    for levels in others {
      guard sums.count * levels.count <= 100_000 else { return true }
      sums = Set(sums.flatMap { sum in levels.map { sum + $0 } })
    }
    return !wanted.isDisjoint(with: sums)
  }

  /// Notes exclusions of what is not there, or of what an option is made of.
  mutating func checkExclusions(_ declared: inout [DeclaredOption]) {
    let ids = declared.map(\.id)
    for index in declared.indices {
      for other in declared[index].excludes {
        let path = ["options", ids[index], "excludes"]
        let needed = Self.order(of: ids[index], declared).map { ids[$0] }
        if !ids.contains(other.id) {
          fault(
            .unknownName, at: other.position, path, "there is no option '\(other.id)'",
            consequence: "there is nothing to exclude",
            remedy: Spelling.question(other.id, among: ids)
              ?? "declare it under 'options' or take it out")
        } else if needed.contains(other.id) {
          fault(
            .conflict, at: other.position, path,
            other.id == ids[index]
              ? "option '\(other.id)' excludes itself"
              : "option '\(ids[index])' excludes '\(other.id)' and extends it",
            consequence: "it could never be carried out",
            remedy: "take it out of 'excludes'")
        } else {
          continue
        }
        declared[index].isFaulty = true
      }
      checkParts(of: index, &declared)
    }
  }

  /// Notes an option that extends two of which one excludes the other.
  private mutating func checkParts(of index: Int, _ declared: inout [DeclaredOption]) {
    guard !declared[index].isFaulty else { return }
    let own = declared[index]
    let parts = Self.order(of: own.id, declared).map { declared[$0] }.filter { $0.id != own.id }
    for part in parts {
      for other in parts where part.excludes.contains(where: { $0.id == other.id }) {
        declared[index].isFaulty = true
        return fault(
          .conflict, at: own.position, ["options", own.id, "extends"],
          "option '\(own.id)' extends '\(part.id)' and '\(other.id)', and '\(part.id)' excludes '\(other.id)'",
          consequence: "it could never be carried out",
          remedy: "take one of the two out of 'extends', or out of 'excludes'")
      }
    }
  }

  /// Notes what is wrong with the least and the most units of an option; its first step has been looked at.
  mutating func checkLevels(_ declared: [DeclaredOption], _ root: Node, _ base: Scenario) {
    guard issues.isEmpty else { return }
    for own in declared {
      let ends = Set([own.levels.first, own.levels.last].compactMap(\.self))
      for units in ends.subtracting([0, own.firstStep]).sorted() {
        let parts = Self.order(of: own.id, declared).map { declared[$0] }
        _ = carriedOut(
          Carrying(
            label: "\(units) units of option '\(own.id)'", parts: parts,
            units: parts.map { $0.id == own.id ? units : $0.firstStep }, own: own), root, base)
      }
    }
  }

  /// The money there is for options: a sum, or the least and the greatest that is thought of.
  mutating func budget(_ item: Item) -> ClosedRange<Double>? {
    guard case .sequence = item.node.content else {
      return number(item, isInput: false).map { $0...$0 }
    }
    let ends = (list(item, of: "two sums") ?? []).map { number($0, isInput: false) }
    guard !ends.contains(nil) else { return nil }
    let sums = ends.compactMap(\.self)
    guard sums.count == 2, sums[0] <= sums[1] else {
      fault(
        .wrongCount, item, "'budget' is a list that is not two sums, the lesser first",
        consequence: "it is not clear how much money there is",
        remedy: "write one sum such as 200, or two such as [0, 250]")
      return nil
    }
    return sums[0]...sums[1]
  }

  // MARK: Carrying out

  /// The scenario with options carried out: the base edited by path and decoded again. Notes what is wrong at
  /// the option's own line.
  mutating func carriedOut(_ carrying: Carrying, _ root: Node, _ base: Scenario) -> Scenario? {
    do {
      return try Self.carriedOut(carrying, root, base)
    } catch {
      for issue in error.issues { note(issue) }
      return nil
    }
  }

  /// The same; a combination may be the plan as it stands.
  static func carriedOut(
    _ carrying: Carrying, _ root: Node, _ base: Scenario
  ) throws(Screening) -> Scenario {
    let (trees, own, dated) = try trees(carrying, root)
    let position = carrying.own?.position ?? carrying.parts.first?.position ?? .start
    return try Revision(
      known: KnownParts(base, changed: carrying.changed), label: carrying.label, edits: own,
      elsewhere: Set(own.map(\.position)).count == 1 ? own[0].position : position
    ).scenario(trees, dated: dated, mayBeBase: carrying.own == nil)
  }

  /// The edited trees, that of the first month first; every edit that is made, those of the own option and those
  /// that are dated.
  static func trees(
    _ carrying: Carrying, _ root: Node
  ) throws(Screening) -> (trees: [(month: Month?, tree: Node)], own: [Edit], dated: [Edit]) {
    let parts = zip(carrying.parts, carrying.units).filter { $0.1 != 0 }
    let months = Set(parts.compactMap(\.0.from)).sorted()
    var trees: [(month: Month?, tree: Node)] = []
    var (own, dated): ([Edit], [Edit]) = ([], [])
    for month in [nil] + months.map(Optional.some) {
      let acting = parts.filter { part in
        part.0.from.map { from in month.map { from <= $0 } ?? false } ?? true
      }
      var tree = root
      func make(_ edit: Edit, _ part: DeclaredOption) throws(Screening) {
        tree = try edited(tree, edit, carrying, part)
        if part.id == carrying.own?.id { own.append(edit) }
        if part.from != nil { dated.append(edit) }
      }
      for (part, _) in acting {
        for edit in part.edits { try make(edit, part) }
      }
      // What is added comes on top of whatever is set.
      for (part, units) in acting {
        for addition in part.additions {
          try make(edit(addition, units, in: tree, carrying, part), part)
        }
      }
      for edit in carrying.overrides {
        do { tree = try tree.applying(edit) } catch {
          throw Screening([Issue(position: edit.position, fault: error)])
        }
        own.append(edit)
      }
      trees.append((month, tree))
    }
    return (trees, own, dated)
  }

  private static func edited(
    _ tree: Node, _ edit: Edit, _ carrying: Carrying, _ part: DeclaredOption
  ) throws(Screening) -> Node {
    do {
      return try tree.applying(edit)
    } catch {
      throw Screening(error, carrying, part, at: edit.position)
    }
  }

  /// What so many units make of the number at a path.
  private static func edit(
    _ addition: Addition, _ units: Int, in tree: Node, _ carrying: Carrying, _ part: DeclaredOption
  ) throws(Screening) -> Edit {
    let path = addition.path
    let node = tree.node(at: path.keys)
    guard case .scalar(let text, isQuoted: false) = node?.content,
      let number = try? PlainScalar.number(text)
    else {
      let kind: Message =
        node.map { $0.isMapping ? "{\($0.text().shortened)}" : $0.kindName }
        ?? "not in the scenario"
      let fault = Fault(
        .wrongKind, [], "'\(path.text)' is \(kind)",
        consequence: "nothing can be added to it",
        remedy: "name a number, such as pools.crews.capacity or pools.crews.capacity.normal.mean")
      throw Screening(fault, carrying, part, at: addition.position)
    }
    let sum = decimal(number, plus: addition.amount, times: units)
    return Edit(
      path: path, position: addition.position,
      value: Node(
        content: .scalar(Fault.text(sum), isQuoted: false), position: addition.position))
  }

  /// A sum of decimals without what binary fractions leave over: 0.056 less seven times 0.008 is 0.
  static func decimal(_ number: Double, plus amount: Double, times units: Int) -> Double {
    let sum = number + amount * Double(units)
    let scale = max(number.magnitude, (amount * Double(units)).magnitude)
    var places = 1.0
    while places < 1e15, scale * places < 1e12 { places *= 10 }
    return (sum * places).rounded() / places
  }
}

extension Screening {
  /// What went wrong with one of several options, shown at its own line where it is looked at by itself.
  fileprivate init(
    _ fault: Fault, _ carrying: Carrying, _ part: DeclaredOption, at position: Position
  ) {
    var fault = fault
    let own = carrying.own
    fault.path = ["options", own?.id ?? part.id]
    fault.words.problem = "\(carrying.label): \(fault.words.problem)"
    let isOwn = own == nil || own?.id == part.id
    self.init([Issue(position: isOwn ? position : own?.position ?? position, fault: fault)])
  }
}
