import Sampling

extension Quantity {
  /// What a quantity is for: how often it may be drawn, and between what its values must lie.
  package struct Role: Sendable {
    package enum Bound: Sendable {
      case any
      /// Nothing below 0.
      case notNegative
      /// Probabilities and shares: from 0 to 1.
      case unitInterval
    }

    /// The first is what a file means when it does not say.
    package let each: [DrawFrequency]
    package let bound: Bound

    private init(_ each: DrawFrequency..., bound: Bound = .notNegative) {
      self.each = each
      self.bound = bound
    }

    package static let rate = Role(.month, .trial)
    package static let levelRate = Role(.month, .trial, bound: .any)
    package static let perTrial = Role(.trial)
    package static let level = Role(.trial, bound: .any)
    package static let duration = Role(.unit, .month, .trial)
    package static let stepChance = Role(.trial, .month, .unit, bound: .unitInterval)
    package static let size = Role(.unit, .month, .trial)
    package static let arrivals = Role(.month, .trial)
    package static let progress = Role(.unit, .trial, bound: .unitInterval)
    package static let capacity = Role(.month, .trial)
    package static let factor = Role(.trial, .month, bound: .any)
    package static let chance = Role(.trial, bound: .unitInterval)
    package static let monthlyChance = Role(.trial, .month, bound: .unitInterval)
    /// How long each spell lasts of a risk that may strike again.
    package static let spell = Role(.month, .trial)
    package static let effect = Role(.trial, .month)
    package static let delay = Role(.trial, .unit)
    package static let unitDelay = Role(.unit, .trial)

    /// Refuses a frequency that has no meaning here.
    package func check(
      _ each: DrawFrequency, called name: String, at path: [String] = []
    ) throws(Fault) {
      guard !self.each.contains(each) else { return }
      let wanted = self.each.map { "each: \($0.rawValue)" as Message }.joined(separator: " or ")
      throw Fault(
        .wrongFrequency, path, "'\(name)' cannot be drawn for each \(each.rawValue)",
        consequence: "it has no such meaning there",
        remedy: self.each.count == 1 ? "write \(wanted), or leave it out" : "write \(wanted)")
    }

    /// Refuses a distribution with values outside the bound.
    package func check(
      _ distribution: Distribution, called name: String, at path: [String] = []
    ) throws(Fault) {
      try check(from: distribution.lowerBound, to: distribution.upperBound, called: name, at: path)
    }

    /// Asks for the good case, so that NaN is refused.
    func check(
      from low: Double, to high: Double, called name: String, at path: [String]
    ) throws(Fault) {
      let isConstant = !(low < high)
      let given: Message =
        isConstant
        ? "'\(name)' is \(Fault.text(low))"
        : "'\(name)' has values from \(Fault.text(low)) to \(Fault.text(high))"
      switch bound {
      case .any: return
      case .notNegative:
        guard low >= 0 else {
          throw Fault(
            .outOfRange, path, "\(given), it must not be below 0",
            consequence: "there is no negative amount, length or speed",
            remedy: isConstant
              ? "give a number of at least 0"
              : "give a distribution without negative values, such as a normal one with 'min: 0'")
        }
      case .unitInterval:
        guard low >= 0, high <= 1 else {
          throw Fault(
            .outOfRange, path, "\(given), it must lie between 0 and 1",
            consequence: "a chance or a share is never less than nothing or more than all",
            remedy: isConstant
              ? "give a fraction, such as 0.3 for 30 percent"
              : "give a distribution between 0 and 1, such as beta or uniform")
        }
      }
    }

    /// Holds a value of the model to its use; none is held to nothing.
    func check(_ quantity: Quantity?, _ path: String...) throws(Fault) {
      guard let quantity else { return }
      let name = path.last { Int($0) == nil } ?? "the value"
      try check(quantity.each, called: name, at: path + ["each"])
      try check(quantity.distribution, called: name, at: path)
    }
  }
}
