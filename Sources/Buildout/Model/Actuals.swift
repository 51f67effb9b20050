/// What is known of a plan's year so far: what measures stood at, and in which months risks acted.
///
/// What is not given is not known; it is inferred, and never taken for 0.
///
///     let june = Actuals(
///       asOf: 6,
///       readings: [Actuals.Reading(.completed("roads"), month: 6, value: 31.5)])
///     let reforecast = try await plan.forecast(settings, given: june)
public struct Actuals: Hashable, Sendable {
  /// What a measure stood at, at the end of a month.
  public struct Reading: Hashable, Sendable {
    /// What was read; cumulative for what grows, where it stands for a level or a stock.
    public let measure: Measure
    /// The number of the month at whose end it was read, from 1.
    public let month: Int
    /// In the measure's own unit.
    public let value: Double
    /// How far the true value may be from ``value``, as it is printed rounded; 0 where it is exact.
    public let rounding: Double
    /// What the office remarks.
    public let note: String
    /// Where it was read, such as `june.csv:12:18`; empty for what comes from no file.
    public let origin: String

    /// A reading. Whether its measure and month exist is asked by ``Scenario/faults(in:)``.
    public init(
      _ measure: Measure, month: Int, value: Double, rounding: Double = 0, note: String = "",
      origin: String = ""
    ) {
      self.measure = measure
      self.month = month
      self.value = value
      self.rounding = rounding
      self.note = note
      self.origin = origin
    }
  }

  /// Whether a risk acted in a month.
  public struct Sighting: Hashable, Sendable {
    /// The risk's id.
    public let risk: String
    /// The number of the month, from 1.
    public let month: Int
    /// Whether it acted in that month.
    public let acted: Bool
    /// What the office remarks.
    public let note: String
    /// Where it was read, as in ``Reading/origin``.
    public let origin: String

    /// A sighting. Whether the risk exists is asked by ``Scenario/faults(in:)``.
    public init(
      _ risk: String, month: Int, acted: Bool, note: String = "", origin: String = ""
    ) {
      self.risk = risk
      self.month = month
      self.acted = acted
      self.note = note
      self.origin = origin
    }
  }

  /// The number of the last month whose end is known; everything after it is forecast.
  public let asOf: Int
  /// At most one for a measure and month.
  public let readings: [Reading]
  /// At most one for a risk and month.
  public let sightings: [Sighting]

  /// What is known at the end of a month.
  public init(asOf: Int, readings: [Reading], sightings: [Sighting] = []) {
    self.asOf = asOf
    self.readings = readings
    self.sightings = sightings
  }

  /// The last reading of a measure; nil where there is none.
  public func last(of measure: Measure) -> Reading? {
    readings.filter { $0.measure == measure }.max { $0.month < $1.month }
  }
}
