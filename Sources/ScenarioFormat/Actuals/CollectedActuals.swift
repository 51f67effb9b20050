import Buildout

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
    for (place, diagnostic) in reader.issues { note(diagnostic, at: place) }
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

  private mutating func note(_ diagnostic: ActualsDiagnostic, at place: ActualsPlace?) {
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
      ActualsDiagnostic(
        origin: row.namePlace.origin,
        Text(
          en: isSame
            ? "'\(row.name)' is given a second time for \(row.month)"
            : "'\(row.name)' reads the same measure as '\(earlier.name)', and they differ in \(row.month)",
          zh: isSame
            ? "“\(row.name)”的 \(row.month) 数据重复"
            : "“\(row.name)”与“\(earlier.name)”是同一指标，但 \(row.month) 的数值不同"),
        Text(
          en: "line \(earlier.valuePlace.position.line) says \(Fault.text(earlier.value))",
          zh: "第 \(earlier.valuePlace.position.line) 行已填 \(Fault.text(earlier.value))"),
        Text(
          en: "delete one of the two; a correction belongs into a later file",
          zh: "请删去其中一个；更正应写在后一个月的文件中")),
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
    note(
      ActualsDiagnostic(
        origin: first.monthPlace.origin,
        Text(
          en: "\(first.month) is past the as-of month, \(asOf)"
            + (more > 0
              ? ", and so \(more == 1 ? "is 1 more value" : "are \(more) more values"), up to \(last)"
              : ""),
          zh: "\(first.month) 晚于数据截止月 \(asOf)"
            + (more > 0 ? "，另有 \(more) 个值也是如此，最晚到 \(last)" : "")),
        Text(
          en: "what comes after that month is forecast, not known", zh: "截止月之后属于预测，不是已知数据"),
        Text(
          en:
            "give a later month by --as-of, or keep a file for each month in a folder: those after it are passed over",
          zh: "请推后 --as-of；或把每月的数据各存一个文件放在同一文件夹中，截止月之后的文件不会读取")),
      at: first.monthPlace)
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
      note(
        ActualsDiagnostic(
          origin: place?.origin ?? "--as-of", fault.problem, fault.consequence, fault.remedy),
        at: place)
    }
  }
}
