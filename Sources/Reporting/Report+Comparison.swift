public import Buildout

extension Report {
  /// Options beside the plan as it stands: what each costs and gains, then what each changes.
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

extension Comparison {
  /// One row per option and target, then per joint probability.
  fileprivate var sheet: Table {
    Catalogue.effects(self).sheet("comparison", options.flatMap(effects))
  }

  /// One row for the plan as it stands, and one for each option.
  fileprivate var optionSheet: Table {
    Catalogue.options(self).sheet(
      "options", ([nil] + options).map { OptionRow(outcome: $0) })
  }
}
