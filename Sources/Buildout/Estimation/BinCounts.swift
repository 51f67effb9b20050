import CCache

/// How often each of some whole numbers was counted.
///
/// Numbers are kept in pages of 32, which are made where something is counted, and a count takes one
/// byte until one of them needs two, or four. So what is near together takes little memory, and what
/// lies far apart no more than its pages.
struct BinCounts: Sendable {
  private static let pageBits = 5
  private static let pageSize = 1 << pageBits

  /// The page that ``directory`` begins with.
  private var firstPage = 0
  /// By page, 1 more than its index among the pages made; 0 where there is none.
  private var directory: [UInt16] = []
  /// The pages made, one after another.
  private var bytes: [UInt8] = []
  /// Bytes of a count: 1, 2 or 4.
  private var width = 1
  /// Bytes of all counts: to ask the array would be to wait for its memory.
  private var filled = 0

  /// Counts numbers, each shifted right by so many bits.
  ///
  /// - Parameters:
  ///   - low: No number is less.
  ///   - high: No number is greater.
  mutating func count(_ keys: UnsafeBufferPointer<Int>, by shift: Int, low: Int, high: Int) {
    guard !keys.isEmpty else { return }
    let page = shift + BinCounts.pageBits
    cover(low >> page, high >> page)
    var done = 0
    while done < keys.count {
      switch width {
      case 1: done = count(keys, shift, from: done, as: UInt8.self)
      case 2: done = count(keys, shift, from: done, as: UInt16.self)
      default: done = count(keys, shift, from: done, as: UInt32.self)
      }
      guard done < keys.count else { return }
      let missing = (keys[done] >> page) - firstPage
      if directory[missing] == 0 { makePage(missing) } else { widen() }
    }
  }

  /// Counts on until a page is missing or a count would need more bytes; returns how many numbers are
  /// counted.
  @inline(__always)
  private mutating func count<Number: FixedWidthInteger>(
    _ keys: UnsafeBufferPointer<Int>, _ shift: Int, from start: Int, as type: Number.Type
  ) -> Int {
    let firstPage = firstPage
    return directory.withUnsafeBufferPointer { directory in
      bytes.withUnsafeMutableBytes { bytes in
        // The directory covers every key, and its pages are within the bytes.
        let pages = directory.baseAddress.unsafelyUnwrapped
        guard let counts = bytes.bindMemory(to: type).baseAddress else { return start }
        let keys = UnsafeBufferPointer(rebasing: keys[start...])
        for index in 0..<keys.count {
          let key = keys[index] &>> shift
          let page = Int(pages[(key &>> BinCounts.pageBits) &- firstPage])
          if page == 0 { return start + index }
          let bin = counts + ((page &- 1) &<< BinCounts.pageBits | key & (BinCounts.pageSize - 1))
          if bin.pointee == .max { return start + index }
          bin.pointee &+= 1
        }
        return start + keys.count
      }
    }
  }

  /// Asks for the memory of the counts, so that it comes while something else is done.
  @inline(__always)
  mutating func fetch() {
    // Where arrays keep what is in them, behind a head of 32 bytes; to count a reference would be to wait for that.
    ccache_fetch(unsafeBitCast(directory, to: UnsafeRawPointer.self), 128)
    ccache_fetch(unsafeBitCast(bytes, to: UnsafeRawPointer.self), 32 + filled)
  }

  /// Makes room in the directory.
  private mutating func cover(_ low: Int, _ high: Int) {
    guard !directory.isEmpty else {
      firstPage = low
      directory = Array(repeating: 0, count: high - low + 1)
      return
    }
    if low < firstPage {
      directory.insert(contentsOf: repeatElement(0, count: firstPage - low), at: 0)
      firstPage = low
    }
    let missing = high - firstPage + 1 - directory.count
    if missing > 0 { directory.append(contentsOf: repeatElement(0, count: missing)) }
  }

  private mutating func makePage(_ page: Int) {
    let size = BinCounts.pageSize * width
    // Memory that is doubled each time would be half empty in many thousands of these.
    if bytes.capacity < bytes.count + size { bytes.reserveCapacity(bytes.count * 9 / 8 + size) }
    bytes.append(contentsOf: repeatElement(0, count: size))
    directory[page] = UInt16(bytes.count / size)
    filled = bytes.count
  }

