import Sampling

/// A scenario checked and compiled for simulation: flat arrays, names resolved to indices, every
/// random stream given its tag.
///
/// A plan is immutable and may be shared between threads. Compiling is the only place where a
/// scenario is validated; the month's loop never is.
///
///     let plan = try Plan(scenario)
///     let forecast = try await plan.forecast(RunSettings(trials: 10_000, seed: 1, threads: 2))
///
/// Entities are laid out in the order of their ids, so the order of a scenario file moves no sum.
public struct Plan: Sendable {
  /// What was compiled.
  public let scenario: Scenario

  let months: Int
  /// Ids in the order of the records.
  let programmeIDs: [String]
  let riskIDs: [String]
  let steps: [StepRecord]
  let programmes: [ProgrammeRecord]
  let sources: [SourceRecord]
  let factors: [FactorRecord]
  let copulas: [CopulaRecord]
  let risks: [RiskRecord]
  let pools: [PoolRecord]
  let splits: [SplitRecord]
  let series: [SeriesRecord]
  let targets: [TargetRecord]
  /// What measures are made of.
  let leaves: [LeafRecord]
  /// Those that are read of each trial as it is simulated.
  let coupledLeaves: [Int32]
  /// Programmes that are simulated by themselves, for as much as measures read of them.
  let alone: [AloneRecord]
  let climates: [ClimateRecord]
  /// Measures that are made of more than one programme on its own.
  let otherSeries: [Int32]
  /// Programmes that are simulated together, trial by trial, and what they are made of.
  let clusters: [ClusterRecord]
  let clusterMembers: [Int32]

  // Slices of these are what the records name by range.
  let loadings: [LoadingRecord]
  let riskLinks: [RiskLink]
  let uses: [UseRecord]
  let ways: [WayRecord]
  let gates: [GateRecord]
  let awaitedSteps: [Int32]
  /// Tags for draws that belong to a unit, by source and step of its programme.
  let unitTags: [UInt64]
  let operations: [Operation]
  /// Season weights by month of the horizon: `seasonWeights[season * months + month - 1]`.
  let seasonWeights: [Double]
  let poolCapacities: [QuantityRecord]

  /// Steps that use pools, by cluster and priority.
  let poolClasses: [PoolClass]
  let loadedSteps: [Int32]
  /// Season times window of each step: `baseSpeeds[step * months + month - 1]`.
  let baseSpeeds: [Double]
  let counterCount: Int
  /// Coupled steps whose months may have draws of their own.
  let outputRows: Int32
  /// The distribution of a chance's and a way's number.
  let uniform = Distribution.uniform
  /// What the plan becomes, in the order of the months.
  let phases: [PhaseRecord]
  /// The distributions of the factors, in the order of ``factors``. (The samplers point into distributions that
  /// `scenario` keeps alive.)
  let factorDistributions: [Distribution]
  /// What is known of the trials' past; nil where nothing is.
  var past: (any PastSource)?
}

/// What records become from a month on. Where things stand is as in the plan as it begins.
struct PhaseRecord: Sendable {
  let month: Int
  let steps: [StepRecord]
  let sources: [SourceRecord]
  let factors: [FactorRecord]
  let risks: [RiskRecord]
  let pools: [PoolRecord]
}
