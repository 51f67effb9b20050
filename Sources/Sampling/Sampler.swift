import CGSL

/// A distribution flattened for the inner loop: a kind, four numbers and two pointers.
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
    case constant, uniform, triangular, beta, normal, truncatedNormal, narrowNormal, lognormal
    case gamma, exponential, weibull, studentT
    case poisson, binomial, negativeBinomial, geometric, bernoulli, table, resample
  }

  @usableFromInline let kind: Kind
  // What the four numbers mean is said where they are read, in `draw`.
  @usableFromInline let a: Double
  @usableFromInline let b: Double
  @usableFromInline let c: Double
  @usableFromInline let d: Double
  @usableFromInline let values: UnsafePointer<Double>?
  @usableFromInline let alias: UnsafePointer<gsl_ran_discrete_t>?

  init(
    _ kind: Kind, _ a: Double = 0, _ b: Double = 0, _ c: Double = 0, _ d: Double = 0,
    values: UnsafePointer<Double>? = nil, alias: UnsafePointer<gsl_ran_discrete_t>? = nil
  ) {
    self.kind = kind
    self.a = a
    self.b = b
    self.c = c
    self.d = d
    self.values = values
    self.alias = alias
  }

  /// One value from the generator's selected stream.
  @inlinable @inline(__always)
  public func draw(_ generator: Generator) -> Double { draw(generator, meanScaledBy: 1) }

  /// One value of the law whose mean is `k` times the distribution's.
  ///
  /// How a law is scaled follows from what it counts:
  ///
  /// | law | scaled |
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
    let rng = generator.rng
    switch kind {
    case .poisson: return Self.poisson(rng, a * k)
    case .binomial: return Double(gsl_ran_binomial(rng, min(1, b * k), UInt32(a)))
    case .negativeBinomial:
      // A Poisson law whose mean is a gamma variate of shape `a` and scale `b`.
      return Self.poisson(rng, gsl_ran_gamma(rng, a, b * k))
    case .geometric:
      let probability = min(1, a / k)
      return probability >= 1e-8 ? Double(gsl_ran_geometric(rng, probability)) : .infinity
    case .bernoulli: return generator.uniform() < a * k ? 1 : 0
    case .constant, .uniform, .triangular, .beta, .normal, .truncatedNormal, .narrowNormal,
      .lognormal, .gamma, .exponential, .weibull, .studentT, .table, .resample:
      return k * quantity(generator)
    }
  }

  /// One value of a law that is scaled by multiplying what was drawn.
  @inlinable @inline(__always)
  func quantity(_ generator: Generator) -> Double {
    let rng = generator.rng
    switch kind {
    case .constant: return a
    case .uniform: return a + (b - a) * generator.uniform()
    case .triangular: return triangular(generator.uniform())
    case .beta: return c + (d - c) * gsl_ran_beta(rng, a, b)
    case .normal: return a + b * gsl_ran_gaussian_ziggurat(rng, 1)
    case .truncatedNormal:
      // Enough of the law lies within c...d for this to end soon.
      while true {
        let x = a + b * gsl_ran_gaussian_ziggurat(rng, 1)
        if x >= c && x <= d { return x }
      }
    case .narrowNormal:
      return Self.narrowNormal(generator.uniform(), mean: a, sd: b, min: c, max: d)
    case .lognormal: return a * cgsl_exp(b * gsl_ran_gaussian_ziggurat(rng, 1))
    case .gamma: return gsl_ran_gamma(rng, a, b)
    case .exponential: return gsl_ran_exponential(rng, a)
    case .weibull: return gsl_ran_weibull(rng, b, a)
    case .studentT:
      // gsl_ran_tdist rejects nearly all its proposals for df just above 2; the definition does not.
      let z = gsl_ran_gaussian_ziggurat(rng, 1)
      return b + c * z / (gsl_ran_gamma(rng, a / 2, 2) / a).squareRoot()
    case .table: return values.unsafelyUnwrapped[gsl_ran_discrete(rng, alias)]
    case .resample: return values.unsafelyUnwrapped[Int(a * generator.uniform())]
    case .poisson, .binomial, .negativeBinomial, .geometric, .bernoulli:
      preconditionFailure("a count is not scaled by multiplying what was drawn")
    }
  }

  /// The value of a triangular law (a, b and c being minimum, mode and maximum) at probability `u`.
  @inlinable
  func triangular(_ u: Double) -> Double {
    let width = c - a
    return u * width < b - a
      ? a + (u * width * (b - a)).squareRoot()
      : c - ((1 - u) * width * (c - b)).squareRoot()
  }

  @inlinable
  static func poisson(_ rng: UnsafeMutablePointer<gsl_rng>, _ mean: Double) -> Double {
    mean <= 1e9 ? Double(gsl_ran_poisson(rng, mean)) : .infinity
  }

  @usableFromInline
  static func narrowNormal(
    _ u: Double, mean: Double, sd: Double, min: Double, max: Double
  ) -> Double {
    TruncatedNormal.quantile(u, mean: mean, sd: sd, min: min, max: max)
  }
}
