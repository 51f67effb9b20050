public import Buildout

extension Report {
  /// What changed between two versions of a plan: what is promised less first, then every change by what it did
  /// to the odds, then the targets whose odds are others.
  ///
  /// - Parameters:
  ///   - difference: The versions, their changes and what these do.
  ///   - language: Of all that is read by people.
  ///   - provenance: Of the later version.
  ///   - earlier: The checksum of the earlier version's file.
  public init(
    _ difference: VersionDifference, language: Language = .en, provenance: Provenance,
    earlier: String
  ) {
    let tables = VersionTables(difference: difference, say: Words(language: language))
    let say = tables.say
    let parts =
      [tables.together] + tables.lowered + tables.changes + tables.targets + tables.wording
    self.init(
      difference.after, about: say(": what changed", "：版本变化"),
      run: [say.trials(difference.effects.trials)], seed: difference.effects.seed, provenance,
      further: [
        say("Compared with the earlier version ", "对照的原版本：") + difference.before.id
          + say(" (\(earlier.prefix(12)))", "（\(earlier.prefix(12))）")
      ],
      notes: tables.notes, tables: parts, legend: parts.legend(),
      sheets: [
        Catalogue.changes.sheet("changes", difference.rows),
        Catalogue.versionTargets.sheet("diff_targets", difference.targets),
      ], say)
  }
}

/// The tables that people read of two versions, in one language.
private struct VersionTables {
  let difference: VersionDifference
  let say: Words

  /// So many targets are listed whose odds are others.
  private static let most = 20

  private var rows: [ChangeRow] { difference.rows.filter { !$0.change.isWording } }

  var notes: [String] {
    let count = rows.count
    guard !difference.changes.isEmpty else {
      return [say("The two versions say the same.", "两个版本内容相同。")]
    }
    let words = difference.changes.count - count
    let all = say(
      count == 1 ? "1 change can move the odds" : "\(count) changes can move the odds",
      "可能影响结果的改动有\(count)项")
    let others =
      words == 0
      ? ""
      : say(
        "; \(words) more only change\(words == 1 ? "s" : "") words, groups or options",
        "；另有\(words)项只改动文字、目标组或备选措施")
    let bundled = difference.rows.contains { $0.companions > 0 }
    let together =
      bundled
      ? say(
        " Changes that make no scenario by themselves were tried together, and each of them shows what they do together.",
        "不能单独成立的改动一并测试，各行显示的是它们合起来的影响。") : ""
    return [
      all + others + say(".", "。")
        + say(
          " Each was made alone in the earlier version, on the same random draws.",
          "每项改动都在原版本上单独作出，使用同一组随机抽样。") + together
    ]
  }

  /// What the versions say as wholes.
  var together: Table {
    let (old, new) = (difference.effects.base, difference.whole)
    func count(_ mean: MeanEstimate) -> Table.Cell { .figure(Digits.estimate(mean)) }
    let missed = Estimate(new.moreMissed, z: Proportion.z)
    let all = Estimate(new.together, z: Proportion.z)
    func shown(_ estimate: Estimate, _ figure: Figure) -> Table.Cell {
      .figure(figure.questioned(estimate.isUndecided))
    }
    return Table(
      id: "versions", title: say("All changes together", "全部改动合计"),
      columns: [
        .init("", wraps: true), .init(say("Before", "改动前"), .trailing),
        .init(say("After", "改动后"), .trailing), .init(say("Difference", "差异"), .trailing),
        .init(say("95 % interval", "95% 置信区间"), .trailing),
      ],
      rows: [
        [
          .text(say("Firm targets", "刚性目标项数")), .count(old.firm), .count(new.firm),
          .text(
            new.firm == old.firm
              ? "0" : new.firm > old.firm ? "+\(new.firm - old.firm)" : "\(new.firm - old.firm)"),
          .text("-"),
        ],
        [
          .text(say("Firm targets missed, on average", "平均未完成的刚性目标")), count(old.missed),
          count(new.missed), shown(missed, Digits.numberDifference(missed)),
          say.numberInterval(missed),
        ],
        [
          .text(say("All firm targets met", "刚性目标全部完成的概率")), say.probability(new.together.first),
          say.probability(new.together.second), shown(all, Digits.points(all)),
          say.pointsInterval(all),
        ],
      ])
  }

  var lowered: [Table] {
    let easier = rows.filter(\.isEasier)
    guard !easier.isEmpty else { return [] }
    return [
      Catalogue.changes.table(
        "lowered", say("Targets that were dropped or lowered", "取消或降低要求的目标"),
        note: say(
          "What is promised less, dropped targets first.", "取消或调低的目标，取消的列在最前。"), in: .weakest,
        easier.filter { $0.fate == .dropped } + easier.filter { $0.fate != .dropped }, say)
    ]
  }

  var changes: [Table] {
    guard !rows.isEmpty else { return [] }
    return [
      Catalogue.changes.table(
        "changes", say("Changes, by what each did to the odds", "各项改动，按影响大小排列"), in: .table, rows,
        say)
    ]
  }

  var targets: [Table] {
    let moved = difference.targets.filter { row in
      row.difference.map { !$0.isUndecided } ?? true
    }
    let shown = moved.enumerated().sorted {
      let (a, b) = (
        $0.element.difference?.value.magnitude ?? 2, $1.element.difference?.value.magnitude ?? 2
      )
      return (-a, $0.offset) < (-b, $1.offset)
    }.map(\.element)
    guard !shown.isEmpty else { return [] }
    return [
      Catalogue.versionTargets.table(
        "targets", say("Targets whose odds changed", "概率有变化的目标"),
        note: shown.count > Self.most
          ? say(
            "The \(Self.most) that moved most of \(shown.count).",
            "共\(shown.count)项，列出变化最大的\(Self.most)项。")
          : nil, in: .table, Array(shown.prefix(Self.most)), say)
    ]
  }

  var wording: [Table] {
    let words = difference.rows.filter(\.change.isWording)
    guard !words.isEmpty else { return [] }
    return [
      Catalogue.changes.table(
        "wording", say("Words, groups and options", "文字、目标组和备选措施"),
        note: say("They move no odds of the plan as it stands.", "不影响现有计划的结果。"), in: .summary,
        words,
        say)
    ]
  }
}

extension VersionDifference {
  /// The difference for other programs, every field as <doc:DiffJSON> lists it.
  ///
  /// - Parameters:
  ///   - provenance: Of the later version.
  ///   - earlier: The checksum of the earlier version's file.
  public func json(_ provenance: Provenance, earlier: String) -> String {
    let (old, new) = (effects.base, whole)
    let missed = Estimate(new.moreMissed, z: Proportion.z)
    let all = Estimate(new.together, z: Proportion.z)
    return JSON.object(
      JSON.header(after, provenance) + [
        ("earlier", .object([("id", .text(before.id)), ("sha256", .text(earlier))])),
        ("seed", .unsigned(effects.seed)), ("trials", .integer(effects.trials)),
        (
          "together",
          .object([
            ("firmBefore", .integer(old.firm)), ("firmAfter", .integer(new.firm)),
            ("missedBefore", .number(old.missed.value)), ("missedAfter", .number(new.missed.value)),
            ("moreMissed", .estimate(missed, level: Proportion.level)),
            ("allBefore", .number(new.together.first.value)),
            ("allAfter", .number(new.together.second.value)),
            ("allDifference", .estimate(all, level: Proportion.level)),
          ])
        ),
        ("changes", .array(rows.map(Catalogue.changes.json))),
        ("targets", .array(targets.map(Catalogue.versionTargets.json))),
      ]
    ).document
  }
}
