import Pickle

extension TorchNode {
  /// A key as a part of a name: a text as it is, anything else as Python writes it.
  var keyText: String {
    switch pickle {
    case .text, .byteString: document.text(pickle)
    default: literalText(depth: 0)
    }
  }

  /// A small value as Python writes it.
  func literalText(depth: Int) -> String {
    switch pickle {
    case .none: return "None"
    case .boolean(let truth): return truth ? "True" : "False"
    case .integer(let integer): return String(integer)
    case .number(let number): return "\(number)"
    case .text, .byteString: return "'\(document.text(pickle))'"
    case .tuple, .list:
      guard depth < 4, let items = document.pickle.items(pickle), items.count <= 16 else {
        return "…"
      }
      let texts = items.map { document.node($0).literalText(depth: depth + 1) }
      if case .list = pickle { return "[\(texts.joined(separator: ", "))]" }
      return texts.count == 1 ? "(\(texts[0]),)" : "(\(texts.joined(separator: ", ")))"
    default: return pickle.kindDescription
    }
  }
}
