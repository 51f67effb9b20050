import Buildout
import ScenarioFormat
import TestSupport
import Testing

/// Scenarios of `Tests/Validation/mended` that once gave a wrong figure, a trap or a message that misled,
/// with what is right.
@Suite struct MendedTests {
  private static func forecast(_ name: String, trials: Int = 20_480) async throws -> Forecast {
    try await Compiled.plan(
      Repository.text("Tests/Validation/mended/\(name).yaml"), file: name + ".yaml"
    ).forecast(RunSettings(trials: trials, seed: 5, threads: 2))
  }

  fileprivate struct Answer: CustomTestStringConvertible {
    let scenario: String
    let target: String
    let probability: ClosedRange<Double>

    init(_ scenario: String, _ target: String, _ probability: Double) {
      self.init(scenario, target, probability...probability)
    }

    init(_ scenario: String, _ target: String, _ probability: ClosedRange<Double>) {
      self.scenario = scenario
      self.target = target
      self.probability = probability
    }

    var testDescription: String { "\(scenario): \(target)" }
  }

  @Test(arguments: [
    // The reflection principle: 2 P(S > 4) + P(S = 4) of 12 steps, and P(S >= 4).
    Answer("by-on-a-level", "by4", 1093.0 / 4096), Answer("by-on-a-level", "at4", 794.0 / 4096),
    Answer("gate-on-a-rate", "road-early", 0), Answer("gate-on-nothing", "opens", 1),
    Answer("gate-on-nothing", "repaired-in-time", 1),
    Answer("heavy-tail-ratio", "cost-per-km", 0.75...0.77),
    Answer("impossible-and-unused", "hundred", 0), Answer("impossible-and-unused", "one", 0),
    Answer("rate-after-rate", "installed", 1), Answer("rate-after-rate", "waiting", 1),
    Answer("ratio-of-nothing", "cost-per-home", 0.285...0.295),
    Answer("short-grant-of-a-count", "a", 0), Answer("short-grant-of-a-count", "b", 0),
    Answer("split-weights", "both", 0), Answer("split-weights", "granted", 0),
    Answer("which-laws-are-counts", "t", 1),
    Answer("which-laws-are-counts", "c", 1),
    Answer("which-laws-are-counts", "r", 1),
    Answer("which-laws-are-counts", "b", 11.0 / 16),
    Answer("wrong-quantiles", "t", 0.5),
  ])
  fileprivate func isRight(_ answer: Answer) async throws {
    let met = try await Self.forecast(answer.scenario)[target: answer.target].met
    let exact = answer.probability
    if exact == 0...0 || exact == 1...1 {
      #expect(met.value == exact.lowerBound)
    } else {
      let interval = met.interval(z: Proof.band)
      #expect(interval.overlaps(exact), "\(interval)")
    }
  }

  @Test func quantilesOfALongTail() async throws {
    let lognormal = try await Self.forecast("wrong-quantiles")[target: "t"]
    // 10 exp(2 z) at z = -1.2816, 0 and 1.2816.
    for (found, exact) in [(lognormal.p10, 0.7706), (lognormal.p50, 10), (lognormal.p90, 129.8)] {
      let found = try #require(found)
      #expect(found.low * 0.98 <= exact && exact <= found.high * 1.02, "\(found)")
    }
    let ratio = try await Self.forecast("heavy-tail-ratio")[target: "cost-per-km"]
    for (found, exact) in [(ratio.p10, 3.0), (ratio.p50, 3.5), (ratio.p90, 8.3)] {
      #expect(
        (try #require(found).value / exact - 1).magnitude < 0.03, "\(String(describing: found))")
    }
    let road = try await Self.forecast("gate-on-a-rate")[target: "road-early"]
    #expect(road.p50?.value == 15)
    let split = try await Self.forecast("split-weights")[target: "granted"]
    #expect(split.p50.map { ($0.value - 120).magnitude < 1e-9 } == true)
    let homes = try await Self.forecast("ratio-of-nothing")[target: "cost-per-home"]
    #expect((0.20...0.225).contains(Double(homes.undefined) / 20_480))
  }

  @Test(arguments: [
    ("crash-difference-nan", "4:86: error: factor 'k' can be all but 0"),
    ("crash-level-minus-infinity", "4:100: error: factor 'k' can be all but 0"),
    ("fullwidth-colon-value", "4:9: error: '：' (U+FF1A) stands here in place of ':'"),
    ("percent-unit", "4:11: error: a value begins with '%'"),
    ("zero-width-space", "7:21: error: a character that does not show, U+200B, stands here"),
  ])
  func isRefused(_ name: String, _ message: String) throws {
    let yaml = try Repository.text("Tests/Validation/mended/\(name).yaml")
    let error = #expect(throws: ScenarioFileError.self) {
      try ScenarioDocument(yaml: yaml, file: "f")
    }
    #expect(try #require(error).description.hasPrefix("f:" + message))
  }

  @Test func whatIsImpossibleOrUnusedIsWarnedOf() throws {
    let yaml = try Repository.text("Tests/Validation/mended/impossible-and-unused.yaml")
    let warnings = try ScenarioDocument(yaml: yaml, file: "f").warnings(as: .warning)
    // A hundred of five; a crew too small (seen from the step and from the target); no unit (seen from
    // the cohort and from the target); a pool and a factor that nobody uses.
    #expect(warnings.count == 7)
  }

  @Test func theDearerOfEqualsIsNotEfficient() async throws {
    let document = try ScenarioDocument(
      yaml: Repository.text("Tests/Validation/mended/option-dearer-for-nothing.yaml"), file: "f")
    let comparison = try await Plan(document.scenario).compare(
      document.options, RunSettings(trials: 2048))
    #expect(comparison.options.map(\.noBetterThan) == [nil, "twenty"])
  }
}
