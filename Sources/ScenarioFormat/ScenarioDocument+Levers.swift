public import Buildout
import Sampling

/// What may be chosen from.
extension ScenarioDocument {
  /// What the file's options let be carried out, each by itself, in the file's order.
  ///
  /// An option that extends others needs them, and its cost is its own alone. One that only names others is no
  /// lever; it is among ``bundles``. Two options that set the same value, or one of them something inside what the
  /// other sets, exclude each other unless one of them extends the other.
  public var levers: [Lever] {
    let single = declared.filter { !$0.isBundle }
    return single.map { option in
      let own = Set(needed(by: option.id))
      let others = single.filter { other in
        other.id != option.id && !own.contains(other.id)
          && !needed(by: other.id).contains(option.id) && option.contradicts(other)
      }
      return Lever(
        option, needs: parts(of: option.extends.map(\.id)),
        excludes: parts(of: option.excludes.map(\.id)) + others.map(\.id))
    }
  }

  /// Ids and titles of all options of the file, those that change hands too, in its order.
  public var optionNames: [(id: String, title: Text)] { declared.map { ($0.id, $0.title) } }

  /// Ids of the options that cannot be carried out by themselves, since what one is given another gives up.
  public var exchangedOptions: [String] {
    let alone = Set(options.map(\.id))
    return declared.map(\.id).filter { !alone.contains($0) }
  }

  /// Options that only name others, which they extend.
  public var bundles: [NamedCombination] {
    declared.filter(\.isBundle).map { bundle in
      let parts = needed(by: bundle.id).compactMap { id in
        declared.first { $0.id == id && !$0.isBundle }
      }
      return NamedCombination(
        id: bundle.id, title: bundle.title,
        units: Dictionary(uniqueKeysWithValues: parts.map { ($0.id, $0.firstStep) }))
    }
  }

  /// The scenario with so many units of each of the ``levers`` carried out.
  ///
  /// What is set is set in the file's order, extended options first; then units are added.
  ///
  /// - Throws: ``ScenarioFileError`` where options do not go together, at the place of the option.
  /// - Precondition: The combination has as many numbers as there are levers.
  public func carryingOut(_ combination: Combination) throws(ScenarioFileError) -> Scenario {
    let single = declared.filter { !$0.isBundle }
    precondition(combination.units.count == single.count, "each lever has its units")
    var order: [Int] = []
    for (option, units) in zip(single, combination.units) where units != 0 {
      for index in ScenarioReader.order(of: option.id, declared) where !order.contains(index) {
        order.append(index)
      }
    }
    let parts = order.map { declared[$0] }.filter { !$0.isBundle }
    guard !parts.isEmpty else { return scenario }
    let units = parts.map { part in
      single.firstIndex { $0.id == part.id }.map { combination.units[$0] } ?? 0
    }
    let carriedOut = zip(parts, units).filter { $0.1 != 0 }.map { part, units -> Message in
      part.levels == [0, 1] ? "'\(part.id)'" : "\(units) units of '\(part.id)'"
    }
    let label: Message = "with \(carriedOut.joined(separator: " and "))"
    do {
      return try ScenarioReader.carriedOut(
        Carrying(label: label, parts: parts, units: units), root, scenario)
    } catch {
      throw ScenarioFileError(error.issues.map { $0.diagnostic(in: file) })
    }
  }

  /// Ids of an option and of all that it extends.
  private func needed(by id: String) -> [String] {
    ScenarioReader.order(of: id, declared).map { declared[$0].id }
  }

  /// Ids of options, with what bundles name in their place.
  private func parts(of ids: [String]) -> [String] {
    ids.flatMap { id -> [String] in
      guard let option = declared.first(where: { $0.id == id }), option.isBundle else {
        return [id]
      }
      return parts(of: option.extends.map(\.id))
    }
  }
}

extension DeclaredOption {
  /// Whether two options set different values at the same path, or one of them something inside what the other
  /// sets: which of them would stand hung on their order.
  fileprivate func contradicts(_ other: DeclaredOption) -> Bool {
    edits.contains { edit in
      other.edits.contains { second in
        edit.path.overlaps(second.path)
          && (edit.path.keys != second.path.keys || !edit.value.means(second.value))
      }
    }
  }
}

extension ScenarioDocument {
  /// What one more of a pool costs over the horizon, by the pool's id: where an option does nothing but enlarge its
  /// capacity, from the first month on. Of several the cheapest.
  ///
  /// - Parameter month: The first in which more can be had and is paid for; nil is the first of the horizon.
  public func poolCosts(from month: Month? = nil) -> [String: Double] {
    var costs: [String: Double] = [:]
    for (option, lever) in zip(declared.filter { !$0.isBundle }, levers)
    where option.from == nil && option.extends.isEmpty
      && option.edits.count + option.additions.count == 1
    {
      let path = (option.edits.map(\.path) + option.additions.map(\.path))[0]
      let isCapacity = path.keys.count == 3 || path.keys.last == "mean"
      guard path.keys[0] == "pools", path.keys[2] == "capacity", isCapacity,
        let amount = option.additions.first?.amount ?? enlargement(option.edits[0]), amount > 0
      else { continue }
      let cost = lever.begun(noSoonerThan: month).cost(units: 1, scenario.calendar) / amount
      if cost > 0 { costs[path.keys[1]] = min(cost, costs[path.keys[1]] ?? cost) }
    }
    return costs
  }

  /// By how much an edit enlarges a number; nil where it is no number.
  private func enlargement(_ edit: Edit) -> Double? {
    func number(_ node: Node?) -> Double? {
      guard case .scalar(let text, isQuoted: false) = node?.content else { return nil }
      do { return try PlainScalar.number(text) } catch { return nil }
    }
    guard let before = number(root.node(at: edit.path.keys)), let after = number(edit.value) else {
      return nil
    }
    return after - before
  }
}
