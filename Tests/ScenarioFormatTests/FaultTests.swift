import Buildout
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
    try Samples.expect(text, matches: "faults.txt")
  }

  /// The page of codes has every one of them, in its table, and nothing else.
  @Test func everyCodeIsExplained() throws {
    let page = try Samples.text("Sources/ScenarioFormat/ScenarioFormat.docc/FaultCodes.md")
    let rows = page.split(separator: "\n").filter { $0.hasPrefix("| `") }
      .map { String($0.dropFirst(3).prefix { $0 != "`" }) }
    #expect(rows.sorted() == Buildout.Fault.Code.allCases.map(\.rawValue).sorted())
  }

  /// Of the faults recorded here, what kinds there are: a code that no case has is tried nowhere.
  @Test func codesAreTold() throws {
    var codes: Set<Buildout.Fault.Code> = []
    for fault in FaultCases.all {
      do {
        _ = try ScenarioDocument(yaml: fault.yaml, file: "city.yaml")
      } catch {
        for issue in error.issues {
          codes.insert(issue.fault.code)
          #expect(issue.description.hasSuffix(": error: \(issue.fault)"))
        }
      }
    }
    #expect(
      codes.isSuperset(of: [
        .syntax, .encoding, .lookalike, .ambiguous, .unknownKey, .missing, .wrongKind, .badID,
        .unknownName, .duplicate, .outOfRange, .wrongCount, .wrongFrequency, .misplaced, .conflict,
        .circle, .unreachable, .deadEnd, .notMeasurable, .outsideHorizon,
      ]))
  }
}
