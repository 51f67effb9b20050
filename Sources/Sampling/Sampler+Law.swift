extension Sampler {
  /// Flattens a law. The order of the numbers is known here and in `draw`, and nowhere else.
  init(_ law: Law) {
    switch law {
    case .constant(let value): self.init(.constant, value)
    case .uniform(let min, let max): self.init(.uniform, min, max)
    case .triangular(let min, let mode, let max): self.init(.triangular, min, mode, max)
    case .pert(let min, let mode, let max, let lambda):
      let (alpha, beta) = Law.pertShapes(min: min, mode: mode, max: max, lambda: lambda)
      self.init(.beta, alpha, beta, min, max)
    case .beta(let alpha, let beta, let min, let max): self.init(.beta, alpha, beta, min, max)
    case .normal(let mean, let sd): self.init(.normal, mean, sd)
    case .truncatedNormal(let law):
      // Below a quarter of the mass, rejecting costs more than inverting.
      let kind = law.mass >= 0.25 ? Kind.truncatedNormal : .narrowNormal
      self.init(kind, law.mean, law.sd, law.min, law.max)
    case .lognormal(let median, let sigma): self.init(.lognormal, median, sigma)
    case .gamma(let shape, let scale): self.init(.gamma, shape, scale)
    case .exponential(let mean): self.init(.exponential, mean)
    case .weibull(let shape, let scale): self.init(.weibull, shape, scale)
    case .studentT(let df, let location, let scale): self.init(.studentT, df, location, scale)
    case .poisson(let mean): self.init(.poisson, mean)
    case .binomial(let trials, let p): self.init(.binomial, trials, p)
    case .negativeBinomial(let size, let odds): self.init(.negativeBinomial, size, odds)
    case .geometric(let p): self.init(.geometric, p)
    case .bernoulli(let p): self.init(.bernoulli, p)
    case .table(let table):
      self.init(
        table.alias == nil ? .resample : .table, Double(table.count),
        values: UnsafePointer(table.storage), alias: table.alias.map { UnsafePointer($0) })
    }
  }
}

extension Law {
  /// The shapes of the beta law under a PERT law.
  static func pertShapes(
    min: Double, mode: Double, max: Double, lambda: Double
  ) -> (alpha: Double, beta: Double) {
    (1 + lambda * ((mode - min) / (max - min)), 1 + lambda * ((max - mode) / (max - min)))
  }
}
