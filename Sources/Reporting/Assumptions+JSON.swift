import Buildout

extension AssumptionRegister {
  /// The register for other programs, every field as <doc:AssumptionsJSON> lists it.
  public func json(sha256: String, engineVersion: String) -> String {
    let level = moves?.confidence.eachLevel ?? Proportion.level
    return JSON.object(
      JSON.header(scenario, sha256: sha256, engineVersion: engineVersion) + [
        ("seed", moves.map { .unsigned($0.seed) } ?? .null),
        ("trials", .integer(moves?.trials ?? 0)),
        ("factor", JSON(moves?.factor)),
        ("level", JSON(moves?.confidence.level)),
        (
          "counts",
          .object(
            counts.map { ($0.basis.id, .integer($0.count)) } + [("promise", .integer(promises))])
        ),
        (
          "inputs",
          .array(
            rows.map { row in
              .object([
                ("input", .text(row.entry.name)),
                ("value", .text(row.entry.value)),
                ("basis", .text(row.entry.basis.id)),
                ("restatesPromise", .flag(row.entry.isPromise)),
                ("note", row.entry.note.map { JSON($0) } ?? .null),
                ("source", row.entry.source.map { JSON($0) } ?? .null),
                ("programme", JSON(row.entry.programme)),
                ("line", row.entry.line.map(JSON.integer) ?? .null),
                ("gain", row.gain.map { .estimate($0, level: level) } ?? .null),
                ("moves", row.gain == nil ? .null : .flag(row.moves)),
              ])
            })
        ),
      ]
    ).document
  }
}
