import Buildout
import Reporting
import Sampling
import ScenarioFormat

/// A scenario read from a file, compiled, with what a report says about its origin.
struct ScenarioInput {
  /// Enough for a scenario of many thousand programmes.
  static let byteLimit = 8_000_000

  /// The file as it was read.
  let bytes: [UInt8]
  let document: ScenarioDocument
  let plan: Plan
  /// What is odd about the scenario, in the file's order.
  let warnings: [Diagnostic]
  var provenance: Provenance

  /// Reads a scenario file, or standard input for `-`.
  ///
  /// - Throws: A ``Failure`` when there is nothing to read, a `ScenarioFileError` with every fault, or
  ///   `ScenarioFaults` should the file's reader have missed one.
  init(_ path: String) throws {
    bytes = try SystemFile.read(path, limit: ScenarioInput.byteLimit)
    let file = path == "-" ? Language.spoken("standard input" as Message) : path.shown
    document = try ScenarioDocument(bytes: bytes, file: file)
    plan = try Plan(document.scenario)
    warnings = document.warnings()
    provenance = Provenance(
      sha256: SHA256.hex(bytes), engineVersion: buildoutVersion, inputs: document.inputCounts,
      warnings: warnings.count)
  }

  /// Where the numbers come from when part of the year is known.
  func provenance(given known: Actuals?) -> Provenance {
    var provenance = provenance
    provenance.given = known.map {
      Provenance.Given(
        asOf: document.scenario.calendar.month($0.asOf), actuals: $0.readings.count)
    }
    return provenance
  }

  /// The plan with an option carried out, by its id or title, and the option; the plan as it stands without
  /// one.
  ///
  /// - Throws: A ``Failure`` when the scenario has no option with the id.
  func plan(withOption id: String?) throws -> (plan: Plan, option: ResourcingOption?) {
    guard let id else { return (plan, nil) }
    let known = try self.option(id)
    let option = document.options.first { $0.id == known }
    return (try option.map { try Plan($0.scenario) } ?? plan, option)
  }

  /// What is named on the command line: `all`, `sector:ID`, `group:ID`, or a target by its id or title.
  ///
  /// - Throws: A ``Failure`` when the scenario has nothing of the name.
  func goal(_ name: String) throws -> Goal {
    let scenario = plan.scenario
    let firm = scenario.targets.filter { $0.firmness == .firm }
    let parts = name.split(separator: ":", maxSplits: 1).map(String.init)
    switch parts.first {
    case "all" where parts.count == 1:
      guard !firm.isEmpty else {
        throw Failure(code: .usage, message: "the scenario has no firm target; name one by its id")
      }
      return .joint(.all)
    case "sector" where parts.count == 2:
      let sectors = scenario.reportedSectors.map(\.id).filter { id in
        firm.contains { scenario.sector(of: $0) == id }
      }
      let known = sectors.map { id in
        (id, scenario.sectors.first { $0.id == id }?.title ?? Text())
      }
      return .joint(
        .sector(try Naming(kind: "sector with firm targets", known: known).id(of: parts[1])))
    case "group" where parts.count == 2:
      let known = scenario.groups.map { ($0.id, $0.title) }
      return .joint(.group(try Naming(kind: "group", known: known).id(of: parts[1])))
    default:
      let isTarget = scenario.targets.contains { $0.id == name }
      if !isTarget, scenario.groups.contains(where: { $0.id == name }) {
        throw Failure(code: .usage, message: "'\(name)' is a group; write group:\(name)")
      }
      if !isTarget, scenario.reportedSectors.contains(where: { $0.id == name }) {
        throw Failure(code: .usage, message: "'\(name)' is a sector; write sector:\(name)")
      }
      return .target(try target(name))
    }
  }
}

extension ScenarioDocument {
  /// Inputs of the plan as it stands other than its targets, for the register of a report.
  var register: [RegisterEntry] {
    let promises = restatedPromises
    return registeredInputs.map { input in
      RegisterEntry(
        name: input.name, value: input.text, basis: input.basis, programme: input.programme,
        line: input.line, isPromise: promises.contains(input.path),
        distribution: input.distribution.map(RegisterEntry.Distribution.init))
    }
  }

  /// What the register lists, in the same order.
  var registeredInputs: [Input] {
    inputs.filter { $0.path.first != "targets" && $0.path.first != "options" }
  }

  /// The entries of the register by their basis.
  var inputCounts: Provenance.Inputs {
    let entries = register
    func count(_ kind: Basis.Kind?) -> Int {
      entries.count { $0.basis?.kind == kind && !$0.isPromise }
    }
    return Provenance.Inputs(
      documents: count(.document), referenceClasses: count(.referenceClass),
      assumptions: count(.assumption), unstated: count(nil),
      promises: entries.count(where: \.isPromise))
  }
}

extension RegisterEntry.Distribution {
  /// A distribution as the file spells it.
  init(_ spelled: Input.Distribution) {
    self.init(
      name: spelled.name,
      parameters: spelled.parameters.map { .init(name: $0.name, value: $0.value) })
  }
}
