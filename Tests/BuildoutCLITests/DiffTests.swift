import Foundation
import TestSupport
import Testing

/// What changed between two versions of a scenario, in words and in odds.
@Suite("buildout diff") struct DiffTests {
  /// Ten changes of the quick start, each by what it replaces.
  static let ten: [(String, String, name: String)] = [
    ("capacity: 14", "capacity: 12", "pools.crews.capacity"),
    ("chance: .5, servers: 4", "chance: 0.70, servers: 4", "programmes.roads.steps.approve.chance"),
    ("servers: 4", "servers: 5", "programmes.roads.steps.approve.servers"),
    ("poisson: 260", "poisson: 300", "programmes.stations.steps.build.rate"),
    ("monthly: .2,", "monthly: .35,", "risks.haze.monthly"),
    ("{pert: [7, 9, 13]}", "{pert: [7, 8, 11]}", "programmes.hospital.steps.build.takes"),
    ("atLeast: 22", "atLeast: 20", "targets.roads-km"),
    (
      "  hospital-open: {title: {en: Hospital opens, zh: 医院投用}, measure: hospital.completed, by: 1, due: 2021-12}\n",
      "", "targets.hospital-open"
    ),
    ("sigma: .15", "sigma: .10", "factors.productivity"),
    (
      "  - {number: 10, size: 1.5, start: 2021-03}", "  - {number: 9, size: 1.5, start: 2021-03}",
      "programmes.roads.cohorts.1.number"
    ),
  ]

