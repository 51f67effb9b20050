import ArgumentParser
import ScenarioFormat

struct SchemaCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract: "Print the JSON Schema of a scenario file, for editors.",
    discussion: """
      With the schema an editor completes keys, shows what they mean, and marks unknown keys, wrong values \
      and missing keys while you type. buildout check also finds ids that do not exist and parts that do \
      not fit together.

      Write it beside the scenario and name it in the scenario's first line:
        # yaml-language-server: $schema=buildout.schema.json

      EXAMPLES
        buildout schema > buildout.schema.json
      """)

  func run() async throws {
    try StandardStreams.print(ScenarioSchema.document)
  }
}
