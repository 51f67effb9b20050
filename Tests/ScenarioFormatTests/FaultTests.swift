import Foundation
import ScenarioFormat
import Testing

/// What the author of a wrong file reads, whole. After a change that is meant, record anew with
/// `BUILDOUT_RECORD=1 swift test --filter ScenarioFormatTests` and read the difference.
@Suite struct FaultTests {
  @Test func baseIsAccepted() throws {
    #expect(Samples.messages(Samples.base).isEmpty)
  }

  @Test func messages() throws {
    let names = FaultCases.all.map(\.name)
    #expect(Set(names).count == names.count)
    var text = ""
    for fault in FaultCases.all {
      let messages = Samples.messages(fault.yaml)
      #expect(!messages.isEmpty, "\(fault.name) is accepted")
      text += "== \(fault.name)\n\(messages)\n"
    }
    let file = Samples.snapshots.appendingPathComponent("faults.txt")
    if Samples.isRecording { try Data(text.utf8).write(to: file) }
    let recorded = String(decoding: try Data(contentsOf: file), as: UTF8.self)
    for (said, expected) in zip(
      text.components(separatedBy: "== "), recorded.components(separatedBy: "== "))
    {
      #expect(said == expected)
    }
    #expect(text.count == recorded.count)
  }
}
