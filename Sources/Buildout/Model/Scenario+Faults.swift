extension Scenario {
  public func faults() -> [Fault] { [] }
  package func faults(checkingHorizon: Bool, opaqueProgrammes: Set<String>) -> [Fault] { [] }
}
