import Buildout

extension Forecast {
  /// The offices that answer for its targets; nothing where no target names one.
  var leadRows: [LeadRow] { leadRows { TargetRow(answer: $0) } }

  func leadRows(_ row: (TargetForecast) -> TargetRow) -> [LeadRow] {
    guard targets.contains(where: { $0.target.lead != nil }) else { return [] }
    return targets.map(row).grouped(byLead: \.target.lead).map {
      LeadRow(lead: $0.lead, group: GroupedTargets(targets: $0.members))
    }
  }
}

extension ForecastTables {
  /// The keys of columns that would stand empty for every target.
  var absent: Set<String> {
    let targets = forecast.scenario.targets
    return Set(
      [
        ("lead", targets.allSatisfy { $0.lead == nil }),
        ("note", targets.allSatisfy { $0.note == nil }),
      ].filter(\.1).map(\.0))
  }

  /// One row per office that answers for targets; nothing where no target names one.
  var leads: [Table] { leads(in: .table) }

  func leads(in view: View) -> [Table] {
    guard !absent.contains("lead") else { return [] }
    return [
      columns.leads.table(
        "leads", say("By lead unit", "分责任单位"),
        note: say(
          "Whose targets are safe and whose are not; the lights count firm targets.",
          "各责任单位承担的目标及其灯号，灯号只计刚性目标。"), in: view,
        forecast.leadRows { row($0) }, say)
    ]
  }
}
