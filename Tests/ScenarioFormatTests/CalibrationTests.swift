import Foundation
import Testing

/// What `run --out` wrote of the flagship.
struct Results: Decodable {
  struct Target: Decodable {
    struct Reading: Decodable {
      let month: String
      let probabilityBehindSchedule: Double?
    }
    let id: String
    let firmness: String
    let probability: Double
    let monthly: [Reading]

    /// The chance to stand on or above the pro-rata schedule at the end of November.
    var onSchedule: Double? {
      monthly.first { $0.month == "2021-11" }?.probabilityBehindSchedule.map { 1 - $0 }
    }
  }
  struct TargetsMet: Decodable {
    let of: Int
    let p10: Double
    let p90: Double
  }
  let targets: [Target]
  let targetsMet: TargetsMet

  static func flagship() throws -> Results {
    try JSONDecoder().decode(
      Results.self, from: Data(Samples.text("Results/xixian-2021/forecast.json").utf8))
  }
}

/// The page on calibration states what the flagship's results say.
struct CalibrationTests {
  @Test func statesTheSharesOfTheResults() throws {
    let page = try Samples.text("Sources/ScenarioFormat/ScenarioFormat.docc/Calibration.md")
    let results = try Results.flagship()
    let firm = results.targets.filter { $0.firmness == "firm" }
    let scheduled = firm.compactMap { target in
      target.onSchedule.map { (met: target.probability, onSchedule: $0) }
    }
    let punctual = scheduled.filter { $0.met - $0.onSchedule <= 0.1 }
    #expect(page.contains("due date, expected | \(percent(firm.map(\.probability), 1)) % |"))
    let of = Double(results.targetsMet.of)
    #expect(
      page.contains(
        "of the years | \(percent([results.targetsMet.p10 / of], 0)) % and "
          + "\(percent([results.targetsMet.p90 / of], 0)) % |"))
    #expect(
      page.contains("| \(percent(scheduled.map(\.onSchedule), 1)) % of \(scheduled.count) |"))
    #expect(
      page.contains("\(scheduled.count - punctual.count) of the \(scheduled.count) come late"))
    #expect(page.contains("The other \(punctual.count) stand"))
    #expect(page.contains("above it with \(percent(punctual.map(\.onSchedule), 1)) percent"))
  }

  private func percent(_ shares: [Double], _ digits: Int) -> String {
    let mean = shares.reduce(0, +) / Double(shares.count)
    return (100 * mean).formatted(
      .number.precision(.fractionLength(digits)).locale(Locale(identifier: "en_US_POSIX")))
  }
}
