import ArchitectureFormats
import Diagnostics
import Foundation
import TestSupport
import Testing

@Suite struct ArchitectureSchemaTests {
  private typealias Object = [String: Any]

  private func schema() throws -> Object {
    let path = PackageFolder.path(of: "Documentation/architecture.schema.json")
    let data = try Data(contentsOf: URL(fileURLWithPath: path))
    return try #require(try JSONSerialization.jsonObject(with: data) as? Object)
  }

  /// The keys of the place where an unknown key stands, as the reader lists them.
  private func keys(around text: String) -> [String] {
    do {
      _ = try ArchitectureFile(parsing: Array(text.utf8))
    } catch let list as DiagnosticList {
      let mark = "; there are "
      for problem in list.diagnostics {
        guard let range = problem.message.range(of: mark) else { continue }
        return problem.message[range.upperBound...].components(separatedBy: ", ").sorted()
      }
    } catch {}
    return []
  }

  @Test func `the schema has the keys that the reader takes`() throws {
    let schema = try schema()
    let top = try #require(schema["properties"] as? Object)
    let definitions = try #require(schema["$defs"] as? Object)
    func properties(_ name: String) -> [String] {
      ((definitions[name] as? Object)?["properties"] as? Object)?.keys.sorted() ?? []
    }
    #expect(top.keys.sorted() == keys(around: "architecture: a\nunknown: 1\nforward: []"))
    let start = "architecture: a\nforward:\n"
    #expect(
      properties("sequential")
        == (keys(around: start + "  - {kind: Sequential, forward: [], unknown: 1}")
        .filter { $0 != "kind" } + ["kind"]).sorted())
    #expect(
      properties("parameter").filter { $0 != "parameter" }
        == keys(around: start + "  - {parameter: a, unknown: 1}")
        .filter { !["name", "from", "parameter"].contains($0) })
    #expect(
      properties("repeat").filter { $0 != "repeat" }
        == keys(around: start + "  - {repeat: [], forward: [], unknown: 1}")
        .filter { $0 != "repeat" })
    let module = (top["modules"] as? Object)?["additionalProperties"] as? Object
    #expect(
      (module?["properties"] as? Object)?.keys.sorted()
        == keys(around: "architecture: a\nmodules: {M: {forward: [], unknown: 1}}\nforward: []"))
  }
}
