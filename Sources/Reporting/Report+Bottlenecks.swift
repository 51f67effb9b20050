public import Buildout

extension Report {
  /// Where it is tight: what every pool is asked for, and what one more of it would bring.
  public init(_ bottlenecks: Bottlenecks, language: Language = .en, provenance: Provenance) {
    let tables = BottleneckTables(bottlenecks: bottlenecks, say: Words(language: language))
    let say = tables.say
    let shown = [tables.pools]
    self.init(
      bottlenecks.scenario, about: say(": where it is tight", "：资源瓶颈"),
      run: [say.trials(bottlenecks.trials)], seed: bottlenecks.seed, provenance,
      notes: Report.notes(inputs: provenance.inputs, say: say) + tables.notes, tables: shown,
      legend: shown.legend(), sheets: [bottlenecks.sheet, bottlenecks.monthSheet], say)
  }
}

extension Bottlenecks {
  fileprivate var sheet: Table {
    Catalogue.pools(self).sheet("bottlenecks", pools.map { PoolRow(load: $0) })
  }

  fileprivate var monthSheet: Table {
    Catalogue.poolMonths(self).sheet("load", monthRows)
  }

  /// Every month of every pool.
  var monthRows: [PoolRow] {
    pools.flatMap { load in load.months.indices.map { PoolRow(load: load, month: $0) } }
  }
}

/// What people read of bottlenecks, in one language.
struct BottleneckTables {
  let bottlenecks: Bottlenecks
  let say: Words

  private func name(_ load: PoolLoad) -> String {
    say.name(.pool(load.pool, programme: nil), in: bottlenecks.scenario)
  }

  private var money: PlannerUnit {
    say.planner(
      value: bottlenecks.pools.compactMap(bottlenecks.costPerTarget).map(\.value).max() ?? 0,
      unit: bottlenecks.scenario.money)
  }

  var notes: [String] {
    let observed = Digits.exact(Double(bottlenecks.observedTrials)).text
    return [
      answer,
      say(
        "What pools are asked for is the mean of the first \(observed) trials. One more is tried in every month to come, on the "
          + "same random draws as the plan as it stands.",
        "需求量和分配量取前\(observed)次模拟的平均值；“增加1个单位”指今后每月各增加1个，随机抽样与现有计划相同。"),
    ]
  }

  /// Which pool is the bottleneck.
  private var answer: String {
    guard let first = bottlenecks.pools.first, let index = first.tightest else {
      return say("No step waits for any pool.", "没有环节等待任何资源池。")
    }
    let month = bottlenecks.scenario.calendar.month(index + 1)
    let shown = first.openMonths.map {
      [Digits.exact($0.asked, significant: 3).text, Digits.exact($0.granted, significant: 3).text]
    }
    let open = index - first.firstOpen
    let (asked, granted) = (shown[open][0], shown[open][1])
    var text =
      first.shortage < 0.01
      ? say(
        "Hardly any pool is short. The one that is most is: \(name(first)).",
        "没有明显紧张的资源池；相对最紧的是：\(name(first))。")
      : say("The tightest pool is: \(name(first)).", "最紧张的是：\(name(first))。")
    text +=
      Set(shown).count == 1
      ? say(
        " In every month \(asked) are asked for and \(granted) granted.",
        "每月需求量均为\(asked)，分配量均为\(granted)。")
      : say(
        " In \(month), the worst month, \(asked) are asked for and \(granted) granted.",
        "最紧的月份为\(month)，需求量为\(asked)，分配量为\(granted)。")
    if let gain = bottlenecks.gain(first) {
      text +=
        gain.isUndecided
        ? say(
          " One more of it has no clear effect on the number of firm targets met.",
          "增加1个单位对完成的刚性目标项数没有显著作用。")
        : say(
          " One more of it in every month changes the number of firm targets met by \(Digits.numberDifference(gain)).",
          gain.value > 0
            ? "每月增加1个单位，平均可多完成\(unsigned(gain))项刚性目标。" : "每月增加1个单位，平均反而少完成\(unsigned(gain))项刚性目标。")
    }
    return text
  }

  private func unsigned(_ difference: Estimate) -> String {
    var figure = Digits.numberDifference(difference)
    figure.isSigned = false
    return figure.text.replacing("-", with: "")
  }

  func price(_ estimate: Estimate?) -> Table.Cell {
    guard let estimate else { return .figure(nil) }
    let data = JSON.estimate(estimate, level: bottlenecks.confidence.eachLevel)
    let scaled = estimate.scaled(by: 1 / money.scale)
    if let figure = Digits.rate(scaled) { return .figure(figure, data: data) }
    let ends = [scaled.interval.lowerBound, scaled.interval.upperBound].map {
      Digits.exact($0, significant: 2)
    }
    return Table.Cell(.text(say.span((ends[0], ends[1]))), data: data)
  }

  /// The target that one more of a pool makes likelier most, by how many points; whether more would help at all.
  func helped(_ load: PoolLoad) -> String {
    let best = zip(bottlenecks.scenario.targets, load.targets)
      .map { (target: $0, difference: bottlenecks.difference($1)) }
      .filter { $0.difference.interval.lowerBound > 0 }
      .max { $0.difference.value < $1.difference.value }
    if let best {
      return say.name(best.target) + say(" ", " ") + Digits.points(best.difference).text
    }
    return load.waited.count == 0 ? say("nobody waits", "无等待") : say("no clear effect", "作用不显著")
  }

  var pools: Table {
    let hasCosts = bottlenecks.pools.contains { $0.cost != nil }
    return Catalogue.pools(bottlenecks).table(
      "bottlenecks", say("Where it is tight", "资源瓶颈"),
      note: hasCosts && !money.name.isEmpty
        ? say("Costs in \(money.name).", "成本单位：\(money.name)。") : nil, in: .table,
      bottlenecks.pools.map { PoolRow(load: $0) },
      without: Set(
        (hasCosts ? [] : ["cost_per_target"])
          + (bottlenecks.pools.contains { !$0.bars.isEmpty } ? [] : ["by_month"])), say)
  }

  /// Every month of every pool, for the workbook.
  var months: Table {
    Catalogue.poolMonths(bottlenecks).table(
      "load", say("Load by month", "逐月使用情况"), in: .workbook, bottlenecks.monthRows, say)
  }
}
