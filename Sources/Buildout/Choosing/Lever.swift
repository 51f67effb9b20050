/// Something of which a plan may carry out more or less: an option that is carried out or not, or so many
/// units of it.
///
/// The plan as it stands has 0 units of every lever. An option is a lever of 0 or 1 unit.
public struct Lever: Hashable, Sendable {
  /// By which it is asked for, such as `road-crews`.
  public let id: String
  /// What tables call it; empty shows the id.
  public var title: Text
  /// The numbers of units that may be carried out, the least first; 0 is one of them.
  public let levels: [Int]
  /// Money to be paid once for each unit, in the scenario's unit of money; below 0 is a saving.
  public var oneOffCost: Double
  /// Money to be paid every month for each unit; below 0 is a saving.
  public var monthlyCost: Double
  /// The month in which it begins to hold and its monthly cost is paid, if that is not the first.
  public var from: Month?
  /// Ids of levers that must be carried out, however much of them, where this one is.
  public var needs: [String]
  /// Ids of levers that cannot be carried out beside it; it is enough that one of the two says so.
  public var excludes: [String]
  /// The name under which units are exchanged: those of all levers with the same name add up to 0, so that
  /// what one of them is given another gives up.
  public var exchange: String?

  /// A lever; without levels, one that is carried out or not.
  ///
  /// - Precondition: 0 is one of the levels, and there is another.
  public init(
    id: String, title: Text = Text(), levels: [Int] = [0, 1], oneOffCost: Double = 0,
    monthlyCost: Double = 0, from: Month? = nil, needs: [String] = [], excludes: [String] = [],
    exchange: String? = nil
  ) {
    let levels = Set(levels).sorted()
    precondition(levels.contains(0) && levels.count > 1, "a plan may do without it, or not")
    self.id = id
    self.title = title
    self.levels = levels
    self.oneOffCost = oneOffCost
    self.monthlyCost = monthlyCost
    self.from = from
    self.needs = needs
    self.excludes = excludes
    self.exchange = exchange
  }

  /// Whether it is an option that is carried out or not, rather than so many units of something.
  public var isSwitch: Bool { levels == [0, 1] }

  /// The least number of units above 0, or the greatest below where there is none above.
  public var firstStep: Int { levels.first { $0 > 0 } ?? levels.last { $0 < 0 } ?? 0 }

  /// What so many units of it are called: `Road crew × 3`, and `Road crew (-2)` where units may be given up.
  public func title(units: Int) -> Text {
    guard !isSwitch else { return title }
    func text(_ text: String?, _ open: String = " (", _ close: String = ")") -> String? {
      text.map { title in
        guard levels[0] < 0 else { return "\(title) × \(units)" }
        return title + open + (units > 0 ? "+" : "") + String(units) + close
      }
    }
    let isEmpty = (title.en ?? "").isEmpty && (title.zh ?? "").isEmpty
    return isEmpty ? Text(en: text(id)) : Text(en: text(title.en), zh: text(title.zh, "（", "）"))
  }

  /// Money over the whole horizon for so many units.
  public func cost(units: Int, _ calendar: Calendar) -> Double {
    let first = from.map { max(1, calendar.number(of: $0)) } ?? 1
    let months = Double(max(0, calendar.months - first + 1))
    return Double(units) * (oneOffCost + months * monthlyCost)
  }

  /// The same begun no sooner than in a month: what is past is past, and nobody pays for it. Nil changes nothing.
  package func begun(noSoonerThan month: Month?) -> Lever {
    guard let month else { return self }
    var copy = self
    copy.from = max(month, from ?? month)
    return copy
  }
}

/// Levers that are carried out together under a name of their own.
public struct NamedCombination: Hashable, Sendable {
  /// The id of the option that extends them.
  public let id: String
  /// What tables call it; empty shows the id.
  public let title: Text
  /// The units of each lever, by its id; those of the others are 0.
  public let units: [String: Int]

  /// Levers that are carried out together.
  public init(id: String, title: Text, units: [String: Int]) {
    self.id = id
    self.title = title
    self.units = units
  }
}

/// So many units of each lever.
public struct Combination: Hashable, Sendable {
  /// In the order of the levers.
  public let units: [Int]

  /// So many units of each lever, in their order.
  public init(units: [Int]) { self.units = units }

  /// Whether nothing is carried out: the plan as it stands.
  public var isBase: Bool { units.allSatisfy { $0 == 0 } }
}
