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
}
