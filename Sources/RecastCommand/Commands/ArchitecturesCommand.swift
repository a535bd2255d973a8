import Architectures
import ArgumentParser
import Diagnostics
import JSONText
import Recast

/// `recast architectures`: what ships, and which layers there are.
struct ArchitecturesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "architectures",
    abstract: "Lists the architectures that ship with recast, or prints one.",
    discussion: """
      Weights of these families are recognised by 'recast convert'; their names can be given to \
      --architecture and to 'recast validate --against'. With a name the architecture file itself is \
      printed, to start one of your own from.

      EXAMPLE
        recast architectures
        recast architectures resnet > mine.yaml
        recast architectures --layers
      """)

  @Argument(help: "The family to print.")
  var name: String?

  @Flag(help: "List the layers that architecture files and printed models can name instead.")
  var layers = false

  @Flag(help: "Print the result as JSON.")
  var json = false

  func run() throws {
    try CommandReport(file: nil, isJSON: json).perform { _ in
      if layers { return layerText }
      let families = ArchitectureRegistry.standard.families
      if let name {
        guard
          let family = families.first(where: { $0.name == name || $0.members.contains(name) }),
          let text = family.text
        else {
          throw Diagnostic(
            .noSuchArchitecture,
            "no architecture is called '\(name)'; there are: "
              + families.map(\.name).joined(separator: ", "))
        }
        return text
      }
      return json ? Self.json(families) : Self.text(families)
    }
  }

  private var layerText: String {
    var kinds: [[String]] = []
    for layer in LayerCatalog.all { kinds.append(layer.kinds) }
    if json { return JSONValue.array(kinds.map { .strings($0) }).text + "\n" }
    return kinds.map { $0.joined(separator: ", ") }.sorted().joined(separator: "\n") + "\n"
  }

  private static func json(_ families: [ArchitectureFamily]) -> String {
    JSONValue.array(
      families.map { family in
        .object([
          ("name", .string(family.name)), ("title", .string(family.title)),
          ("members", .strings(family.members)),
        ])
      }
    ).text + "\n"
  }

  private static func text(_ families: [ArchitectureFamily]) -> String {
    var table = TextTable()
    for family in families {
      table.add([family.name, family.title])
      if !family.members.isEmpty {
        table.add(["", family.members.joined(separator: ", ")])
      }
    }
    return table.lines.joined(separator: "\n") + "\n"
  }
}
