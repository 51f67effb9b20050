import CGSL

/// A distribution flattened for the inner loop: a kind, six numbers and two pointers.
///
/// A sampler is a trivial value: copying it counts no references and drawing from it allocates
/// nothing. It owns nothing either; the ``Distribution`` it came from must outlive it.
///
/// A draw reads the generator's selected stream and nothing else. How many words it reads depends on
/// the values it meets, which is why every draw should have a stream of its own.
@frozen
public struct Sampler: @unchecked Sendable, BitwiseCopyable {
  @frozen @usableFromInline
  enum Kind: UInt8 {
    case constant, uniform, triangular, beta, smallBeta, normal, truncatedNormal
    case lognormal, gamma, smallGamma, exponential, weibull, studentT
    case poisson, binomial, negativeBinomial, geometric, bernoulli, table, resample
  }

  @usableFromInline let kind: Kind
  // What the four numbers mean is known in the distribution's own file, which writes and reads them.
  @usableFromInline let a, b, c, d: Double
  /// No value lies beyond these, where rounding alone may take it there.
  @usableFromInline let lower, upper: Double
  @usableFromInline let values: UnsafePointer<Double>?
  @usableFromInline let alias: UnsafePointer<gsl_ran_discrete_t>?

  init(
    _ kind: Kind, _ a: Double = 0, _ b: Double = 0, _ c: Double = 0, _ d: Double = 0,
    lower: Double = -.infinity, upper: Double = .infinity,
    values: UnsafePointer<Double>? = nil, alias: UnsafePointer<gsl_ran_discrete_t>? = nil
  ) {
    (self.kind, self.a, self.b, self.c, self.d) = (kind, a, b, c, d)
    (self.lower, self.upper) = (lower, upper)
    (self.values, self.alias) = (values, alias)
  }

  /// One value from the generator's selected stream.
  @inlinable @inline(__always)
  public func draw(_ generator: Generator) -> Double { draw(generator, meanScaledBy: 1) }

  /// One value of the distribution whose mean is `k` times the distribution's.
  ///
  /// How a distribution is scaled follows from what it counts:
  ///
  /// | distribution | scaled |
  /// |---|---|
  /// | Poisson | the mean |
  /// | negative binomial | the mean, with the size kept |
  /// | binomial, Bernoulli | the probability, cut at 1 |
  /// | geometric | the mean, but not below 1 |
  /// | every other | the value drawn, so that min, mean, max and sd all scale |
  ///
  /// A scale of 1 gives exactly ``draw(_:)``, and a scale of 0 gives 0. A Poisson mean above 1e9 and a
  /// geometric one above 1e8, beyond which GSL's 32-bit counts would overflow, give infinity; only a scale
  /// of hundreds upon the largest means accepted gets there.
  ///
  /// - Parameters:
  ///   - generator: Set to the draw's own stream.
  ///   - k: At least 0.
  @inlinable @inline(__always)
  public func draw(_ generator: Generator, meanScaledBy k: Double) -> Double {
    assert(k >= 0, "a mean is scaled by a number of at least 0")
    guard k > 0 else { return 0 }
    DrawCount.note(self, 1)
    // The one list of distributions. Each is drawn by a function in its own file.
    switch kind {
    case .constant: return k * a
    case .uniform: return k * Uniform.draw(self, generator)
    case .triangular: return k * Triangular.draw(self, generator)
    case .beta: return k * Beta.draw(self, generator)
    case .smallBeta: return k * Beta.drawSmall(self, generator)
    case .normal: return k * Normal.draw(self, generator)
    case .truncatedNormal: return k * TruncatedNormal.draw(self, generator)
    case .lognormal: return k * Lognormal.draw(self, generator)
    case .gamma: return k * Gamma.draw(self, generator)
    case .smallGamma: return k * Gamma.drawSmall(self, generator)
    case .exponential: return k * Exponential.draw(self, generator)
    case .weibull: return k * Weibull.draw(self, generator)
    case .studentT: return k * StudentT.draw(self, generator)
    case .table: return k * Table.draw(self, generator)
    case .resample: return k * Resample.draw(self, generator)
    case .poisson: return Poisson.draw(self, generator, meanScaledBy: k)
    case .binomial: return Binomial.draw(self, generator, meanScaledBy: k)
    case .negativeBinomial: return NegativeBinomial.draw(self, generator, meanScaledBy: k)
    case .geometric: return Geometric.draw(self, generator, meanScaledBy: k)
    case .bernoulli: return Bernoulli.draw(self, generator, meanScaledBy: k)
    }
  }
}
