import Checkpoints
import ConversionKit
import ModelIR
import YAMLText

extension BatchFileReader {
  /// Takes what is asked of checkpoints.
  mutating func read(_ fields: inout YAMLFields, into options: inout CheckpointOptions) {
    if let node = fields.take("form") {
      options.form = choice(node, of: CheckpointOptions.Form.allCases.map { ($0.rawValue, $0) })
    }
    if let node = fields.take("dtype") {
      options.elementType = choice(
        node, of: CheckpointOptions.elementTypes.map { ($0.description, $0) })
    }
    if let node = fields.take("framework") {
      let frameworks = Framework.allCases.filter { $0 != .unspecified }
      options.framework = choice(node, of: frameworks.map { ($0.rawValue, $0) })
    }
    if let node = fields.take("metadata") {
      for item in self.fields(of: node, "'metadata'")?.rest ?? [] {
        options.metadata[item.key] = hyperparameter(item.value)
      }
    }
    if let node = fields.take("rename") {
      options.renames = (self.fields(of: node, "'rename'")?.rest ?? []).map { item in
        NameRewrite(pattern: item.key, replacement: replacement(item.value))
      }
    }
    if let node = fields.take("max_shard_size") { options.maximumShardByteCount = byteCount(node) }
    if let node = fields.take("legacy") { options.isLegacy = truth(node) ?? false }
    if let node = fields.take("checksum") { options.hasChecksum = truth(node) ?? false }
  }

  /// One of several values by its name.
  private mutating func choice<Value>(
    _ node: YAMLNode, of values: [(name: String, value: Value)]
  ) -> Value? {
    guard let text = text(node) else { return nil }
    if let match = values.first(where: { $0.name == text }) { return match.value }
    report("'\(text)' is none of \(values.map(\.name).joined(separator: ", "))", at: node.mark)
    return nil
  }

  /// What replaces a pattern: any text, also none at all; null leaves the entry out.
  private mutating func replacement(_ node: YAMLNode) -> String? {
    switch node.content {
    case .null: nil
    case .text(let text): text
    default: scalarText(node)
    }
  }

  private mutating func byteCount(_ node: YAMLNode) -> Int? {
    guard let text = scalarText(node) else { return nil }
    if let byteCount = ByteSizeText.byteCount(text) { return byteCount }
    report("'\(text)' is no size: write 5GB, 500MB, 1GiB or a number of bytes", at: node.mark)
    return nil
  }
}
