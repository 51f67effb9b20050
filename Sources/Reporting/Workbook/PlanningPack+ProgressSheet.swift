import Buildout

/// The monthly table as a sheet with the office's columns, and who stands where.
extension PlanningPack {
  var progressSheets: [Sheet] {
    guard let progress else { return [] }
    let whole = progress.whole(in: .workbook)
    let standing = progress.standing(in: .workbook)
    return [
      Sheet(
        name: say("Progress", "月度进度表"), title: whole.title,
        notes: [progress.facts + say(".", "。")] + progress.notes,
        blocks: [Sheet.Block(whole, say, id: "Progress", bars: ["before", "previous", "now"])])
    ]
      + standing.map { table in
        Sheet(
          name: say("Who stands where", "单位进度"), title: table.title,
          blocks: [Sheet.Block(table, say, id: "Standing")])
      }
      + progress.learned(in: .workbook).map { table in
        Sheet(
          name: say("Learned", "参数更新"), title: table.title, notes: [table.note].compactMap { $0 },
          blocks: [Sheet.Block(table, say, id: "Learned")])
      }
  }
}
