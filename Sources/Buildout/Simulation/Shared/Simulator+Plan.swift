/// The plan's records in the month at hand, without reference counts.
extension Simulator {
  @inline(__always) var steps: Flat<StepRecord> { present.steps.flat }
  @inline(__always) var programmes: Flat<ProgrammeRecord> { present.programmes.flat }
  @inline(__always) var sources: Flat<SourceRecord> { present.sources.flat }
  @inline(__always) var factors: Flat<FactorRecord> { present.factors.flat }
  @inline(__always) var risks: Flat<RiskRecord> { present.risks.flat }
  @inline(__always) var pools: Flat<PoolRecord> { present.pools.flat }
  /// What is read of each trial.
  @inline(__always) var leaves: Flat<LeafRecord> { present.coupledLeaves.flat }
  @inline(__always) var loadings: Flat<LoadingRecord> { present.loadings.flat }
  @inline(__always) var riskLinks: Flat<RiskLink> { present.riskLinks.flat }
  @inline(__always) var uses: Flat<UseRecord> { present.uses.flat }
  @inline(__always) var ways: Flat<WayRecord> { present.ways.flat }
  @inline(__always) var gates: Flat<GateRecord> { present.gates.flat }
  @inline(__always) var awaitedSteps: Flat<Int32> { present.awaitedSteps.flat }
  @inline(__always) var unitTags: Flat<UInt64> { present.unitTags.flat }
  @inline(__always) var seasonWeights: Flat<Double> { present.seasonWeights.flat }
  @inline(__always) var poolCapacities: Flat<QuantityRecord> { present.poolCapacities.flat }
  @inline(__always) var poolClasses: Flat<PoolClass> { present.poolClasses.flat }
  @inline(__always) var loadedSteps: Flat<Int32> { present.loadedSteps.flat }
  @inline(__always) var clusters: Flat<ClusterRecord> { present.clusters.flat }
  @inline(__always) var clusterMembers: Flat<Int32> { present.clusterMembers.flat }
  @inline(__always) var baseSpeeds: Flat<Double> { present.baseSpeeds.flat }
}
