extension Tally.Counts {
  mutating func merge(_ other: Tally.Counts) {
    trials += other.trials
    for index in series.indices { series[index].merge(other.series[index]) }
    joint.add(other.joint)
    metCounts.add(other.metCounts)
  }

  /// Keeps of the histograms only what a forecast reads; nothing can be counted any more.
  mutating func condense() {
    for index in series.indices {
      for month in series[index].histograms.indices {
        series[index].histograms[month] = series[index].histograms[month].condensed
      }
    }
  }

  func pack(into writer: inout PackedWriter) {
    for series in series { series.pack(into: &writer) }
    for met in joint { writer.write(met, .joint) }
    for count in metCounts { writer.write(count, .metCounts) }
  }

  /// Reads what was packed of the same plan.
  mutating func restore(
    _ reader: inout PackedReader, _ ranges: TrialRanges
  ) throws(DamagedPartial) {
    trials = ranges.count
    for index in series.indices { try series[index].restore(&reader, ranges) }
    try joint.restore(&reader, .joint, atMost: trials)
    try metCounts.restore(&reader, .metCounts, atMost: trials)
    guard metCounts.reduce(0, +) == trials else { throw DamagedPartial() }
  }
}

extension SeriesTally.Counts {
  mutating func merge(_ other: SeriesTally.Counts) {
    for month in histograms.indices { histograms[month].merge(other.histograms[month]) }
    for index in targets.indices { targets[index].merge(other.targets[index]) }
  }

  func pack(into writer: inout PackedWriter) {
    for histogram in histograms { histogram.pack(into: &writer) }
    for target in targets { target.pack(into: &writer) }
  }

  mutating func restore(
    _ reader: inout PackedReader, _ ranges: TrialRanges
  ) throws(DamagedPartial) {
    for month in histograms.indices {
      histograms[month] = try Histogram(&reader, trials: ranges.count)
    }
    for index in targets.indices { try targets[index].restore(&reader, ranges) }
  }
}

extension TargetTally.Counts {
  mutating func merge(_ other: TargetTally.Counts) {
    met.add(other.met)
    behind.add(other.behind)
    newlyMet.add(other.newlyMet)
    moments = BlockMoments(nodes: moments.nodes + other.moments.nodes)
  }

  func pack(into writer: inout PackedWriter) {
    for count in met { writer.write(count, .met) }
    for count in behind { writer.write(count, .behind) }
    for count in newlyMet { writer.write(count, .reached) }
    writer.write(moments.nodes.count, .index)
    for node in moments.nodes { node.pack(into: &writer) }
  }

  mutating func restore(
    _ reader: inout PackedReader, _ ranges: TrialRanges
  ) throws(DamagedPartial) {
    try met.restore(&reader, .met, atMost: ranges.count)
    try behind.restore(&reader, .behind, atMost: ranges.count)
    try newlyMet.restore(&reader, .reached, atMost: ranges.count)
    let count = try reader.read(.index, atMost: ranges.count)
    var nodes: [BlockMoments.Node] = []
    var blocks = TrialRanges()
    for _ in 0..<count {
      let node = try BlockMoments.Node(&reader, trials: ranges.count)
      guard nodes.last.map({ $0.blocks.upperBound <= node.blocks.lowerBound }) ?? true else {
        throw DamagedPartial()
      }
      blocks.append(node.blocks)
      nodes.append(node)
    }
    guard blocks == ranges.blocks else { throw DamagedPartial() }
    moments = BlockMoments(nodes: nodes)
    // No two of them would have stood apart. Their numbers may be no numbers, which equal nothing.
    guard moments.nodes.map(\.blocks) == nodes.map(\.blocks) else { throw DamagedPartial() }
  }
}

extension BlockMoments.Node {
  func pack(into writer: inout PackedWriter) {
    writer.write(level, .level)
    writer.write(index, .index)
    for moments in [atDue, shortfall] {
      writer.write(moments.count, .momentCount)
      writer.write(moments.mean)
      writer.write(moments.squares)
    }
  }

  init(_ reader: inout PackedReader, trials: Int) throws(DamagedPartial) {
    let most = RunSettings.allowedTrials.upperBound
    level = try reader.read(.level, atMost: 32)
    index = try reader.read(.index, atMost: most >> level)
    atDue = try Moments(&reader, trials: trials)
    shortfall = try Moments(&reader, trials: trials)
  }
}

extension Moments {
  init(_ reader: inout PackedReader, trials: Int) throws(DamagedPartial) {
    self.init(
      count: try reader.read(.momentCount, atMost: trials), mean: try reader.readDouble(),
      squares: try reader.readDouble())
  }
}

extension TrialRanges {
  /// The same in blocks.
  fileprivate var blocks: TrialRanges {
    ranges.reduce(into: TrialRanges()) { blocks, range in
      let end = (range.upperBound + Block.size - 1) / Block.size
      blocks.append(range.lowerBound / Block.size..<end)
    }
  }
}

extension [Int] {
  /// Adds numbers at the same indices.
  mutating func add(_ others: [Int]) { for index in indices { self[index] += others[index] } }

  /// Reads as many numbers as it has.
  mutating func restore(
    _ reader: inout PackedReader, _ field: PackedField, atMost most: Int
  ) throws(DamagedPartial) {
    for index in indices { self[index] = try reader.read(field, atMost: most) }
  }
}
