import Checkpoints
import ConversionKit
import Diagnostics
import ModelIR

/// What a file is and holds, for people.
struct SummaryText {
  /// The lines.
  private(set) var lines: [String] = []

  /// So many small things stored beside the models are listed.
  private static let mostSmallEntries = 200

  /// Describes a file.
  init(
    path: String, byteCount: Int, digest: String?, summary: FileSummary, entries: [StoredEntry],
    style: TextStyle
  ) {
    lines.append(
      style.strong(path.escapedForTerminal()) + ": \(summary.format.name), "
        + QuantityText.bytes(byteCount))
    var facts = TextTable()
    if let framework = summary.framework {
      let version = summary.frameworkVersion.map { " \($0)" } ?? ""
      facts.add(["  framework", (framework + version).escapedForTerminal(limit: 200)])
    }
    for fact in summary.facts {
      let name = fact.key.replacing("_", with: " ")
      facts.add(["  \(name)".escapedForTerminal(), fact.value.escapedForTerminal(limit: 200)])
    }
    if let digest { facts.add(["  sha256", digest]) }
    lines += facts.lines

    for entry in entries {
      guard let tree = entry.tree, entry.tree?.children.isEmpty == false || entry.kind == .model
      else { continue }
      let name = entry.path.isEmpty ? "the file itself" : entry.path
      lines += [
        "", style.strong(name.escapedForTerminal(limit: 300)) + " (\(entry.kind.rawValue))",
      ]
      lines += ModuleTreeText(tree).rendered(indentation: "  ", style: style)
    }
    appendSmall(
      entries.filter { $0.kind != .model && $0.tree?.children.isEmpty != false },
      isAlone: entries.allSatisfy { $0.tree == nil }, style)
  }

  private mutating func appendSmall(
    _ entries: [StoredEntry], isAlone: Bool, _ style: TextStyle
  ) {
    guard !entries.isEmpty else { return }
    var table = TextTable()
    for entry in entries.prefix(Self.mostSmallEntries) {
      table.add([
        "  " + (entry.path.isEmpty ? "the file itself" : entry.path).escapedForTerminal(limit: 300),
        entry.kind.rawValue, entry.text.escapedForTerminal(limit: 200),
      ])
    }
    lines += ["", style.strong(isAlone ? "contents" : "beside it")] + table.lines
    if entries.count > Self.mostSmallEntries {
      lines.append("  and \(entries.count - Self.mostSmallEntries) more; --json lists them all")
    }
  }
}
