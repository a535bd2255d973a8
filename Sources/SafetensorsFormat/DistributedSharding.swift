import ByteIO
import JSONText

/// Where in whole tensors the parts of one process belong, as PyTorch's distributed checkpoints
/// write it into `__metadata__`: `{"weight": {"saved_offsets": [0, 8]}}`.
struct DistributedSharding: Sendable {
  private var texts: [ExactName: String] = [:]

  /// Reads the text; anything else than the expected shape says nothing.
  init(_ text: String?) {
    guard let text, let root = try? JSONDocument.parse(Array(text.utf8)).root else { return }
    for member in root.members {
      guard let offsets = member.value["saved_offsets"], offsets.kind == .array,
        offsets.count <= 64
      else { continue }
      let numbers = offsets.items.compactMap(\.integer)
      guard numbers.count == offsets.count else { continue }
      texts[ExactName(member.name)] = "[\(numbers.map(String.init).joined(separator: ", "))]"
    }
  }

  /// Where a part begins in the whole tensor: `[0, 8]`.
  func offsets(of name: String) -> String? { texts.isEmpty ? nil : texts[ExactName(name)] }
}
