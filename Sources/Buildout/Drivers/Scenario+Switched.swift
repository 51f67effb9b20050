import Sampling

extension Scenario {
  /// This scenario without a risk ever striking.
  ///
  /// It does not happen where another risk is given either. Risks that depend on it follow: they
  /// have the chance they have in trials without it.
  func switchingOff(risk id: String) -> Scenario {
    settling(risk: id) { occurrence in
      let never = Quantity(.zero, each: .trial)
      return switch occurrence {
      case .chance(_, let each): .chance(never, each: each)
      case .monthly: .monthly(never)
      case .regime(_, let ends, _): .regime(starts: never, ends: ends, acting: false)
      }
    }
  }

  /// This scenario with a risk striking as often as it can.
  ///
  /// A chance is 1 in every trial or for every unit. A monthly hazard is 1: it strikes in every month
  /// of its window in which it is not acting. A regime acts throughout its window. Risks that depend
  /// on it follow.
  func makingCertain(risk id: String) -> Scenario {
    settling(risk: id) { occurrence in
      let always = Quantity(.one, each: .trial)
      return switch occurrence {
      case .chance(_, let each): .chance(always, each: each)
      case .monthly: .monthly(always)
      case .regime:
        .regime(starts: always, ends: Quantity(.zero, each: .trial), acting: true)
      }
    }
  }

  private func settling(
    risk id: String, _ settled: (Risk.Occurrence) -> Risk.Occurrence
  ) -> Scenario {
    var scenario = self
    for place in scenario.risks.indices where scenario.risks[place].id == id {
      scenario.risks[place].occurrence = settled(scenario.risks[place].occurrence)
      scenario.risks[place].given = nil
    }
    return scenario
  }
}
