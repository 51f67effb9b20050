extension Histogram {
  /// Further from a quantile than so many standard errors, no quantile of all shares lies: where shares are drawn from
  /// one distribution, it happens in one of 10¹³ histograms.
  private static let errors = 8.0
  /// Fewer values than this hardly take less room without bins.
  private static let condensable = 2048

  /// The same for whoever reads the quantiles of ``SeriesTally/levels`` of this and of other shares put together.
  ///
  /// Each bin in which one of them can lie is kept. Of bins between, only the sum is kept, as the count of one of them,
  /// so that the ranks of those kept are what they were.
  var condensed: Histogram {
    // Where few values are different, each is known to its last digit and takes hardly any room.
    let known = [positives, negatives].filter { $0.greatest > 0 }
    guard total >= Histogram.condensable, known.allSatisfy({ $0.different == nil }) else {
      return self
    }
    let kept = Kept(SeriesTally.levels.compactMap(reach(of:)))
    var condensed = self
    condensed.wholes = wholes.joined { kept.gap(at: Kept.step(of: Double($0))) }
    condensed.positives = positives.joined { kept.gap(at: $0) }
    condensed.negatives = negatives.joined { kept.gap(at: -1 - $0) }
    return condensed
  }

  /// The steps in which a quantile of all shares can lie.
  private func reach(of level: Double) -> ClosedRange<Int>? {
    let n = Double(total)
    let reach = Histogram.errors * (n * level * (1 - level)).squareRoot() + 2
    var range: ClosedRange<Int>?
    var below = 0
    for segment in segments([]) {
      let (first, last) = (Double(below + 1), Double(below + segment.count))
      below += segment.count
      guard last >= n * level - reach, first <= n * level + reach else { continue }
      let end = Kept.step(of: segment.high)
      range = (range?.lowerBound ?? Kept.step(of: segment.low))...end
    }
    return range
  }

  /// Ranges of steps that are kept. A step is a bin of the widest kind, which holds whole bins of every other kind: so
  /// nothing moves over its ends when histograms with narrower bins are put together with those of wider ones.
  private struct Kept {
    /// The least first.
    let ranges: [ClosedRange<Int>]

    init(_ ranges: [ClosedRange<Int>]) { self.ranges = ranges }

    /// Between which of the ranges a step lies; nil where it is kept.
    func gap(at step: Int) -> Int? {
      ranges.contains { $0.contains(step) } ? nil : ranges.count { $0.upperBound < step }
    }

    static func step(of value: Double) -> Int {
      let step = Int(truncatingIfNeeded: value.magnitude.bitPattern) >> Histogram.widestShift
      return value < 0 ? -1 - step : step
    }

  }
}

extension Histogram.Magnitudes {
  /// The same with the counts of each gap in one bin; the least and the greatest value are known to their bins, where
  /// these lie in a gap.
  ///
  /// - Parameter gap: Which gap a step of magnitudes lies in; nil for one that is kept.
  fileprivate func joined(_ gap: (Int) -> Int?) -> Histogram.Magnitudes {
    guard greatest > 0 else { return self }
    let shift = shift
    func isApart(_ bits: Int) -> Bool { gap(bits >> Histogram.widestShift) != nil }
    var joined = self
    joined.bins = bins.joined { gap($0 >> (Histogram.widestShift - shift)) }
    if isApart(least) { joined.least = least & ~mask }
    if isApart(greatest) { joined.greatest = greatest | mask }
    return joined
  }
}

extension BinCounts {
  /// The same with the counts of each gap in the first of its bins. The first and the last of all bins stay.
  ///
  /// - Parameter gap: Which gap a number lies in; nil for one that is kept.
  fileprivate func joined(_ gap: (Int) -> Int?) -> BinCounts {
    var joined: [(key: Int, count: Int)] = []
    var open: Int?
    let all = occupied
    for (index, bin) in all.enumerated() {
      let gap = gap(bin.key)
      if let gap, gap == open, index < all.count - 1 {
        joined[joined.count - 1].count += bin.count
      } else {
        joined.append(bin)
      }
      open = gap
    }
    return BinCounts(joined)
  }
}
