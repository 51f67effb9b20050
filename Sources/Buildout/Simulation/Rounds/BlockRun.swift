/// Consecutive trials simulated together.
///
/// What a block holds after ``run(number:count:)`` depends on what it was made from and the block's
/// number alone.
protocol TrialBlock: AnyObject, Sendable {
  var number: Int { get }
  /// What overflowed in the first of its trials in which anything did; the block is useless then.
  var overflow: TrialOverflow? { get }
  func run(number: Int, count: Int)
}

extension RunSettings {
  /// Runs blocks side by side and hands them over in the order of their numbers, until `absorb`
  /// returns false or all are done.
  ///
  /// - Parameters:
  ///   - wanted: The trials to simulate, from the beginning of a block; nil for all.
  ///   - make: A block to use, and use again.
  func simulate<Work: TrialBlock>(
    trials wanted: Range<Int>? = nil, _ make: () -> Work, absorb: (Work) throws -> Bool
  ) async throws {
    let wanted = wanted ?? 0..<trials
    let blocks = (wanted.upperBound + Block.size - 1) / Block.size
    try await withThrowingTaskGroup(of: Work.self) { group in
      var next = wanted.lowerBound / Block.size
      var awaited = next
      var inFlight = 0
      var idle: [Work] = []
      /// Finished out of turn.
      var finished: [Work] = []

      func submit() {
        // A slow block must not let the others run ahead without bound.
        while inFlight < threads, inFlight + finished.count < 2 * threads, next < blocks {
          let block = idle.popLast() ?? make()
          let number = next
          let size = min(Block.size, wanted.upperBound - number * Block.size)
          group.addTask {
            block.run(number: number, count: size)
            try Task.checkCancellation()
            return block
          }
          next += 1
          inFlight += 1
        }
      }

      submit()
      while let block = try await group.next() {
        inFlight -= 1
        finished.append(block)
        // Others work on while blocks are absorbed; a single thread does one thing at a time.
        if threads > 1 { submit() }
        while let index = finished.firstIndex(where: { $0.number == awaited }) {
          let block = finished.remove(at: index)
          if let overflow = block.overflow { throw overflow }
          guard try absorb(block) else {
            group.cancelAll()
            return
          }
          awaited += 1
          idle.append(block)
        }
        submit()
      }
    }
  }
}
