import Foundation
import ModelIR
import Testing

/// The operators' source files, as text.
private struct OperatorSources: Sendable {
  /// File names without their ending and the text, sorted by path.
  let files: [(name: String, text: String)]

  static let shared: OperatorSources = {
    var root = URL(fileURLWithPath: #filePath)
    for _ in 0..<3 { root.deleteLastPathComponent() }
    root.append(path: "Sources/ModelIR/Operators")
    let paths = (FileManager.default.enumerator(atPath: root.path)?.compactMap { $0 as? String })
      .map { $0.filter { $0.hasSuffix(".swift") }.sorted() }
    return OperatorSources(
      files: (paths ?? []).compactMap { path in
        let url = root.appending(path: path)
        guard let text = try? String(contentsOf: url, encoding: .utf8) else { return nil }
        return (url.deletingPathExtension().lastPathComponent, text)
      })
  }()

  /// The comment right above the declaration of a type, joined to one line.
  func documentation(of name: String) -> String? {
    guard let text = files.first(where: { $0.name == name })?.text else { return nil }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard let declaration = lines.firstIndex(where: { $0.hasPrefix("public struct \(name):") })
    else { return nil }
    let comment = lines[..<declaration].reversed().prefix { $0.hasPrefix("///") }.reversed()
    return comment.map { $0.dropFirst(3).trimmingCharacters(in: .whitespaces) }
      .joined(separator: " ")
  }
}

@Suite struct SourceFileTests {
  @Test(arguments: ListedOperator.all)
  func `an operator has a documented file of its own name`(_ listed: ListedOperator) throws {
    let comment = try #require(OperatorSources.shared.documentation(of: listed.name))
    guard listed.definition.category != .custom else { return }
    #expect(comment.contains("`"), "a formula is missing")
    #expect(comment.contains("| operand or result |") || comment.contains("| result |"))
    #expect(comment.contains("<\(listed.definition.specification)>"))
  }

  @Test func `every operator that has a file is listed`() {
    let declared = OperatorSources.shared.files.filter {
      $0.text.contains("public static let definition = OperatorDefinition(")
    }
    #expect(declared.map(\.name).sorted() == ListedOperator.all.map(\.name).sorted())
  }
}
