public import Buildout

extension Report {
  /// Options beside the plan as it stands: what each costs and gains, then what each changes.
  public init(_ comparison: Comparison, language: Language = .en, provenance: Provenance) {
    let tables = comparison.tables(Words(language: language))
    let say = tables.say
    self.init(
      comparison.scenario, about: say(": options", "：备选措施比较"),
      run: [say.trials(comparison.trials)], seed: comparison.seed, provenance,
      notes: Report.notes(inputs: provenance.inputs, say: say)
        + Report.notes(precision: comparison.precision, ofDifferences: true, say: say)
        + tables.notes,
      tables: [tables.options] + tables.outcomes, legend: tables.legend,
      sheets: [comparison.sheet, comparison.optionSheet], say)
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
