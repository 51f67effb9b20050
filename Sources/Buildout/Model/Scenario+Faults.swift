extension Scenario {
  public func faults() -> [Fault] { [] }
}
