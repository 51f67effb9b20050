import Buildout
import Sampling

extension TrialOverflow {
  /// What happened, what follows, what to do, and how to see it; without a full stop.
  var message: Message {
    let what: Message =
      switch subject {
      case .step(let programme, let step):
        "the speed or the output of step '\(programme).\(step)' grows beyond all bounds"
      case .units(let programme, let step):
        "step '\(programme).\(step)' passes on more than a million units in one month"
      case .pool(let id): "what pool '\(id)' has, or is asked for, grows beyond all bounds"
      case .target(let id): "the measure of target '\(id)' grows beyond all bounds"
      }
    var replay = "buildout trace SCENARIO --trial \(trial) --seed \(seed)"
    replay += option.map { " --option \($0)" } ?? ""
    let who: Message =
      target.map { "target '\($0)' has no answer then" } ?? "the trial has no answer"
    let end: Message =
      "\(who), and no figure is given; bound the factors and distributions behind it (with 'min' and 'max', say) "
      + "or give them lighter tails; to see the trial: \(replay)"
    if let option {
      return "in \(month) of trial \(trial) under option '\(option)', \(what); \(end)"
    }
    return isOfVariant
      ? "in \(month) of trial \(trial) of a changed plan, \(what); \(end)"
      : "in \(month) of trial \(trial) \(what); \(end)"
  }
}
