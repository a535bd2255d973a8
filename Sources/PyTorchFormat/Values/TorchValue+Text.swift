import ModelIR
import Pickle

extension TorchValue {
  /// One line on what the value is: `7`, `dict of 3 entries`, `f32[3, 4]`.
  var text: String {
    switch self {
    case .none: "None"
    case .boolean(let truth): truth ? "True" : "False"
    case .integer(let integer): String(integer)
    case .longInteger(let bits): "an integer of \(bits) bits"
    case .number(let number): "\(number)"
    case .complex(let real, let imaginary): "\(real) + \(imaginary)i"
    case .text(let text): Self.quoted(text)
    case .bytes(let bytes): "\(bytes.byteCount) bytes"
    case .name(let name), .note(let name): name
    case .sequence(let sequence): Self.text(of: sequence)
    case .mapping(let mapping):
      "\(mapping.className) of \(Self.count(mapping.entries.count, "entry", "entries"))"
    case .tensor(let tensor): Self.text(of: tensor)
    case .composite(let composite): composite.text
    case .object(let object):
      object.isCall ? "a call of \(object.className)" : "an object of class \(object.className)"
    case .global(let name): name.description
    case .storage(let storage): "a storage of \(storage.byteCount) bytes"
    case .file: "a PyTorch file"
    }
  }

  private static func quoted(_ text: String) -> String {
    text.utf8.count <= 120 ? text : "\(text.prefix(100))… (\(text.utf8.count) bytes)"
  }

  private static func text(of tensor: TorchTensor) -> String {
    let shape = tensor.weight.shape
    if shape.isEmpty, let number = try? TorchNumber.value(of: tensor.weight) { return number.text }
    return "\(tensor.weight.elementType)[\(shape.map(String.init).joined(separator: ", "))]"
  }

  private static func text(of sequence: TorchSequence) -> String {
    let items = sequence.items
    if items.count <= 16 {
      let texts = items.compactMap(\.shortText)
      if texts.count == items.count {
        let inside = texts.joined(separator: ", ")
        return switch sequence.className {
        case "list": "[\(inside)]"
        case "tuple": texts.count == 1 ? "(\(inside),)" : "(\(inside))"
        default: "\(sequence.className)([\(inside)])"
        }
      }
    }
    return "\(sequence.className) of \(count(items.count, "item", "items"))"
  }

  private static func count(_ count: Int, _ one: String, _ many: String) -> String {
    count == 1 ? "1 \(one)" : "\(count) \(many)"
  }
}

extension TorchNode {
  /// A plain value in a few characters; nothing for anything else.
  fileprivate var shortText: String? {
    switch pickle {
    case .none, .boolean, .integer, .number: literalText(depth: 0)
    case .text, .byteString:
      document.text(pickle).utf8.count <= 40 ? literalText(depth: 0) : nil
    default: nil
    }
  }
}
