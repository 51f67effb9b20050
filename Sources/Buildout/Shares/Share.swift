/// One of the equal parts into which the blocks of a run are cut, so that several machines have something to do.
public struct Share: Hashable, Sendable, CustomStringConvertible {
  /// So many shares a run may be cut into.
  public static let allowedCount = 1...100_000

  /// Which of them it is, from 1.
  public let number: Int
  /// How many there are.
  public let count: Int

  /// - Returns: Nil where there is no such share.
  public init?(_ number: Int, of count: Int) {
    guard Share.allowedCount.contains(count), (1...count).contains(number) else { return nil }
    self.number = number
    self.count = count
  }

  /// As a command line has it, such as `3/64`.
  public var description: String { "\(number)/\(count)" }

  /// The numbers of its trials: whole blocks, and what there is of the last. A share of a run that has fewer blocks
  /// than shares may have none.
  ///
  /// - Parameter trials: Of the whole run, in ``RunSettings/allowedTrials``.
  public func trials(of trials: Int) -> Range<Int> {
    let blocks = (trials + Block.size - 1) / Block.size
    func end(_ share: Int) -> Int { min(trials, share * blocks / count * Block.size) }
    return end(number - 1)..<end(number)
  }

  /// The trials of a block, of which a whole number makes up a share; only a run's last block may be shorter.
  public static let blockSize = Block.size
}
