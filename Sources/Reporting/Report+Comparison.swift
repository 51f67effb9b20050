public import Buildout

extension Report {
  /// Options beside the plan as it stands: what each costs and gains, then what each moves.
  public init(_ comparison: Comparison, language: Language = .en, provenance: Provenance) {
    let tables = ComparisonTables(comparison: comparison, say: Words(language: language))
    let say = tables.say
    self.language = language
    title =
      say.title(comparison.scenario.title, id: comparison.scenario.id)
      + say(": options", "：备选措施比较")
    facts = Report.facts(
      [say.trials(comparison.trials)],
      seed: comparison.seed, scenario: comparison.scenario, say: say, provenance: provenance)
    notes =
      Report.notes(inputs: provenance.inputs, say: say)
      + Report.notes(precision: comparison.precision, ofDifferences: true, say: say) + tables.notes
    self.tables = [tables.options] + tables.outcomes
    legend = tables.legend
    sheets = [comparison.sheet, comparison.optionSheet]
  }
}

/// The tables for other programs. Column names are a contract: they are added to, never changed.
extension Comparison {
  /// One row per option and target, then per joint probability.
  fileprivate var sheet: Table {
    let names = [
      "option", "kind", "id", "title_en", "title_zh", "probability_base", "probability",
      "difference", "difference_low", "difference_high", "level", "only_base", "only_option",
      "decisive", "cost_per_point", "cost_per_point_low", "cost_per_point_high", "trials",
    ]
    let rows = options.flatMap { outcome -> [[Table.Cell]] in
      let targets = zip(scenario.targets, outcome.targets).map { target, pair in
        row(outcome, "target", target.id, target.title, pair)
      }
      let joint = zip(joint, outcome.joint).map { joint, pair in
        row(outcome, "joint", joint.scope.id, Text(), pair)
      }
      return targets + joint
    }
    return Table(id: "comparison", columns: names.map { .init($0) }, rows: rows)
  }

  private func row(
    _ outcome: OptionOutcome, _ kind: String, _ id: String, _ title: Text, _ pair: PairedProportion
  ) -> [Table.Cell] {
    let texts = [outcome.option.id, kind, id, title.en ?? "", title.zh ?? ""]
    let difference = difference(pair)
    let cost = costPerPoint(outcome, pair)
    let numbers: [Double?] = [
      pair.first.value, pair.second.value, difference.value, difference.interval.lowerBound,
      difference.interval.upperBound, confidence.eachLevel, Double(pair.onlyFirst),
      Double(pair.onlySecond), difference.isUndecided ? 0 : 1, cost?.value,
      cost?.interval.lowerBound, cost?.interval.upperBound, Double(trials),
    ]
    return texts.map(Table.Cell.text) + numbers.map { .data(JSON($0)) }
  }

  /// One row for the plan as it stands, and one for each option.
  fileprivate var optionSheet: Table {
    let names = [
      "id", "title_en", "title_zh", "one_off", "monthly", "cost", "money", "targets_met",
      "targets_met_standard_error", "gain", "gain_low", "gain_high", "gain_decisive",
      "cost_per_target", "cost_per_target_low", "cost_per_target_high", "efficient", "dominated_by",
      "trials", "no_better_than", "from",
    ]
    func row(_ id: String, _ title: Text, _ met: TargetsMet, _ outcome: OptionOutcome?)
      -> [Table.Cell]
    {
      let option = outcome?.option
      let gain = outcome.map { self.gain($0) }
      let cost = outcome.flatMap { costPerTarget($0) }
      let money = [option?.oneOffCost ?? 0, option?.monthlyCost ?? 0, option?.cost ?? 0]
      let numbers: [Double?] = [
        met.mean.value, met.mean.standardError, gain?.value, gain?.interval.lowerBound,
        gain?.interval.upperBound, gain.map { $0.isUndecided ? 0 : 1 }, cost?.value,
        cost?.interval.lowerBound, cost?.interval.upperBound, frontier.contains(id) ? 1 : 0,
      ]
      return [.text(id), .text(title.en ?? ""), .text(title.zh ?? "")]
        + money.map { .data(JSON($0)) }
        + [.text(scenario.money.en ?? scenario.money.zh ?? "")]
        + numbers.map { .data(JSON($0)) }
        + [
          .text((outcome?.dominatedBy ?? dominatedBy).joined(separator: " ")),
          .data(JSON(Double(trials))),
          .text((outcome.map(\.noBetterThan) ?? noBetterThan) ?? ""),
          .text(option?.from?.description ?? ""),
        ]
    }
    let base = row(ResourcingOption.baseID, Text(), targetsMet, nil)
    let rows = options.map { row($0.option.id, $0.option.title, $0.targetsMet, $0) }
    return Table(id: "options", columns: names.map { .init($0) }, rows: [base] + rows)
  }
}
