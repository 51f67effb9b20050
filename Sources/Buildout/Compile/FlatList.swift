/// A list of trivial values that grows while a plan is compiled, at an address that its users may keep: its copies
/// share the memory, and the last of them frees it.
struct FlatList<Element: BitwiseCopyable>: RandomAccessCollection, ExpressibleByArrayLiteral,
  @unchecked Sendable
{
  private final class Home {
    let room: Flat<Element>

    init(_ room: Flat<Element>) { self.room = room }

    deinit { room.deallocate() }
  }

  private var home: Home
  /// The elements, without a count of references.
  private(set) var flat: Flat<Element>

  init(arrayLiteral elements: Element...) {
    home = Home(Flat(elements))
    flat = home.room
  }

  /// The same in memory of its own.
  init(copying other: FlatList) {
    home = Home(Flat(copying: other.flat, capacity: other.count))
    flat = home.room
  }

  var startIndex: Int { 0 }
  var endIndex: Int { flat.count }

  subscript(_ index: Int) -> Element {
    get {
      precondition(indices.contains(index), "index outside the list")
      return flat[index]
    }
    _modify {
      precondition(indices.contains(index), "index outside the list")
      move(to: home.room.count)
      yield &flat[index]
    }
  }

  mutating func append(_ element: Element) {
    move(to: count < home.room.count ? home.room.count : Swift.max(8, 2 * count))
    (flat.base + count).initialize(to: element)
    flat = Flat(base: flat.base, count: count + 1)
  }

  static func += (list: inout FlatList, elements: some Sequence<Element>) {
    for element in elements { list.append(element) }
  }

  /// Gives the list memory of its own with so much room, unless it has it.
  private mutating func move(to capacity: Int) {
    if capacity == home.room.count, isKnownUniquelyReferenced(&home) { return }
    let count = count
    home = Home(Flat(copying: flat, capacity: capacity))
    flat = Flat(base: home.room.base, count: count)
  }
}
