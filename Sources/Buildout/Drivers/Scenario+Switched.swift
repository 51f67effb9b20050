extension Scenario {
  /// This scenario without a risk ever striking.
  ///
  /// It does not happen where another risk is given either. Risks that depend on it follow: they
  /// have the chance they have in trials without it.
  func switchingOff(risk id: String) -> Scenario { settling(risk: id, .never) }

  /// This scenario with a risk striking as often as it can.
  ///
  /// A chance is 1 in every trial or for every unit. A monthly hazard is 1: it strikes in every month
  /// of its window in which it is not acting. A regime acts throughout its window. Risks that depend
  /// on it follow.
  func makingCertain(risk id: String) -> Scenario { settling(risk: id, .always) }

  private func settling(risk id: String, _ settlement: Risk.Settlement) -> Scenario {
    throughout { scenario in
      for index in scenario.risks.indices where scenario.risks[index].id == id {
        scenario.risks[index] = scenario.risks[index].settled(settlement)
      }
    }
  }
}
