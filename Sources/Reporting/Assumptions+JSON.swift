import Buildout

extension AssumptionRegister {
  /// The register for other programs, every field as <doc:AssumptionsJSON> lists it.
  public func json(sha256: String, engineVersion: String) -> String {
    JSON.object(
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
          .array(rows.map(Catalogue<InputRow>.inputs(Phrase("", "")).json))
        ),
      ]
    ).document
  }
}
