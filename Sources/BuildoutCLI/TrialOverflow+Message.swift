import Buildout

extension TrialOverflow {
  /// What happened, what follows, what to do, and how to see it; without a full stop.
  var message: String {
    let what =
      switch subject {
      case .step(let programme, let step):
        "the speed or the output of step '\(programme).\(step)' grows beyond all bounds"
      case .units(let programme, let step):
        "step '\(programme).\(step)' passes on more than a million units in one month"
      case .pool(let id): "what pool '\(id)' has, or is asked for, grows beyond all bounds"
      case .target(let id): "the measure of target '\(id)' grows beyond all bounds"
      }
    let who = target.map { "target '\($0)' has no answer then" } ?? "the trial has no answer"
    var trialName = "in \(month) of trial \(trial) "
    trialName +=
      option.map { "under option '\($0)', " } ?? (isOfVariant ? "of a changed plan, " : "")
    var replay = "buildout trace SCENARIO --trial \(trial) --seed \(seed)"
    replay += option.map { " --option \($0)" } ?? ""
    return
      "\(trialName)\(what); \(who), and no figure is given; bound the factors and distributions behind it "
      + "(with 'min' and 'max', say) or give them lighter tails; to see the trial: \(replay)"
  }
}
