import Diagnostics
import Foundation
import Recast
import TestSupport
import Testing

@Suite struct DiagnosticCatalogTests {
  @Test func `every code that is declared is in the catalogue, once`() throws {
    let names = DiagnosticCatalog.codes.map(\.name)
    #expect(names == Array(Set(names)).sorted())
    let declared = try Self.declaredNames()
    #expect(declared.count > 30)
    for name in declared where !names.contains(name) {
      Issue.record("\(name) is declared and not listed")
    }
    for name in names where !declared.contains(name) {
      Issue.record("\(name) is listed and not declared")
    }
  }

  @Test func `every code has a name of its domain and an explanation in sentences`() {
    for code in DiagnosticCatalog.codes {
      #expect(code.name.wholeMatch(of: /[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)+/) != nil)
      #expect(code.explanation.count > 60, "\(code.name)")
      #expect(code.explanation.hasSuffix("."), "\(code.name)")
      #expect(!code.explanation.contains("\n"), "\(code.name)")
      #expect(DiagnosticCatalog.code(named: code.name) == code)
    }
    #expect(DiagnosticCatalog.code(named: "no.such-code") == nil)
  }

  /// The names in the sources' declarations.
  private static func declaredNames() throws -> Set<String> {
    let folder = PackageFolder.path(of: "Sources")
    let files = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
    var names: Set<String> = []
    for file in files where file.hasSuffix(".swift") {
      let text = try String(contentsOfFile: "\(folder)/\(file)", encoding: .utf8)
      for match in text.matches(of: /DiagnosticCode\(\s*"([^"]+)"/) {
        names.insert(String(match.1))
      }
    }
    return names
  }
}
