import Buildout

extension ScenarioDocument {
  /// What can be simulated and is hardly meant, in the order of the file; <doc:Warnings> lists the kinds.
  ///
  /// What an option mends, in all months or in later ones, is not warned of.
  ///
  /// - Parameter severity: `.error` where warnings are not to be let pass.
  public func warnings(as severity: Diagnostic.Severity = .warning) -> [Diagnostic] {
    scenario.warnings(options: options.map(\.scenario))
      .map { fault in
        Issue(position: root.position(of: fault.path), fault: fault)
      }
      .enumerated()
      .sorted { ($0.element.position, $0.offset) < ($1.element.position, $1.offset) }
      .map { $0.element.diagnostic(severity, in: file) }
  }
}
