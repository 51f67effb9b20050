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
    guard let section = input.path.first, ScenarioPath.open.contains(section) else { return nil }
    var reader = ScenarioReader(issues: [])
    reader.scaling = (input.path, factor)
    reader.known = KnownParts(scenario, changed: [input.path])
    guard let scaled = reader.scenario(root), reader.issues.isEmpty, scaled != scenario,
      scaled.faults(checkingHorizon: true, opaqueProgrammes: [], since: scenario).isEmpty
    else { return nil }
    return scaled
  }
}

extension ScenarioReader {
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
        .outOfRange, item, error.problemWords, consequence: "it cannot be larger",
        remedy: error.remedyWords)
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
