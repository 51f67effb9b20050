import Sampling
import Testing

@testable import Buildout

/// What a reading is taken to vary as.
@Suite struct FitTests {
  private let scores = (0..<400).map { Double($0 % 21 - 10) / 5 }

  @Test func whatGrowsByPartsOfItselfVariesAsItsSquare() {
    let y = scores.enumerated().map { Elementary.exp(3 + 0.8 * $1) * (0.6 + 0.2 * Double($0 % 5)) }
    let fit = GeneralisedFit.fit(y, [scores], units: nil)
    #expect(fit.family.variance == .square)
    #expect((fit.coefficients[0] - 0.8).magnitude < 0.05)
  }

  /// The homes of projects of which often none is begun: 0 in a quarter of the trials. If they varied as their square,
  /// a reading of 0 would be infinitely unlikely, and would teach whatever makes it less so.
  @Test func whatIsOftenZeroDoesNot() {
    let y = scores.enumerated().map { index, score in
      index % 4 == 0 ? 0 : Elementary.exp(3 + 0.8 * score) * (0.6 + 0.2 * Double(index % 5))
    }
    #expect(GeneralisedFit.fit(y, [scores], units: nil).family.variance == .mean)
  }

  /// Units of which few trials have any, and what followed on them in two trials of four thousand: a whole step of
  /// Newton's method goes beyond all bounds there, and the next one further.
  @Test func whatSeldomCameLeavesTheOtherSlopesAlone() {
    let scores = (0..<4000).map { Double($0 * 37 % 401 - 200) / 80 }
    var follows = scores.map { _ in 0.0 }
    let y = scores.enumerated().map { index, score in
      let isAny = index % 25 == 0 && score > 0
      return isAny ? (score * 3).rounded() : 0
    }
    for index in [75, 2025] { follows[index] = 6 }
    let mean = follows.reduce(0, +) / 4000
    let fit = GeneralisedFit.fit(
      y, [scores, follows.map { $0 - mean }], units: scores.map { _ in 24 })
    #expect(fit.isFinite && fit.intercept > -12 && fit.dispersion < 100, "\(fit)")
    let alone = GeneralisedFit.fit(y, [scores], units: scores.map { _ in 24 })
    #expect((fit.coefficients[0] - alone.coefficients[0]).magnitude < 0.1, "\(fit), \(alone)")
  }

  /// Normal scores have a mean square of 1 whatever the residuals are, with many equal ones too.
  @Test func residualsLieOutAsFarAsTheyAreSeldom() {
    for residuals in [scores, scores.map { max(0, $0 * $0 * $0 - 2) }, scores.map { _ in 3.0 }] {
      let ranks = ResidualRanks(residuals, ResidualRanks.moments(residuals.count))
      var sums = residuals.map { _ in 0.0 }
      ranks.addSquares(to: &sums)
      #expect((sums.reduce(0, +) / Double(sums.count) - 1).magnitude < 1e-9)
    }
    // What one trial in twenty-five has lies some 1.8 deviations out, though it is ten deviations by itself.
    let seldom = ResidualRanks(
      (0..<1000).map { $0 % 25 == 0 ? 10 + Double($0) / 1e6 : -0.1 }, ResidualRanks.moments(1000))
    #expect(seldom.square(of: 10).squareRoot() > 1.7 && seldom.square(of: 10).squareRoot() < 1.9)
    // Beyond all trials it grows as the residual does.
    let most = seldom.square(of: 10.1)
    #expect((seldom.square(of: 20.2) - 4 * most).magnitude < 0.1 * most)
    #expect(seldom.square(of: -0.1) < 1)
  }
}
