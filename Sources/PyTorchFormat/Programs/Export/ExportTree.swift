import Diagnostics
import JSONText

/// The names of the leaves of nested inputs or outputs, from the text in which torch.export keeps their
/// structure.
enum ExportTree {
  private static let depthLimit = 64

  /// The leaves' paths in order: `["logits", "hidden_states.0"]`; an empty path for a single value.
  ///
  /// - Returns: nothing for a text that cannot be read; names are then made up.
  static func leaves(_ text: String) -> [String]? {
    guard let document = try? JSONDocument.parse(Array(text.utf8)) else { return nil }
    let items = Array(document.root.items)
    guard items.count == 2 else { return nil }
    var names: [String] = []
    guard collect(items[1], path: "", depth: 0, into: &names) else { return nil }
    return names
  }

  private static func collect(
    _ node: JSONNode, path: String, depth: Int, into names: inout [String]
  ) -> Bool {
    guard depth < depthLimit, names.count < 4096, let children = node["children_spec"] else {
      return false
    }
    guard let type = node["type"]?.string else {
      names.append(path)
      return true
    }
    if type == "builtins.NoneType" { return true }
    let keys = keys(of: node)
    for (index, child) in children.items.enumerated() {
      let step = keys.flatMap { $0.indices.contains(index) ? $0[index] : nil } ?? String(index)
      let inner = path.isEmpty ? step : "\(path).\(step)"
      guard collect(child, path: inner, depth: depth + 1, into: &names) else { return false }
    }
    return true
  }

  /// The keys of a dictionary or of an object with named parts.
  private static func keys(of node: JSONNode) -> [String]? {
    guard let text = node["context"]?.string,
      let context = try? JSONDocument.parse(Array(text.utf8)).root
    else { return nil }
    let list: JSONNode? =
      context.kind == .array ? context : context["keys"] ?? context["field_names"]
    guard let list, list.kind == .array else { return nil }
    let keys = list.items.map { $0.string ?? $0.integer.map { String($0) } ?? "" }
    // A default dictionary and some outputs of models nest their keys once more.
    if keys.allSatisfy({ $0.isEmpty }),
      let inner = Array(list.items).first(where: { $0.kind == .array })
    {
      return inner.items.map { $0.string ?? "" }
    }
    return keys.contains("") ? nil : keys
  }
}
