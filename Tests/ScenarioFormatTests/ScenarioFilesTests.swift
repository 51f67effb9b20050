import Buildout
import Foundation
import ScenarioFormat
import Testing

/// Every scenario that comes with the sources can be read and simulated.
struct ScenarioFilesTests {
  static let names: [String] =
    (try? FileManager.default.contentsOfDirectory(
      atPath: Samples.package.appendingPathComponent("Scenarios").path))?
    .filter { $0.hasSuffix(".yaml") }.sorted() ?? []

  @Test func findsThem() { #expect(Self.names.contains("xixian-2021.yaml")) }

  @Test(arguments: names)
  func runs(_ name: String) async throws {
    let document = try ScenarioDocument(yaml: Samples.text("Scenarios/\(name)"), file: name)
    #expect(document.scenario.id + ".yaml" == name)
    let forecast = try await Plan(document.scenario).forecast(
      RunSettings(trials: 32, seed: 1, threads: 2))
    #expect(forecast.targets.count == document.scenario.targets.count)
    #expect(forecast.trials == 32)
  }
}
