import Buildout
import Testing

@Suite struct PairedProportionTests {
  /// Fagerland, Lydersen and Laake (2014), doi:10.1002/sim.6148, on 21 children examined before and
  /// after a transplantation: 1 worse, 7 better; Tango's interval is 0.026 to 0.517.
  @Test func publishedExample() {
    let pair = PairedProportion(onlyFirst: 1, onlySecond: 7, both: 1, trials: 21)
    let interval = pair.interval(z: Proportion.z)
    #expect((pair.difference - 6.0 / 21).magnitude < 1e-15)
    #expect((interval.lowerBound - 0.026).magnitude < 5e-4)
    #expect((interval.upperBound - 0.517).magnitude < 5e-4)
  }

  /// From the definition: the likelihood maximised by golden section, in Python, for each difference.
  @Test(
    arguments: [
      (1, 7, 21, 0.02600303, 0.51723227), (7, 1, 21, -0.51723227, -0.02600303),
      (0, 0, 50, -0.07134760, 0.07134760), (0, 3, 1000, -0.00083824, 0.00878301),
      (25, 40, 10_000, -0.00008259, 0.00316481),
    ])
  func definition(only: Int, second: Int, trials: Int, low: Double, high: Double) {
    let pair = PairedProportion(onlyFirst: only, onlySecond: second, both: 0, trials: trials)
    let interval = pair.interval(z: Proportion.z)
    #expect((interval.lowerBound - low).magnitude < 1e-7)
    #expect((interval.upperBound - high).magnitude < 1e-7)
  }

  @Test func endsStayWithinOne() {
    let worse = PairedProportion(onlyFirst: 40, onlySecond: 0, both: 0, trials: 40)
    let better = PairedProportion(onlyFirst: 0, onlySecond: 40, both: 0, trials: 40)
    #expect(worse.interval(z: 3).lowerBound == -1)
    #expect(better.interval(z: 3).upperBound == 1)
    #expect(worse.interval(z: 3).upperBound < 0)
    #expect(better.interval(z: 3).lowerBound > 0)
  }

  /// Šidák (1967): ten statements at 95 % together need 1 - 0.95^(1/10) = 0.51162 % each; the normal
  /// quantile is Python's, `NormalDist().inv_cdf((1 + 0.95**0.1) / 2)`.
  @Test func simultaneousStatements() {
    let ten = Confidence(statements: 10)
    #expect((1 - ten.eachLevel - 0.005116196891823743).magnitude < 1e-12)
    #expect((ten.z - 2.7996252193010864).magnitude < 1e-9)
    #expect((Confidence().z - 1.959963984540054).magnitude < 1e-12)
  }
}