  private static func folder(_ changes: [(String, String)]) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    let old = try Repository.text("Scenarios/quick-start.yaml")
    var new = old
    for (before, after) in changes {
      #expect(new.ranges(of: before).count == 1, "\(before)")
      new = new.replacing(before, with: after)
    }
    try folder.write(old, to: "old.yaml")
    try folder.write(new, to: "new.yaml")
    return folder
  }

  private static func json(_ folder: TemporaryFolder) throws -> [String: Any] {
    let result = try CommandLineProcess.run(
      "diff", "old.yaml", "new.yaml", "--format", "json", "--trials", "2000", in: folder)
    #expect(result.code == 0, "\(result.errors)")
    let json = try JSONSerialization.jsonObject(with: Data(result.output.utf8))
    return try #require(json as? [String: Any])
  }

  @Test("Ten changes are named, in the order of what they did to the odds") func ten() throws {
    let folder = try Self.folder(Self.ten.map { ($0.0, $0.1) })
    let changes = try #require(try Self.json(folder)["changes"] as? [[String: Any]])
    #expect(Set(changes.compactMap { $0["name"] as? String }) == Set(Self.ten.map(\.name)))
    #expect(changes.count == 10)
    let moved = changes.compactMap { ($0["moreMissed"] as? [String: Double])?["value"] }
    #expect(moved.count == 10)
    #expect(moved.map(\.magnitude) == moved.map(\.magnitude).sorted(by: >))
    // Each alone: by itself it does what it does among the ten.
    for (before, after, name) in Self.ten.prefix(4) {
      let alone = try Self.json(try Self.folder([(before, after)]))
      let together = try #require(alone["together"] as? [String: Any])
      let value = try #require((together["moreMissed"] as? [String: Double])?["value"])
      let among =
        changes.first { $0["name"] as? String == name }?["moreMissed"] as? [String: Double]
      #expect(among?["value"] == value, "\(name)")
    }
  }

  @Test("What is promised less stands first, in words of either language")
  func words() throws {
    let folder = try Self.folder(Self.ten.map { ($0.0, $0.1) })
    let english = try CommandLineProcess.run(
      "diff", "old.yaml", "new.yaml", "--trials", "500", in: folder
    ).output
    let lowered = try #require(english.firstRange(of: "Targets that were dropped or lowered"))
    let all = try #require(english.firstRange(of: "Changes, by what each did to the odds"))
    let first = english[lowered.upperBound..<all.lowerBound]
    #expect(first.contains("Hospital opens  dropped  done by 2021-12"))
    #expect(first.contains("≥ 22 km by 2021-12  ≥ 20 km by 2021-12"))
    #expect(english.contains("Road projects: approve: chance of passing, a"))
    #expect(english.contains("a count, 260 on average (Poisson)"))
    let chinese = try CommandLineProcess.run(
      "diff", "old.yaml", "new.yaml", "--trials", "500", "--lang", "zh", in: folder
    ).output
    #expect(chinese.contains("取消或降低要求的目标"))
    #expect(chinese.contains("道路建设：approve：每月通过概率"))
  }

  @Test("Spelling, comments and order are no changes, and words move no odds") func nothing() throws
  {
    let folder = try Self.folder([
      ("capacity: 14}", "capacity: 14.0}   # as before"), ("sigma: .15", "sigma: 0.15"),
      ("{title: {en: Road crews, zh: 道路施工队}, capacity", "{title: {en: Crews, zh: 施工队}, capacity"),
    ])
    let json = try Self.json(folder)
    let changes = try #require(json["changes"] as? [[String: Any]])
    #expect(changes.map { $0["name"] as? String } == ["pools.crews.title"])
    #expect(changes[0]["moreMissed"] is NSNull)
    let together = try #require(json["together"] as? [String: Any])
    #expect((together["moreMissed"] as? [String: Double])?["value"] == 0)
    let same = try CommandLineProcess.run(
      "diff", "old.yaml", "old.yaml", "--trials", "20", "--lang", "zh", in: folder)
    #expect(same.code == 0 && same.output.contains("两个版本内容相同。"))
  }

  @Test("What cannot be made alone is tried with what it needs") func needs() throws {
    let folder = try Self.folder([
      (
        "  stations: #",
        "  bridges:\n    unit: bridge\n    cohorts: [{number: 2}]\n    steps: {build: {takes: 6, uses: {cranes: 1}}}\n  stations: #"
      ),
      ("factors:    #", "  cranes: {capacity: 1}\nfactors:    #"),
      (
        "options:    #",
        "  two-bridges: {measure: bridges.completed, atLeast: 2, due: 2021-10}\n  more: {measure: stations.completed, atLeast: 1, due: 2021-12}\noptions:    #"
      ),
    ])
    let changes = try #require(try Self.json(folder)["changes"] as? [[String: Any]])
    let others = Dictionary(
      uniqueKeysWithValues: changes.map {
        ($0["name"] as? String ?? "", $0["withOthers"] as? Int ?? -1)
      })
    #expect(
      others == [
        "pools.cranes": 0, "programmes.bridges": 2, "targets.two-bridges": 2, "targets.more": 0,
      ])
    // One crane cannot build two bridges in ten months: the new target is always missed.
    let bridges = changes.first { $0["name"] as? String == "targets.two-bridges" }
    #expect((bridges?["moreMissed"] as? [String: Double])?["value"] == 1)
  }

  @Test("A folder receives every format, the page in both languages too") func folder() throws {
    let folder = try Self.folder([("atLeast: 22", "atLeast: 20")])
    let result = try CommandLineProcess.run(
      "diff", "old.yaml", "new.yaml", "--trials", "200", "--out", "out", in: folder)
    #expect(result.code == 0)
    #expect(
      try folder.names(in: "out") == [
        "buildout.sha256", "changes.csv", "diff.html", "diff.json", "diff.md", "diff.txt",
        "diff.zh.html", "diff.zh.md", "diff.zh.txt", "diff_targets.csv",
      ])
    let page = try folder.read("out/diff.zh.html")
    #expect(page.hasPrefix("<!DOCTYPE html>") && page.contains("<h2>取消或降低要求的目标</h2>"))
    #expect(!page.contains("<script") && !page.contains("http"))
  }
}
