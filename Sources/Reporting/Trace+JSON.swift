public import Buildout

extension Trace {
  /// The trial for other programs, every field as <doc:TraceJSON> lists it.
  public func json(sha256: String, engineVersion: String) -> String {
    JSON.object(
      JSON.header(scenario, sha256: sha256, engineVersion: engineVersion) + [
        ("seed", .unsigned(seed)),
        ("trial", .integer(trial)),
        ("option", JSON(option)),
        ("factors", .array(factors.map(\.json))),
        ("months", .array(months.map(\.json))),
      ]
    ).document
  }
}

extension Trace.Named<Double> {
  fileprivate var json: JSON { .object([("id", .text(id)), ("value", .number(value))]) }
}

extension Trace.MonthTrace {
  fileprivate var json: JSON {
    .object([
      ("month", .text(month.description)),
      ("acting", .array(acting.map(JSON.text))),
      ("factors", .array(factors.map(\.json))),
      ("pools", .array(pools.map(\.json))),
      ("programmes", .array(programmes.map(\.json))),
      ("targets", .array(targets.map(\.json))),
    ])
  }
}

extension Trace.PoolTrace {
  fileprivate var json: JSON {
    .object([
      ("pool", .text(name)), ("capacity", .number(capacity)), ("asked", .number(asked)),
      ("granted", .number(granted)),
    ])
  }
}

extension Trace.ProgrammeTrace {
  fileprivate var json: JSON {
    .object([
      ("programme", .text(programme)), ("started", .number(started)),
      ("completed", .number(completed)), ("cancelled", .number(cancelled)),
      ("lost", .number(lost)),
      ("backlog", .number(backlog)), ("inProgress", .number(inProgress)),
      ("spent", .number(spent)), ("level", JSON(level)),
    ])
  }
}

extension Trace.TargetTrace {
  fileprivate var json: JSON {
    .object([
      ("target", .text(target)), ("value", .number(value)), ("undefined", .flag(value.isNaN)),
      ("met", .flag(met)),
    ])
  }
}
