import Buildout

extension PlanningPack {
  /// Who answers for which targets; nothing where no target says.
  func leads(_ markup: inout Markup) {
    for table in tables.leads(in: .table) {
      section("leads", table.title, table.note ?? "", &markup) { self.table(table, &$0) }
    }
  }
}
