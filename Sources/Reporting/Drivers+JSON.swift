public import Buildout

extension Drivers {
  /// The drivers for other programs, every field as <doc:DriversJSON> lists it.
  public func json(sha256: String, engineVersion: String) -> String {
    JSON.object(
      JSON.header(scenario, sha256: sha256, engineVersion: engineVersion) + [
        ("seed", .unsigned(seed)),
        ("trials", .integer(trials)),
        ("sampledTrials", .integer(sampledTrials)),
        ("targetsMet", targetsMet?.json ?? .null),
        ("targets", .array(targets.map(\.json))),
      ]
    ).document
  }
}

extension Tornado {
  fileprivate var json: JSON {
    let id: [(String, JSON)] =
      if case .target(let id) = subject { [("id", .text(id))] } else { [] }
    return .object(
      id + [
        ("asItStands", .estimate(asItStands, level: Proportion.level)),
        ("level", .number(confidence.level)),
        ("statements", .integer(confidence.statements)),
        ("drivers", .array(effects.map { $0.json(level: confidence.eachLevel) })),
      ])
  }
}

extension DriverEffect {
  /// - Parameter level: Of each difference by itself.
  fileprivate func json(level: Double) -> JSON {
    func estimate(_ estimate: Estimate?, _ level: Double = Proportion.level) -> JSON {
      estimate.map { .estimate($0, level: level) } ?? .null
    }
    return .object([
      ("kind", .text(driver.kindID)),
      ("id", .text(driver.id)),
      ("programme", JSON(driver.programme)),
      ("effect", estimate(effect, level)),
      ("effectDecisive", .flag(matters)),
      ("decisive", .flag(isDecisive)),
      ("low", estimate(span?.low)),
      ("high", estimate(span?.high)),
      ("difference", estimate(span?.difference, level)),
      ("switchedOff", estimate(switchedOff, level)),
      ("certain", estimate(certain, level)),
      ("rankCorrelation", estimate(correlation)),
    ])
  }
}

extension JSON {
  /// A figure with its interval.
  static func estimate(_ estimate: Estimate, level: Double) -> JSON {
    .object([
      ("value", .number(estimate.value)),
      ("low", .number(estimate.interval.lowerBound)),
      ("high", .number(estimate.interval.upperBound)),
      ("level", .number(level)),
    ])
  }
}
