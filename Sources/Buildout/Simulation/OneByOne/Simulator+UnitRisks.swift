import Sampling

/// Stage 4, for units in service: the risks that strike them one by one, and what delays them.
extension Simulator {
  /// Which of the risks that are settled unit by unit strike units that come to a step.
  func settleUnitRisks(
    _ group: UnsafeMutablePointer<Unit>, _ indices: UnsafeBufferPointer<UInt16>, _ index: Int
  ) {
    let links = steps[index].riskLinks
    for i in indices {
      group[Int(i)].struck = 0
      group[Int(i)].delayed = 0
    }
    for link in links.indices where riskLinks[link].isUnit {
      let chance = riskStates[Int(riskLinks[link].risk)].chance
      let bit: UInt32 = 1 << UInt32(link - Int(links.start))
      // Whether a unit is struck is one draw for all its steps and visits.
      drawEach(group, indices, uniform, .riskEvent, ofVisit: false) { unit in
        riskTag(unit, riskLinks[link].unitTags)
      }
      for i in 0..<indices.count {
        if numbers[i] < chance {
          group[Int(indices[i])].struck |= bit
        } else {
          // It need not be asked again.
          group[Int(indices[i])].delayed |= bit
        }
      }
    }
  }

  private func riskTag(_ unit: Unit, _ tags: Int32) -> UInt64 {
    let programme = Int(sources[Int(unit.source)].programme)
    return unitTags[Int(tags + unit.source - programmes[programme].sources.start)]
  }

  /// Lengthens a unit's visit by the delays that act now and have not lengthened it before.
  @inline(__always)
  func delay(_ unit: inout Unit, _ index: Int) {
    let delays = stepStates[index].delays & ~unit.delayed
    if delays != 0 { applyDelays(&unit, index, delays) }
  }

  /// The same for some of a step's units.
  func delay(_ base: UnsafeMutablePointer<Unit>, _ range: Range<Int>, _ index: Int) {
    let delays = stepStates[index].delays
    for i in range {
      let open = delays & ~base[i].delayed
      if open != 0 { applyDelays(&base[i], index, open) }
    }
  }

  private func applyDelays(_ unit: inout Unit, _ index: Int, _ delays: UInt32) {
    let links = steps[index].riskLinks
    for link in links.indices {
      let bit: UInt32 = 1 << UInt32(link - Int(links.start))
      guard delays & bit != 0 else { continue }
      let risk = risks[Int(riskLinks[link].risk)]
      unit.delayed |= bit
      if risk.delay.each == .unit, !risk.delay.isCertain {
        // How long it is delayed is one draw for each step and visit.
        generator.select(
          trial: trial(of: unit),
          StreamKey(
            entity: riskTag(unit, riskLinks[link].delayTags), unit: unit.unit, purpose: .delay,
            visit: unit.visit))
        unit.remaining += max(0, risk.delay.sampler.draw(generator))
      } else {
        let drawing = trial
        takeDraws(ofRisk: Int(riskLinks[link].risk), month: 0)
        unit.remaining += max(0, value(risk.delay, month: 0))
        registers[0].environment.trial = drawing
      }
    }
  }
}
