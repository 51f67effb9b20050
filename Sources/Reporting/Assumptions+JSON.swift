import Buildout

extension AssumptionRegister {
  /// The register for other programs, every field as <doc:AssumptionsJSON> lists it.
  public func json(_ provenance: Provenance) -> String {
    JSON.object(
      JSON.header(scenario, provenance) + [
        ("seed", sensitivity.map { .unsigned($0.seed) } ?? .null),
        ("trials", .integer(sensitivity?.trials ?? 0)),
        ("factor", JSON(sensitivity?.factor)),
        ("level", JSON(sensitivity?.confidence.level)),
        (
          "counts",
          .object(
            counts.map { ($0.kind.id, .integer($0.count)) } + [("promise", .integer(promises))])
        ),
        (
          "inputs",
          .array(rows.map(Catalogue<InputRow>.inputs(Phrase("", "")).json))
        ),
      ]
    ).document
  }
}
