extension Measure {
  /// How measures are joined to one. All that the product knows of a combination stands here: a new one is
  /// a case, and a line for each question.
  public enum Combination: String, Hashable, Sendable, CaseIterable, BitwiseCopyable {
    /// All of them together.
    case sum
    /// The first less the second.
    case difference
    /// The first divided by the second; undefined when the second is 0, and so is what is computed from it.
    case ratio
    /// The first in percent of the second; undefined when the second is 0.
    case share
    /// The least of them.
    case minimum
    /// The greatest of them.
    case maximum

    /// Whether it joins a first and a second measure, and not a list of any length.
    public var takesTwo: Bool {
      switch self {
      case .difference, .ratio, .share: true
      case .sum, .minimum, .maximum: false
      }
    }

    /// Whether it divides the first by the second.
    var divides: Bool { self == .ratio || self == .share }

    /// Two values joined; a list is joined from left to right. What is no number makes no number.
    @inline(__always)
    func joined(_ left: Double, _ right: Double) -> Double {
      switch self {
      case .sum: left + right
      case .difference: left - right
      case .ratio: right == 0 ? .nan : left / right
      case .share: right == 0 ? .nan : 100 * left / right
      case .minimum: left.isNaN || right.isNaN ? .nan : min(left, right)
      case .maximum: left.isNaN || right.isNaN ? .nan : max(left, right)
      }
    }

    /// Between what values the result lies, when each part lies in its span.
    func joined(_ parts: [Span]) -> Span {
      func quotient(times scale: Double) -> Span {
        guard parts[1].low > 0, parts[0].low >= 0 else { return .anything }
        return Span(
          low: scale * parts[0].low / parts[1].high, high: scale * parts[0].high / parts[1].low)
      }
      return switch self {
      case .sum:
        Span(low: parts.reduce(0) { $0 + $1.low }, high: parts.reduce(0) { $0 + $1.high })
      case .difference:
        Span(low: parts[0].low - parts[1].high, high: parts[0].high - parts[1].low)
      case .ratio: quotient(times: 1)
      case .share: quotient(times: 100)
      case .minimum:
        Span(
          low: parts.map(\.low).min() ?? -.infinity, high: parts.map(\.high).min() ?? .infinity)
      case .maximum:
        Span(
          low: parts.map(\.low).max() ?? -.infinity, high: parts.map(\.high).max() ?? .infinity)
      }
    }

    /// What the result is counted in, of parts that all are counted in `common`, empty where they differ.
    func unit(common: Text) -> Text {
      switch self {
      case .sum, .difference, .minimum, .maximum: common
      case .ratio: Text()
      case .share: Text(en: "%", zh: "%")
      }
    }

    /// Whether the result may be infinite, when those parts may be that are marked.
    func mayBeInfinite(_ parts: [Bool]) -> Bool {
      self == .minimum ? parts.allSatisfy { $0 } : parts.contains(true)
    }

    /// Whether parts may be infinite. Nothing can be taken from infinity or divided by it.
    var acceptsInfinity: Bool {
      switch self {
      case .sum, .minimum, .maximum: true
      case .difference, .ratio, .share: false
      }
    }

    /// Whether the result never falls, when no part does.
    var keepsGrowth: Bool {
      switch self {
      case .sum, .minimum, .maximum: true
      case .difference, .ratio, .share: false
      }
    }

    /// Whether the result is a whole number, when every part is.
    var keepsWholeNumbers: Bool {
      switch self {
      case .sum, .difference, .minimum, .maximum: true
      case .ratio, .share: false
      }
    }

    /// Whether the result grows from 0 as work is done, when every part does.
    var keepsAccumulation: Bool {
      switch self {
      case .sum, .difference: true
      case .ratio, .share, .minimum, .maximum: false
      }
    }
  }
}

extension Measure.Combination {
  /// Refuses to join too few measures, or too many.
  package func check(count: Int, _ path: [String] = []) throws(Fault) {
    guard takesTwo ? count != 2 : count == 0 else { return }
    throw Fault(
      .wrongCount, path,
      "'\(rawValue)' has \(say: count == 1 ? "one measure" : "\(count) measures"), it must have \(say: takesTwo ? "two" : "at least one")",
      consequence: "it cannot be computed",
      remedy: "write '\(rawValue): [roads.completed, 100]', say")
  }
}

extension Measure {
  /// A leaf divided by another measure.
  struct Share {
    let part: Leaf
    let whole: Measure
    /// What it is for all of the whole.
    let scale: Double
  }

  /// Nil where it is none.
  var share: Share? {
    guard case .combination(let combination, let parts) = self, combination.divides,
      case .leaf(let part) = parts[0]
    else { return nil }
    return Share(part: part, whole: parts[1], scale: combination == .share ? 100 : 1)
  }
}
