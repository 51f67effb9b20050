/// Moments of a target when due, kept so that what they come to does not depend on how a run was cut.
///
/// Sums of numbers with a point depend on the order in which they are taken. So blocks are merged in one order
/// alone: two neighbours whose numbers differ in the last binary digit become one node, two such nodes the next,
/// and so on, as in a tournament; what has no partner yet waits. What waits in the end is merged from the first to
/// the last. Whoever has a part of the blocks keeps the few nodes that it has whole, and all parts together come to
/// the nodes of a run that was not cut.
struct BlockMoments: Sendable, Hashable {
  /// Blocks `index << level` and as many more as a power of two names.
  struct Node: Sendable, Hashable {
    let level: Int
    let index: Int
    var atDue: Moments
    var shortfall: Moments

    /// The numbers of its blocks.
    var blocks: Range<Int> { index << level..<(index + 1) << level }

    /// What it has in common with its neighbour; nil unless the two make one.
    fileprivate func joined(with next: Node) -> Node? {
      guard level == next.level, index & 1 == 0, next.index == index + 1 else { return nil }
      var (atDue, shortfall) = (atDue, shortfall)
      atDue.merge(next.atDue)
      shortfall.merge(next.shortfall)
      return Node(level: level + 1, index: index >> 1, atDue: atDue, shortfall: shortfall)
    }
  }

  /// What has no partner yet, in the order of the blocks.
  private(set) var nodes: [Node] = []

  init() {}

  /// Puts together what was kept of parts of the blocks, none of them twice.
  init(nodes: [Node]) {
    for node in nodes.sorted(by: { $0.blocks.lowerBound < $1.blocks.lowerBound }) { append(node) }
  }

  /// Takes in a block that comes after all that are there.
  mutating func append(block: Int, atDue: Moments, shortfall: Moments) {
    append(Node(level: 0, index: block, atDue: atDue, shortfall: shortfall))
  }

  private mutating func append(_ node: Node) {
    var node = node
    while let joined = nodes.last?.joined(with: node) {
      nodes.removeLast()
      node = joined
    }
    nodes.append(node)
  }

  /// Of the measure when due.
  var atDue: Moments { sum(\.atDue) }

  /// Of what is missing to the target when due.
  var shortfall: Moments { sum(\.shortfall) }

  private func sum(_ part: KeyPath<Node, Moments>) -> Moments {
    guard var sum = nodes.first?[keyPath: part] else { return Moments() }
    for node in nodes.dropFirst() { sum.merge(node[keyPath: part]) }
    return sum
  }
}
