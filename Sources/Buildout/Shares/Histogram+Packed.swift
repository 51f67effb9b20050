extension Histogram {
  /// Counts what another has counted as well. What comes of it is what one histogram of all values would be.
  mutating func merge(_ other: Histogram) {
    count += other.count
    infinite += other.infinite
    belowAll += other.belowAll
    undefined += other.undefined
    isWhole = isWhole && other.isWhole
    wholes = wholes.merged(with: other.wholes)
    positives.merge(other.positives)
    negatives.merge(other.negatives)
  }

  /// Values, whatever they are.
  var values: Int { total + undefined }

  func pack(into writer: inout PackedWriter) {
    for number in [infinite, belowAll, undefined] { writer.write(number, .apart) }
    writer.write(isWhole ? 1 : 0, .flag)
    wholes.pack(into: &writer, isSigned: true)
    positives.pack(into: &writer)
    negatives.pack(into: &writer)
  }

  /// - Parameter trials: How many values it must have.
  init(_ reader: inout PackedReader, trials: Int) throws(DamagedPartial) {
    infinite = try reader.read(.apart, atMost: trials)
    belowAll = try reader.read(.apart, atMost: trials)
    undefined = try reader.read(.apart, atMost: trials)
    isWhole = try reader.read(.flag, atMost: 1) == 1
    let limit = Int(Histogram.wholeLimit)
    wholes = try BinCounts(&reader, keys: 1 - limit...limit - 1, trials: trials)
    positives = try Magnitudes(&reader, trials: trials)
    negatives = try Magnitudes(&reader, trials: trials)
    count = wholes.sum + positives.bins.sum + negatives.bins.sum
    guard values == trials else { throw DamagedPartial() }
  }
}

extension Histogram.Magnitudes {
  /// The bits of the greatest finite value.
  private static let greatestBits = Int(Double.greatestFiniteMagnitude.bitPattern)

  mutating func merge(_ other: Histogram.Magnitudes) {
    guard other.greatest > 0 else { return }
    guard greatest > 0 else { return self = other }
    least = min(least, other.least)
    greatest = max(greatest, other.greatest)
    var other = other
    coarsen(toAtLeast: other.shift)
    if shift > other.shift { other.bins = other.bins.coarser(by: shift - other.shift) }
    bins = bins.merged(with: other.bins)
    if let mine = different, let others = other.different {
      let all = Set(mine).union(others)
      different = all.count <= Histogram.few ? all.sorted() : nil
    } else {
      different = nil
    }
  }

  /// The bits that are not looked at.
  var mask: Int { 1 << shift - 1 }

  func pack(into writer: inout PackedWriter) {
    bins.pack(into: &writer, isSigned: false)
    guard greatest > 0 else { return }
    writer.write(shift, .shift)
    // The first and the last bin say the rest.
    writer.write(least & mask, .bits)
    writer.write(mask - greatest & mask, .bits)
    guard let different else { return writer.write(0, .different) }
    writer.write(different.count, .different)
    var last = least
    for bits in different {
      writer.write(bits - last, .bits)
      last = bits
    }
  }

  init(_ reader: inout PackedReader, trials: Int) throws(DamagedPartial) {
    bins = try BinCounts(&reader, keys: 0...Self.greatestBits, trials: trials)
    let keys = bins.ends
    guard let keys else { return }
    shift = try reader.read(.shift, atMost: Histogram.widestShift)
    guard keys.last <= Self.greatestBits >> shift else { throw DamagedPartial() }
    least = try keys.first << shift | reader.read(.bits, atMost: mask)
    greatest = try keys.last << shift | (mask - reader.read(.bits, atMost: mask))
    guard (1...Self.greatestBits).contains(greatest), least <= greatest,
      keys.last - keys.first < Histogram.fineBins || shift == Histogram.widestShift
    else { throw DamagedPartial() }
    let count = try reader.read(.different, atMost: Histogram.few)
    guard count > 0 else {
      different = nil
      return
    }
    var known: [Int] = []
    var last = least
    for _ in 0..<count {
      last += try reader.read(.bits, atMost: greatest - last)
      known.append(last)
    }
    different = known
  }
}

extension BinCounts {
  /// How often anything was counted.
  var sum: Int { occupied.reduce(0) { $0 + $1.count } }

  /// The least and the greatest number counted.
  var ends: (first: Int, last: Int)? {
    let all = occupied
    guard let first = all.first, let last = all.last else { return nil }
    return (first.key, last.key)
  }

  /// - Parameter isSigned: Whether numbers below 0 may be counted.
  func pack(into writer: inout PackedWriter, isSigned: Bool) {
    let all = occupied
    writer.write(all.count, .binCount)
    var last: Int?
    for (key, count) in all {
      if let last {
        writer.write(key - last - 1, .gap)
      } else if isSigned {
        writer.write(signed: key, .firstKey)
      } else {
        writer.write(key, .bits)
      }
      writer.write(count, .count)
      last = key
    }
  }

  /// - Parameters:
  ///   - keys: What may have been counted.
  ///   - trials: How often at most.
  init(
    _ reader: inout PackedReader, keys: ClosedRange<Int>, trials: Int
  ) throws(DamagedPartial) {
    let count = try reader.read(.binCount, atMost: min(trials, keys.count))
    var sums: [(key: Int, count: Int)] = []
    var left = trials
    for index in 0..<count {
      let key: Int
      if index == 0 {
        key =
          keys.lowerBound < 0
          ? try reader.read(signed: .firstKey, atMost: keys.upperBound)
          : try reader.read(.bits, atMost: keys.upperBound)
        guard keys.contains(key) else { throw DamagedPartial() }
      } else {
        let last = sums[index - 1].key
        // A page is counted in 16 bits.
        guard last < keys.upperBound else { throw DamagedPartial() }
        key = last + 1 + (try reader.read(.gap, atMost: keys.upperBound - last - 1))
      }
      let number = try reader.read(.count, atMost: left)
      guard number > 0, key - (sums.first?.key ?? key) < BinCounts.widest else {
        throw DamagedPartial()
      }
      left -= number
      sums.append((key, number))
    }
    self.init(sums)
  }

  /// Numbers that lie further apart are in no histogram.
  private static let widest = 1 << 21
}
