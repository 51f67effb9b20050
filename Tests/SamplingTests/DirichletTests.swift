import TestSupport
import Testing

@testable import Sampling

@Suite struct DirichletTests {
  static let trials: UInt32 = Proof.isLong ? 400_000 : 20_000

  /// Ordinary alphas, all small, all tiny, a tiny one beside a large one, the largest, and many.
  @Test(
    "Each share is a beta variate of its alpha and the others' sum, and all add up to 1",
    arguments: [
      [8, 1, 0.5], [0.0005, 0.0005], [0.003, 0.002, 0.001], [1e-6, 3e-6], [0.02, 0.05, 0.01],
      [1e-6, 5], [35e6, 20e6], [1e15, 2.5e14], Array(repeating: 0.01, count: 200), [1],
    ])
  func marginals(alphas: [Double]) throws {
    let distribution = try Dirichlet(alphas: alphas)
    let generator = Generator(seed: 12)
    let total = alphas.reduce(0, +)
    let count = Double(Self.trials)
    var shares = alphas.map { _ in 0.0 }
    var sum = 0.0
    var squares = 0.0
    let points = [1e-12, 1e-3, 0.25, 0.5, 0.9, 0.999, 1 - 1e-12]
    var below = points.map { _ in 0.0 }
    for trial in 0..<Self.trials {
      generator.select(trial: trial, StreamKey(entity: 1, purpose: .level))
      shares.withUnsafeMutableBufferPointer { distribution.draw(generator, into: $0) }
      #expect(isClose(shares.reduce(0, +), 1, relative: 1e-12))
      let share = shares[0]
      sum += share
      squares += (share - distribution.mean[0]) * (share - distribution.mean[0])
      for (index, point) in points.enumerated() where share <= point { below[index] += 1 }
    }
    guard alphas.count > 1 else {
      #expect(sum == count)
      return
    }
    let mean = alphas[0] / total
    let variance = mean * (1 - mean) / (1 + total)
    #expect((sum / count - mean).magnitude <= Proof.band * (variance / count).squareRoot())
    // A squared distance lies below 1, so its variance is at most its mean.
    #expect(
      (squares / count - variance).magnitude <= Proof.band * (variance / count).squareRoot())
    for (index, point) in points.enumerated() {
      let p = Special.betaCDF(point, alphas[0], total - alphas[0])
      // Where fewer than ten trials are expected on a side, the count is Poisson rather than normal.
      let error = max(p * (1 - p) / count, 4 / (count * count)).squareRoot()
      #expect((below[index] / count - p).magnitude <= Proof.band * error, "at \(point)")
    }
  }

  @Test func alphasAreChecked() {
    for alphas in [[], [1, 0], [1, -1], [1, .nan], [1, .infinity], [1e16], [1e-7]] as [[Double]] {
      #expect(throws: DistributionError.self) { try Dirichlet(alphas: alphas) }
    }
  }
}
