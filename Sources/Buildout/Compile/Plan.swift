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
  /// The month of the year in which the horizon begins, 0 for January.
  let firstMonth: Int
  /// Ids in the order of the records.
  var programmeIDs: [String] = []
  var riskIDs: [String] = []
  var steps: FlatList<StepRecord> = []
  var programmes: FlatList<ProgrammeRecord> = []
  var sources: FlatList<SourceRecord> = []
  var factors: FlatList<FactorRecord> = []
  var copulas: [CopulaRecord] = []
  var risks: FlatList<RiskRecord> = []
  var pools: FlatList<PoolRecord> = []
  var splits: [SplitRecord] = []
  var series: FlatList<SeriesRecord> = []
  var targets: FlatList<TargetRecord> = []
  /// What measures are made of.
  var leaves: FlatList<LeafRecord> = []
  /// Those that are read of each trial as it is simulated, by their indices.
  var coupledLeaves: FlatList<LeafRecord> = []
  /// Programmes that are simulated by themselves, for as much as measures read of them.
  var alone: [AloneRecord] = []
  var climates: FlatList<ClimateRecord> = []
  /// Measures that are made of more than one programme on its own.
  var otherSeries: FlatList<Int32> = []
  /// Programmes that share pools or wait for one another, and what they are made of.
  var clusters: FlatList<ClusterRecord> = []
  var clusterMembers: FlatList<Int32> = []

  // Slices of these are what the records name by range.
  var loadings: FlatList<LoadingRecord> = []
  var riskLinks: FlatList<RiskLink> = []
  var uses: FlatList<UseRecord> = []
  var ways: FlatList<WayRecord> = []
  var gates: FlatList<GateRecord> = []
  var awaitedSteps: FlatList<Int32> = []
  /// Tags for draws that belong to a unit, by source and step of its programme.
  var unitTags: FlatList<UInt64> = []
  var operations: FlatList<Operation> = []
  /// Season weights by month of the horizon: `seasonWeights[season * months + month - 1]`.
  var seasonWeights: FlatList<Double> = []
  var poolCapacities: FlatList<QuantityRecord> = []

  /// Steps that use pools, by cluster and priority.
  var poolClasses: FlatList<PoolClass> = []
  var loadedSteps: FlatList<Int32> = []
  /// Season times window of each step: `baseSpeeds[step * months + month - 1]`.
  var baseSpeeds: FlatList<Double> = []
  var counterCount = 0
  /// Coupled steps whose months may have draws of their own.
  var outputRows: Int32 = 0
  /// The distribution of a chance's and a way's number.
  let uniform = Distribution.uniform
  /// What the plan becomes, in the order of the months.
  var phases: [PhaseRecord] = []
  /// The distributions of the factors, in the order of ``factors``. (The samplers point into distributions that
  /// `scenario` keeps alive.)
  var factorDistributions: [Distribution] = []
  /// What names stand for, while it is compiled.
  var names: PlanNames
  /// What is known of the trials' past; nil where nothing is.
  let past: (any PastSource)?
  /// By phase, the numbers drawn once whose distribution is another in it; empty where no past gives any.
  var successions: [[PastLayout.Key: Succession]] = []
  /// What it has met in blocks of trials, which comparisons with variants of it have in common.
  let known = KnownBlocks()
}

extension Plan {
  /// Whether units may leave a step in a month.
  func isOpen(_ step: StepRecord, _ month: Int) -> Bool {
    if step.opens == 0 { return true }
    return step.opens & (1 << UInt16((firstMonth + month - 1) % 12)) != 0
  }
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
