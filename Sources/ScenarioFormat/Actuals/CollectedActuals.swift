import Buildout
import Sampling

/// What a row is about.
enum ActualsSubject: Hashable {
  case measure(Measure)
  case risk(String)
}

/// Where something stands in a file of actuals.
struct ActualsPlace: Hashable {
  let file: String
  let position: Position
  /// The sheet of a workbook; nil in CSV.
  let sheet: String?

  /// `june.csv:12:18` or `june.xlsx:Progress!C7`.
  var origin: String {
    guard let sheet else { return "\(file):\(position.line):\(position.column)" }
    return "\(file):\(sheet)!\(Table.letters(of: position.column))\(position.line)"
  }
}

/// A value of a file, and where its parts stand.
struct ActualsRow {
  let subject: ActualsSubject
  /// As the file names it.
  let name: String
  let month: Month
  let value: Double
  let rounding: Double
  let note: String
  let namePlace, monthPlace, valuePlace: ActualsPlace

  func place(_ field: ActualsFault.Field) -> ActualsPlace {
    switch field {
    case .name: namePlace
    case .month: monthPlace
    case .value: valuePlace
    }
  }
}

/// The rows of several files, of which later ones add and correct.
struct CollectedActuals {
  private struct Slot: Hashable {
    let subject: ActualsSubject
    let month: Month
  }

  struct Issue {
    let file: Int
    let position: Position
    let diagnostic: ActualsDiagnostic
  }

  let calendar: Calendar
  private(set) var rows: [ActualsRow] = []
  private(set) var corrections: [ActualsCorrection] = []
  private(set) var issues: [Issue] = []
  /// What was passed over and may have been meant to be read.
  private(set) var warnings: [ActualsDiagnostic] = []
  private var indices: [Slot: Int] = [:]
  private var files: [String: Int] = [:]

  /// The last month that may be known; nil where that is what the rows say.
  private let asOf: Month?
  /// Rows of later months, in the order in which they were read.
  private var later: [ActualsRow] = []

  init(calendar: Calendar, asOf: Month?) {
    self.calendar = calendar
    self.asOf = asOf
  }

  var issuesInOrder: [ActualsDiagnostic] {
    issues.enumerated().sorted {
      ($0.element.file, $0.element.position, $0.offset)
        < ($1.element.file, $1.element.position, $1.offset)
    }.map(\.element.diagnostic)
  }

  mutating func add(_ reader: ActualsTableReader) {
    let number = files.count
    files[reader.file] = files[reader.file] ?? number
    for (place, diagnostic) in reader.issues { add(diagnostic, at: place) }
    warnings += reader.warnings
    var own: [Slot: ActualsRow] = [:]
    for row in reader.rows {
      if let asOf, row.month > asOf, row.month <= calendar.end {
        later.append(row)
        continue
      }
      let slot = Slot(subject: row.subject, month: row.month)
      if let earlier = own[slot] {
        addRepeat(row, of: earlier)
        continue
      }
      own[slot] = row
      if let index = indices[slot] {
        let old = rows[index]
        rows[index] = row
        guard old.value != row.value else { continue }
        corrections.append(
          ActualsCorrection(
            name: row.name, month: row.month, old: old.value, new: row.value,
            oldOrigin: old.valuePlace.origin, newOrigin: row.valuePlace.origin))
      } else {
        indices[slot] = rows.count
        rows.append(row)
      }
    }
  }

  private mutating func note(_ fault: Fault, at place: ActualsPlace?) {
    add(ActualsDiagnostic(origin: place?.origin ?? "--as-of", fault: fault), at: place)
  }

  private mutating func add(_ diagnostic: ActualsDiagnostic, at place: ActualsPlace?) {
    issues.append(
      Issue(
        file: place.flatMap { files[$0.file] } ?? 0, position: place?.position ?? .start,
        diagnostic: diagnostic))
  }

  /// Two rows for one thing and month: the same value under two names is harmless.
  private mutating func addRepeat(_ row: ActualsRow, of earlier: ActualsRow) {
    guard row.name == earlier.name || row.value != earlier.value else { return }
    let isSame = row.name == earlier.name
    note(
      Fault(
        isSame ? .duplicate : .conflict,
        isSame
          ? "'\(row.name)' is given a second time for \(row.month)"
          : "'\(row.name)' reads the same measure as '\(earlier.name)', and they differ in \(row.month)",
        consequence:
          "line \(earlier.valuePlace.position.line) says \(Fault.text(earlier.value))",
        remedy: "delete one of the two; a correction belongs into a later file"),
      at: row.namePlace)
  }

  /// What is known, in the order of the rows.
  func actuals(asOf: Int) -> Actuals {
    var readings: [Actuals.Reading] = []
    var sightings: [Actuals.Sighting] = []
    for row in rows {
      let month = calendar.number(of: row.month)
      let origin = row.valuePlace.origin
      switch row.subject {
      case .measure(let measure):
        readings.append(
          Actuals.Reading(
            measure, month: month, value: row.value, rounding: row.rounding, note: row.note,
            origin: origin))
      case .risk(let risk):
        sightings.append(
          Actuals.Sighting(
            risk, month: month, acted: row.value == 1, note: row.note, origin: origin))
      }
    }
    return Actuals(asOf: asOf, readings: readings, sightings: sightings)
  }

  /// One message for all the rows of months after the one that was asked for.
  private mutating func noteLater() {
    guard let asOf, let first = later.first else { return }
    let last = later.map(\.month).max() ?? first.month
    let more = later.count - 1
    let what: Message = "\(first.month) is past the as-of month, \(asOf)"
    note(
      Fault(
        .outsideHorizon,
        more == 0
          ? what
          : more == 1
            ? "\(what), and so is 1 more value, up to \(last)"
            : "\(what), and so are \(more) more values, up to \(last)",
        consequence: "what comes after that month is forecast, not known",
        remedy:
          "give a later month by --as-of, or keep a file for each month in a folder: those after it are passed over"
      ), at: first.monthPlace)
  }

  /// That one value, or few, move the as-of month far ahead of all others: a slip of the month makes everything that
  /// was not reported until then unknown.
  func jump(to last: Month) -> ActualsDiagnostic? {
    let known = rows.filter { $0.month <= calendar.end }
    guard let before = known.map(\.month).filter({ $0 < last }).max(),
      last.index - before.index >= 2
    else { return nil }
    let (few, many) = (known.filter { $0.month == last }, known.filter { $0.month == before })
    guard few.count * 4 <= many.count else { return nil }
    let names: Message =
      few.count == 1
      ? "only this value is of \(last)" : "only this value and \(few.count - 1) more are of \(last)"
    return ActualsDiagnostic(
      .warning, origin: few[0].monthPlace.origin,
      fault: Fault(
        .outsideHorizon, "\(names), and the month before it with figures is \(before)",
        consequence:
          "it makes \(last) the as-of month, and what was not reported since \(before) is unknown",
        remedy: "correct the month, or confirm it by --as-of \(last)"))
  }

  /// Holds what was read to the scenario.
  mutating func check(_ scenario: Scenario, _ actuals: Actuals) {
    noteLater()
    let readings = rows.filter { if case .measure = $0.subject { true } else { false } }
    let sightings = rows.filter { if case .risk = $0.subject { true } else { false } }
    for fault in scenario.faults(in: actuals) {
      let place: ActualsPlace? =
        switch fault.item {
        case .asOf: nil
        case .reading(let number): readings[number].place(fault.field)
        case .sighting(let number): sightings[number].place(fault.field)
        }
      note(fault.fault, at: place)
    }
  }
}
