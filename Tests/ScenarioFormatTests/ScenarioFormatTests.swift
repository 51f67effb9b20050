import Foundation
import ScenarioFormat
import Testing

@Test func quickStart() throws {
  let text = try String(contentsOfFile: "Scenarios/quick-start.yaml", encoding: .utf8)
  let document = try ScenarioDocument(yaml: text, file: "quick-start.yaml")
  #expect(document.scenario.programmes.count == 3)
  for input in document.inputs { print(input.name, input.text, input.line, input.column) }
}
