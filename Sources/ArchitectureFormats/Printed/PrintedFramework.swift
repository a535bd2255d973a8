import Checkpoints

/// Tells which framework printed a model.
struct PrintedFramework {
  /// What only MindSpore prints.
  private static let mindSporeMarks = [
    "input_channels=", "Parameter (name=", "SequentialCell", "CellList", "vocab_size=",
    "pad_mode=", "has_bias=", "input_features=", "begin_norm_axis=",
  ]

  /// The framework, by what only one of them prints; PyTorch where nothing tells.
  static func of(_ text: String) -> Framework {
    let start = text.drop { $0.isWhitespace }
    let name = start.prefix { $0.isLetter || $0.isNumber || "_.".contains($0) }
    let kind = name.split(separator: ".").last.map(String.init) ?? ""
    // Python names children in parentheses: `(fc): Linear(…)`.
    if text.contains("): ") || start.dropFirst(name.count).first == "<" {
      return isMindSpore(text) || start.dropFirst(name.count).first == "<" ? .mindspore : .pytorch
    }
    if text.contains("=>") || FluxModules.ownKinds.contains(kind) { return .flux }
    if isMindSpore(text) { return .mindspore }
    return kind == "Dense" || isPositional(start.dropFirst(name.count), kind) ? .flux : .pytorch
  }

  private static func isMindSpore(_ text: String) -> Bool {
    mindSporeMarks.contains { text.contains($0) }
  }

  /// Whether a kind that both frameworks have is printed as Flux does: `LayerNorm(5)`, which PyTorch
  /// prints as `LayerNorm((5,), eps=…)`.
  private static func isPositional(_ rest: Substring, _ kind: String) -> Bool {
    guard ["LayerNorm", "GroupNorm"].contains(kind)
    else { return false }
    return !rest.contains("eps=")
  }
}
