import JSONText

/// Where a node of an exported graph comes from.
enum ExportPlace {
  /// The path of the innermost module: `layer1.0.conv1`; empty for the model itself.
  static func modulePath(_ node: JSONNode) -> String {
    guard let stack = node["metadata"]?["nn_module_stack"]?.string, !stack.isEmpty else {
      return ""
    }
    // Entries end with a semicolon: `L__self___fc,fc,torch.nn.modules.linear.Linear`, in 2.1
    // `L__self___fc:(L['self'].fc,torch.nn.modules.linear.Linear)`.
    let last = stack.split(separator: ";").last ?? ""
    if last.contains("_from_metadata_hook") { return "" }
    let parts = last.split(separator: ",", omittingEmptySubsequences: false)
    var path: Substring
    if let colon = last.firstRange(of: ":(") {
      path = last[colon.upperBound...].prefix { $0 != "," }
    } else {
      path = parts.count >= 3 ? last.dropFirst(parts[0].count + 1) : ""
      path = path.dropLast(min(path.count, (parts.last?.count ?? 0) + 1))
    }
    return normalised(path)
  }

  /// `L['self'].layers[0]` and `getattr(L['fn'], '0')` as `layers.0` and `0`.
  private static func normalised(_ path: Substring) -> String {
    var text = String(path)
    while text.hasPrefix("getattr("), let end = text.lastIndex(of: ")"),
      let comma = text[..<end].lastIndex(of: ",")
    {
      let inner = text[text.index(text.startIndex, offsetBy: 8)..<comma]
      let name = text[text.index(after: comma)..<end].filter { $0 != "'" && $0 != " " }
      text = "\(inner).\(name)\(text[text.index(after: end)...])"
    }
    for prefix in ["L['self']", "L['fn']"] where text.hasPrefix(prefix) {
      text = String(text.dropFirst(prefix.count))
    }
    text = text.filter { $0 != "]" && $0 != "'" }.replacing("[", with: ".")
    return String(text.drop { $0 == "." })
  }

  /// The line of the model's own code: `model.py:48`, the innermost that is not PyTorch's.
  static func sourceLine(_ node: JSONNode) -> String? {
    guard let trace = node["metadata"]?["stack_trace"]?.string else { return nil }
    var found: String?
    for line in trace.split(separator: "\n") {
      let line = line.drop { $0 == " " }
      guard line.hasPrefix("File \"") else { continue }
      let parts = line.split(separator: "\"", omittingEmptySubsequences: false)
      guard parts.count >= 3 else { continue }
      let number = parts[2].drop { !$0.isNumber }.prefix { $0.isNumber }
      let name = parts[1].split(separator: "/").last ?? parts[1]
      if found == nil || !parts[1].contains("/torch/") { found = "\(name):\(number)" }
    }
    return found
  }
}
