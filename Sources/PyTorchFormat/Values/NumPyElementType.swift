import Diagnostics
import ModelIR
import Pickle

/// NumPy's dtype as a pickle describes it.
struct NumPyElementType {
  /// The kind and the bytes of an element as NumPy writes them: `f4`.
  let code: String
  /// Whether the highest byte comes first.
  let isBigEndian: Bool

  /// The type of a graph's tensors; nothing for texts, dates, records and objects.
  var elementType: TorchElementType? {
    switch code {
    case "b1", "?", "bool": .bool
    case "i1": .int8
    case "i2": .int16
    case "i4": .int32
    case "i8": .int64
    case "u1": .uint8
    case "u2": .uint16
    case "u4": .uint32
    case "u8": .uint64
    case "f2": .float16
    case "f4": .float32
    case "f8": .float64
    case "c8": .complex64
    case "c16": .complex128
    default: nil
    }
  }

  /// What elements of another type are, for people.
  var text: String {
    switch code.first {
    case "U", "S", "a": "texts"
    case "M", "m": "dates or times"
    case "O": "objects"
    case "V": "records"
    default: "elements of type \(code)"
    }
  }
}

extension TorchDocument {
  /// The dtype that a value is: `numpy.dtype('f4')` with its state, or a class.
  func numpyElementType(_ value: PickleValue) -> NumPyElementType? {
    if case .arrayElementClass(let code)? = meaning(value) {
      return NumPyElementType(code: code, isBigEndian: false)
    }
    guard let object = pickle.object(value) else { return nil }
    if case .arrayElementClass(let code)? = meaning(object.callable) {
      return NumPyElementType(code: code, isBigEndian: false)
    }
    guard meaning(object.callable) == .arrayElementType,
      let arguments = pickle.items(object.arguments), let first = arguments.first,
      var code = pickle.text(first)
    else { return nil }
    var isBigEndian = false
    if code.hasPrefix(">") || code.hasPrefix("<") || code.hasPrefix("|") {
      isBigEndian = code.hasPrefix(">")
      code.removeFirst()
    }
    for state in object.states {
      guard let parts = pickle.items(state), parts.count > 1 else { continue }
      isBigEndian = pickle.isText(parts[1], ">")
      // Names of fields: a record.
      if parts.count > 3, !parts[3].isNone { code = "V" }
    }
    return NumPyElementType(code: code, isBigEndian: isBigEndian)
  }
}