  private mutating func widen() {
    let old = bytes
    bytes = Array(repeating: 0, count: old.count * 2)
    for index in 0..<old.count / width { store(load(old, index, width), index, width * 2) }
    width *= 2
    filled = bytes.count
  }

  private func load(_ bytes: [UInt8], _ index: Int, _ width: Int) -> Int {
    bytes.withUnsafeBytes { bytes in
      switch width {
      case 1: Int(bytes[index])
      case 2: Int(bytes.load(fromByteOffset: index * 2, as: UInt16.self))
      default: Int(bytes.load(fromByteOffset: index * 4, as: UInt32.self))
      }
    }
  }

  private mutating func store(_ count: Int, _ index: Int, _ width: Int) {
    bytes.withUnsafeMutableBytes { bytes in
      if width == 2 {
        bytes.storeBytes(of: UInt16(count), toByteOffset: index * 2, as: UInt16.self)
      } else {
        bytes.storeBytes(of: UInt32(count), toByteOffset: index * 4, as: UInt32.self)
      }
    }
  }

  /// What was counted, the least number first.
  var occupied: [(key: Int, count: Int)] {
    var found: [(key: Int, count: Int)] = []
    found.reserveCapacity(filled / width)
    switch width {
    case 1: list(as: UInt8.self, into: &found)
    case 2: list(as: UInt16.self, into: &found)
    default: list(as: UInt32.self, into: &found)
    }
    return found
  }

  /// Adds what was counted to a list.
  @inline(__always)
  private func list<Number: FixedWidthInteger>(
    as type: Number.Type, into found: inout [(key: Int, count: Int)]
  ) {
    bytes.withUnsafeBytes { bytes in
      let counts = bytes.bindMemory(to: type)
      for (page, index) in directory.enumerated() where index > 0 {
        let first = (Int(index) - 1) << BinCounts.pageBits
        let key = (firstPage + page) << BinCounts.pageBits
        for bin in 0..<BinCounts.pageSize where counts[first + bin] > 0 {
          found.append((key + bin, Int(counts[first + bin])))
        }
      }
    }
  }

  /// The same counts with every number shifted right by so many bits.
  func coarser(by shift: Int) -> BinCounts {
    var sums: [(key: Int, count: Int)] = []
    for (key, count) in occupied {
      if sums.last?.key == key >> shift {
        sums[sums.count - 1].count += count
      } else {
        sums.append((key >> shift, count))
      }
    }
    return BinCounts(sums)
  }

  init() {}

  /// - Parameter sums: How often each number was counted, the least number first, none of them twice.
  init(_ sums: [(key: Int, count: Int)]) {
    guard let first = sums.first, let last = sums.last else { return }
    let most = sums.reduce(0) { max($0, $1.count) }
    width = most <= Int(UInt8.max) ? 1 : most <= Int(UInt16.max) ? 2 : 4
    cover(first.key >> BinCounts.pageBits, last.key >> BinCounts.pageBits)
    for (key, count) in sums {
      let page = (key >> BinCounts.pageBits) - firstPage
      if directory[page] == 0 { makePage(page) }
      let bin = (Int(directory[page]) - 1) << BinCounts.pageBits
      let index = bin | key & (BinCounts.pageSize - 1)
      if width == 1 { bytes[index] = UInt8(count) } else { store(count, index, width) }
    }
  }

  /// The counts of both.
  func merged(with other: BinCounts) -> BinCounts {
    let (mine, others) = (occupied, other.occupied)
    var sums: [(key: Int, count: Int)] = []
    sums.reserveCapacity(max(mine.count, others.count))
    var (index, next) = (0, 0)
    while index < mine.count || next < others.count {
      if next == others.count || index < mine.count && mine[index].key < others[next].key {
        sums.append(mine[index])
        index += 1
      } else if index == mine.count || others[next].key < mine[index].key {
        sums.append(others[next])
        next += 1
      } else {
        sums.append((mine[index].key, mine[index].count + others[next].count))
        index += 1
        next += 1
      }
    }
    return BinCounts(sums)
  }

  /// Bytes that it takes beside its own size.
  var size: Int { directory.capacity * 2 + bytes.capacity }
}
