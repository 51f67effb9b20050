import Buildout
import Reporting
import ScenarioFormat

/// A scenario read from a file, compiled, with what a report says about its origin.
struct ScenarioInput {
  /// Enough for a scenario of many thousand programmes.
  static let byteLimit = 8_000_000

  let document: ScenarioDocument
  let plan: Plan
  let provenance: Provenance

  /// Reads a scenario file, or standard input for `-`.
  ///
  /// - Throws: A ``Failure`` when there is nothing to read, a `ScenarioFileError` with every fault.
  init(_ path: String) throws {
    let bytes = try SystemFile.read(path, limit: ScenarioInput.byteLimit)
    let document = try ScenarioDocument(bytes: bytes, file: path == "-" ? "standard input" : path)
    self.document = document
    plan = try Plan(document.scenario)
    provenance = Provenance(
      sha256: SHA256.hex(bytes), engineVersion: buildoutVersion, inputs: document.inputCounts)
  }
}

extension ScenarioDocument {
  /// Inputs other than the targets by their basis; one without a basis is an assumption.
  var inputCounts: Provenance.Inputs {
    let kinds = inputs.filter { $0.path.first != "targets" }.map { $0.basis?.kind ?? .assumption }
    return Provenance.Inputs(
      documents: kinds.count { $0 == .document },
      referenceClasses: kinds.count { $0 == .referenceClass },
      assumptions: kinds.count { $0 == .assumption })
  }
}
