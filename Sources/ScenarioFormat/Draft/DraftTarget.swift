import Buildout
import Sampling

/// A row of a table of targets that has been read.
struct DraftTarget: Hashable {
  var id = ""
  /// Of the file, counted from 1.
  let row: Int
  var title: Text
  var sector: String?
  var lead: String?
  var clause: String?
  var note: String?
  /// nil for what is to be finished.
  var value: Double?
  var unit: String?
  var comparator: Target.Comparator
  var due: Month
  var isSoft = false
  var kind: Kind
  /// Whether a milestone is written or set up rather than built.
  var isPaper = false
  /// What the value's cell says, where it says more than a number.
  var wording: String?
  /// What was guessed and hardly follows from the table; to be looked at first.
  var doubts: [Message] = []

  /// How a target comes about.
  enum Kind: String, Hashable {
    /// One work, or few of them, each on its own way.
    case works
    /// The beginning of such works.
    case starts
    /// What comes month by month in whole numbers.
    case count
    /// What comes month by month and is measured: money, length, area.
    case amount
    /// What may come and should not, in whole numbers.
    case ceiling
    /// Points of change against the year before, which add up over the year.
    case growth
    /// A share or a standard that is to be raised or lowered.
    case share
    /// A share or an index that is to stay on its side of a limit.
    case limit
  }

  var isUpper: Bool { !comparator.countsUp }
}
