public import Buildout
import Sampling

extension ScenarioDocument {
  /// The scenario with one of its inputs larger in a proportion, everything else as it is.
  ///
  ///     let variant = document.scaling(document.inputs[3], by: 1.1)
  ///
  /// A distribution is scaled as a whole, so that every value of it is larger; of a count, the mean. Each
  /// number of a list is scaled, a correlation as far as 0.99. A probability goes up to 1 at most. A
  /// whole number, such as `servers` or the `number` of a cohort, goes up by at least 1.
  ///
  /// - Parameters:
  ///   - input: One of ``inputs``.
  ///   - factor: Above 1 and finite.
  /// - Returns: Nil when the input is not one of how the plan is carried out (a target, a group, an
  ///   option), or when there is no such larger input: a probability is 1 already, a number is 0 or
  ///   at its limit.
  public func scaling(_ input: Input, by factor: Double) -> Scenario? {
    precondition(factor > 1 && factor.isFinite, "a factor is above 1 and finite")
    var reader = ScenarioReader(issues: [])
    reader.scaling = (input.path, factor)
    guard let scaled = reader.reading(again: scenario, root, at: input.path),
      reader.issues.isEmpty, scaled != scenario,
      scaled.faults(checkingHorizon: true, opaqueProgrammes: []).isEmpty
    else { return nil }
    return scaled
  }
}

extension ScenarioReader {
  /// A scenario with the entity that stands at the beginning of a path read anew; nil when a path
  /// does not begin with one.
  fileprivate mutating func reading(
    again scenario: Scenario, _ root: Node, at path: [String]
  ) -> Scenario? {
    guard path.count >= 2, let section = root.entry(path[0]) else { return nil }
    calendar = scenario.calendar
    let top = Item(node: root, path: [], keyPosition: root.position, basis: nil, programme: nil)
    let list = top.entry(path[0], section)
    let id = path[1]
    var scenario = scenario
    if path[0] == "correlations" {
      guard case .sequence(let nodes) = section.value.content, let index = Int(id),
        nodes.indices.contains(index),
        let correlation = correlation(list.item(index, nodes[index]))
      else { return nil }
      scenario.correlations[index] = correlation
      return scenario
    }
    guard let entry = section.value.entry(id) else { return nil }
    let item = list.entry(id, entry)
    /// Puts what is read in the place of what has the same id.
    func replace<Element>(
      _ elements: inout [Element], _ id: (Element) -> String, by element: Element?
    ) -> Bool {
      guard let element, let index = elements.firstIndex(where: { id($0) == id(element) }) else {
        return false
      }
      elements[index] = element
      return true
    }
    let isDone =
      switch path[0] {
      case "seasons": replace(&scenario.seasons, \.id, by: season(id, item))
      case "pools": replace(&scenario.pools, \.id, by: pool(id, item))
      case "factors": replace(&scenario.factors, \.id, by: factor(id, item))
      case "risks": replace(&scenario.risks, \.id, by: risk(id, item))
      case "programmes": replace(&scenario.programmes, \.id, by: programme(id, item))
      default: false
      }
    return isDone ? scenario : nil
  }

  /// In what proportion the value is to be larger; nil for any other value.
  func factor(for item: Item) -> Double? {
    scaling.flatMap { $0.path == item.path ? $0.factor : nil }
  }

  func scaled(_ value: Double, _ item: Item) -> Double {
    factor(for: item).map { value * $0 } ?? value
  }

  /// A whole number grows by at least 1.
  func scaled(_ value: Int, _ item: Item) -> Int {
    guard let factor = factor(for: item) else { return value }
    return max(value + 1, Int((Double(value) * factor).rounded()))
  }

  /// Nil, with a fault, when there is no such distribution.
  mutating func scaled(
    _ distribution: Distribution, _ item: Item, _ bound: Quantity.Role.Bound
  ) -> Distribution? {
    guard let factor = factor(for: item) else { return distribution }
    do throws(DistributionError) {
      return bound == .unitInterval
        ? try distribution.scaledWithinOne(by: factor) : try distribution.scaled(by: factor)
    } catch {
      fault(
        .outOfRange, item, error.problem, consequence: "it cannot be larger", remedy: error.remedy)
      return nil
    }
  }

  /// The correlations off the diagonal.
  func scaled(_ matrix: [[Double]], _ item: Item) -> [[Double]] {
    guard let factor = factor(for: item) else { return matrix }
    return matrix.map { row in
      row.map { $0 == 1 ? 1 : max(-0.99, min(0.99, $0 * factor)) }
    }
  }
}
