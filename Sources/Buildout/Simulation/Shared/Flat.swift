/// A fixed-size buffer of trivial values on the heap: what the simulator's loops read and write.
///
/// A copy shares the memory; whoever allocated it deallocates it, once. Indices are checked in debug
/// builds only.
struct Flat<Element: BitwiseCopyable>: @unchecked Sendable {
  let base: UnsafeMutablePointer<Element>
  let count: Int

  init(repeating value: Element, count: Int) {
    base = Flat.room(count)
    base.initialize(repeating: value, count: count)
    self.count = count
  }

  init(base: UnsafeMutablePointer<Element>, count: Int) {
    self.base = base
    self.count = count
  }

  /// A copy with room for more, which has no values yet.
  init(copying other: Flat, capacity: Int) {
    base = Flat.room(capacity)
    base.initialize(from: other.base, count: other.count)
    count = capacity
  }

  init(_ elements: [Element]) {
    base = Flat.room(elements.count)
    base.initialize(from: elements, count: elements.count)
    count = elements.count
  }

  /// Memory that begins with a line of the processor's cache, so that eight numbers in it are one.
  private static func room(_ count: Int) -> UnsafeMutablePointer<Element> {
    UnsafeMutableRawPointer.allocate(
      byteCount: max(1, count) * MemoryLayout<Element>.stride,
      alignment: max(64, MemoryLayout<Element>.alignment)
    ).bindMemory(to: Element.self, capacity: max(1, count))
  }

  @inline(__always)
  subscript(_ index: Int) -> Element {
    unsafeAddress {
      assert(index >= 0 && index < count, "index outside the buffer")
      return UnsafePointer(base + index)
    }
    nonmutating unsafeMutableAddress {
      assert(index >= 0 && index < count, "index outside the buffer")
      return base + index
    }
  }

  var buffer: UnsafeMutableBufferPointer<Element> { .init(start: base, count: count) }

  func fill(_ value: Element) { base.update(repeating: value, count: count) }

  func deallocate() { base.deallocate() }

  /// A copy with room for more, freeing this one.
  func grown(to capacity: Int, filling value: Element) -> Flat {
    let larger = Flat(repeating: value, count: capacity)
    larger.base.update(from: base, count: count)
    deallocate()
    return larger
  }
}

/// Owns buffers that live and die together, so that whoever uses them need not list them.
final class Memory: @unchecked Sendable {
  private var owned: [UnsafeMutableRawPointer] = []

  func flat<Element>(_ elements: [Element]) -> Flat<Element> {
    own(Flat(elements))
  }

  func flat<Element>(repeating value: Element, count: Int) -> Flat<Element> {
    own(Flat(repeating: value, count: count))
  }

  private func own<Element>(_ buffer: Flat<Element>) -> Flat<Element> {
    owned.append(UnsafeMutableRawPointer(buffer.base))
    return buffer
  }

  deinit {
    for buffer in owned { buffer.deallocate() }
  }
}
