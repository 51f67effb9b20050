import Buildout
import Testing

@testable import Reporting

/// Who answers for which targets, and how they stand.
@Suite("Lead units") struct LeadTests {
  @Test("Every target is counted once, under its office or under none") func counts() async throws {
    let forecast = try await Fixture.forecast()
    let rows = forecast.leadRows
    #expect(rows.map(\.lead?.zh) == ["区住建局", "区教育局", "区园林局", nil])
    #expect(
      rows.flatMap { $0.group.targets.map(\.target.id) }.sorted()
        == forecast.targets.map(\.target.id).sorted())
    for row in rows {
      #expect(
        row.group.count(.green) + row.group.count(.amber) + row.group.count(.red)
          == row.group.firm.count)
    }
    let parks = rows[2]
    #expect(parks.group.targets.map(\.target.id) == ["greenery", "trees", "saplings"])
    #expect(parks.group.firm.count == 2)
  }

  @Test("Page and workbook name the offices, and the remarks beside the targets")
  func everywhere() async throws {
    let pack = PlanningPack(
      try await Fixture.forecast(), language: .zh, provenance: try Fixture.provenance())
    let page = pack.html()
    #expect(page.contains("<section id=\"leads\">"))
    #expect(page.contains("<dt>责任单位</dt><dd>区住建局</dd>"))
    #expect(page.contains("<dt>备注</dt><dd>以通车为准</dd>"))
    #expect(page.contains("期限2021年12月 · 区教育局") || page.contains("期限2021年9月 · 区教育局"))
    let sheet = try #require(pack.sheets.first { $0.name == "责任单位" })
    #expect(sheet.blocks[0].rows.count == 4)
    let targets = try #require(pack.sheets.first { $0.name == "目标" }).blocks[0]
    #expect(targets.columns.map(\.title).filter { ["责任单位", "备注"].contains($0) }.count == 2)
  }

  @Test("A plan that names no office has neither the columns nor the table") func none()
    async throws
  {
    let forecast = try await Fixture.forecast {
      $0.targets = try $0.targets.map { try $0.ledByNobody() }
    }
    let report = Report(forecast, provenance: try Fixture.provenance())
    #expect(!report.text().contains("Lead unit"))
    #expect(!report.tables.contains { $0.id == "leads" })
    let pack = PlanningPack(forecast, provenance: try Fixture.provenance())
    #expect(!pack.html().contains("id=\"leads\""))
    #expect(!pack.sheets.contains { $0.name == "Lead units" })
  }
}

extension Target {
  /// The same without an office and a remark.
  func ledByNobody() throws -> Target {
    try Target(
      id: id, title: title, sector: sector, measure: measure, comparator: comparator, value: value,
      due: due, firmness: firmness, unit: unit)
  }
}
