/// A measure made of others whose actual is known; see ``LeafAnchor``.
final class SeriesAnchor {
  private let values: [Int: Double]
  private let last: Int
  /// Whether it never falls, so that months between two actuals lie between them.
  private let grows: Bool
  /// No more than this can be counted.
  private let most: Double
  /// What was read in the month of the last actual, by trial, and of a share what was below its line.
  private let reads = Flat(repeating: 0.0, count: Reader.width)
  private let divisors = Flat(repeating: 1.0, count: Reader.width)

  init(_ values: [Int: Double], grows: Bool, most: Double) {
    self.values = values
    self.grows = grows
    self.most = most
    last = values.keys.max() ?? 0
  }

  deinit {
    reads.deallocate()
    divisors.deallocate()
  }

  /// The measure in some trials at a month's end; months are taken in order.
  ///
  /// After the last actual what stands above the line of a share moves on by as much as in the trial, as any flow does:
  /// the share itself moves the less, the more stands below.
  ///
  /// - Parameter divisor: Of a share, what stands below its line.
  func hold(
    _ column: UnsafePointer<Double>, dividedBy divisor: UnsafePointer<Double>?, month: Int,
    count: Int, room: UnsafeMutablePointer<Double>
  ) -> UnsafePointer<Double> {
    if let value = values[month] {
      for trial in 0..<count {
        if month == last {
          reads[trial] = column[trial]
          divisors[trial] = divisor?[trial] ?? 1
        }
        room[trial] = value
      }
      return UnsafePointer(room)
    }
    if month > last {
      let actual = values[last] ?? 0
      for trial in 0..<count {
        let read = reads[trial]
        guard (actual - read).isFinite else {
          room[trial] = column[trial]
          continue
        }
        if let divisor {
          room[trial] = column[trial] + (actual - read) * (divisors[trial] / divisor[trial])
        } else {
          room[trial] = LeafAnchor.moved(column[trial], from: read, to: actual, most: most)
        }
      }
      return UnsafePointer(room)
    }
    guard grows else { return column }
    let least = values.filter { $0.key < month }.map(\.value).max() ?? -.infinity
    let most = values.filter { $0.key > month }.map(\.value).min() ?? .infinity
    for trial in 0..<count { room[trial] = min(max(column[trial], least), max(least, most)) }
    return UnsafePointer(room)
  }
}

extension Plan {
  /// Measures made of others whose actuals are known, by series.
  func anchors(_ layout: PastLayout?) -> [Int: SeriesAnchor] {
    guard let layout, !layout.combined.isEmpty else { return [:] }
    var anchors: [Int: SeriesAnchor] = [:]
    for (target, record) in zip(scenario.targets, targets) {
      guard let values = layout.combined[target.measure] else { continue }
      anchors[Int(record.series)] = SeriesAnchor(
        values, grows: target.measure.onlyGrows, most: most(of: target.measure))
    }
    return anchors
  }
}
