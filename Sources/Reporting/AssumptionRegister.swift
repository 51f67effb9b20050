public import Buildout

/// Every number of a scenario that its plan does not give, and how far the forecast depends on each.
public struct AssumptionRegister: Hashable, Sendable {
  /// How the forecast answers to a change of each input, one at a time.
  public struct Sensitivity: Hashable, Sendable {
    /// The seed of the trials.
    public let seed: UInt64
    /// How many trials were made for each input.
    public let trials: Int
    /// Each input was made larger in this proportion: 1.1 is a tenth.
    public let factor: Double
    /// For each entry, how many more firm targets a trial meets then; nil for those not tried or that
    /// cannot be larger.
    public let gains: [MeanEstimate?]

    /// What trials with larger inputs gave.
    public init(seed: UInt64, trials: Int, factor: Double, gains: [MeanEstimate?]) {
      self.seed = seed
      self.trials = trials
      self.factor = factor
      self.gains = gains
    }

    /// How sure the gains are together.
    public var confidence: Confidence {
      Confidence(statements: max(1, gains.count { $0 != nil }))
    }
  }

  /// The scenario whose inputs these are.
  public let scenario: Scenario
  /// The scenario's inputs other than its targets, in the file's order.
  public let entries: [RegisterEntry]
  /// Nil when nothing was simulated.
  public let sensitivity: Sensitivity?

  /// The inputs of a scenario, with what was tried of them.
  ///
  /// - Precondition: There is a gain, or nil, for each entry.
  public init(scenario: Scenario, entries: [RegisterEntry], sensitivity: Sensitivity? = nil) {
    precondition(
      sensitivity.map { $0.gains.count == entries.count } ?? true, "a gain for each entry")
    self.scenario = scenario
    self.entries = entries
    self.sensitivity = sensitivity
  }

  /// Each entry with what it does to the number of firm targets met.
  var rows: [InputRow] {
    let confidence = sensitivity?.confidence
    return entries.enumerated().map { index, entry in
      InputRow(
        entry: entry, scenario: scenario,
        gain: sensitivity?.gains[index].map { Estimate($0, z: confidence?.z ?? Proportion.z) },
        level: confidence?.eachLevel ?? Proportion.level)
    }
  }

  /// Those that can be told from zero, the largest first.
  var largest: [InputRow] {
    rows.filter(\.isDecisive).enumerated().sorted {
      let (a, b) = ($0.element.gain?.value.magnitude ?? 0, $1.element.gain?.value.magnitude ?? 0)
      return (-a, $0.offset) < (-b, $1.offset)
    }.map(\.element)
  }

  /// How many entries rest on what, but for those that say again what a target promises.
  var counts: [(kind: Basis.Kind?, count: Int)] {
    (Basis.Kind.allCases + [nil]).map { kind in
      (kind, entries.count { $0.basis?.kind == kind && !$0.isPromise })
    }
  }

  /// How many entries say again what a target promises.
  var promises: Int { entries.count(where: \.isPromise) }
}

/// A number that the forecast rests on, and where it comes from.
public struct RegisterEntry: Hashable, Sendable {
  /// As a scenario file names it: `programmes.roads.steps.build.takes`.
  public let name: String
  /// The value as it is written there.
  public let value: String
  /// Nil when the scenario does not say; to be read as an assumption.
  public let basis: Basis?
  /// The programme it belongs to; nil for what programmes share.
  public let programme: String?
  /// Where it stands in the file, counted from 1; nil when that is not known.
  public let line: Int?
  /// Whether it says again what a target promises, so that it is the plan's own and no assumption.
  public let isPromise: Bool
  /// The distribution that it is, as it is written; nil for a number.
  public let distribution: Distribution?

  /// A distribution as a scenario file spells it.
  public struct Distribution: Hashable, Sendable {
    /// `pert`, `lognormal`.
    public let name: String
    /// Each with the number, or the list of numbers, as it is written.
    public let parameters: [Parameter]

    /// A parameter by its name.
    public struct Parameter: Hashable, Sendable {
      /// `mean`, `mode`.
      public let name: String
      /// As it is written.
      public let value: String

      /// A parameter.
      public init(name: String, value: String) {
        self.name = name
        self.value = value
      }
    }

    /// A distribution.
    public init(name: String, parameters: [Parameter]) {
      self.name = name
      self.parameters = parameters
    }
  }

  /// An input as a scenario file gives it.
  public init(
    name: String, value: String, basis: Basis?, programme: String? = nil, line: Int? = nil,
    isPromise: Bool = false, distribution: Distribution? = nil
  ) {
    self.name = name
    self.value = value
    self.basis = basis
    self.programme = programme
    self.line = line
    self.isPromise = isPromise
    self.distribution = distribution
  }
}
