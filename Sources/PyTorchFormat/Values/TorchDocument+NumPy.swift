import ByteIO
import Diagnostics
import ModelIR
import Pickle

extension TorchDocument {
  /// An array, a scalar or a dtype of NumPy.
  func array(
    _ object: PickleObject, _ meaning: TorchGlobal, _ arguments: [PickleValue], depth: Int
  ) throws(Diagnostic) -> TorchValue {
    switch meaning {
    case .arrayElementType:
      return .name("numpy.dtype(\(arguments.first.flatMap { pickle.text($0) } ?? ""))")
    case .arrayScalar: return try scalar(arguments, depth: depth)
    case .arrayFromBuffer:
      guard arguments.count >= 3 else { throw malformed("an array has no buffer, type and shape") }
      return try array(
        shape: arguments[2], type: arguments[1],
        isFortran: arguments.count > 3 && pickle.isText(arguments[3], "F"), data: arguments[0],
        depth: depth)
    default:
      // `(version, shape, dtype, is_fortran, data)`, or without a version.
      for state in object.states {
        guard let parts = pickle.items(state), parts.count >= 4 else { continue }
        let last = Array(parts.suffix(4))
        return try array(
          shape: last[0], type: last[1], isFortran: last[2].boolean ?? (last[2].integer == 1),
          data: last[3], depth: depth)
      }
      return .note("an empty NumPy array")
    }
  }

  private func array(
    shape: PickleValue, type: PickleValue, isFortran: Bool, data: PickleValue, depth: Int
  ) throws(Diagnostic) -> TorchValue {
    let shape = try integers(shape, "an array's sizes")
    let sizes = shape.map(String.init).joined(separator: ", ")
    guard let type = numpyElementType(type) else { return .note("a NumPy array [\(sizes)]") }
    if type.code.hasPrefix("O") {
      return .sequence(TorchSequence(className: "numpy.ndarray", items: items(data)))
    }
    guard let elementType = type.elementType else {
      return .note("a NumPy array [\(sizes)] of \(type.text)")
    }
    let carrier = elementType.carrier
    guard shape.count <= Self.highestRank, let byteCount = byteCountOfTensor(carrier, shape: shape)
    else { throw malformed("an array of sizes \(shape) cannot be") }
    guard let bytes = try byteArgument(data, depth: depth), bytes.byteCount == byteCount else {
      throw malformed(
        "an array of sizes \(shape) and type \(type.code) has other bytes than it needs")
    }
    var weight = try weight(bytes, carrier, shape: isFortran ? shape.reversed() : shape)
    if isFortran && shape.count > 1 { weight = weight.transposed(by: shape.indices.reversed()) }
    if type.isBigEndian && elementType.swappedByteCount > 1 { weight = weight.byteSwapped() }
    return .tensor(
      TorchTensor(weight: weight, elementType: elementType).adding("source", "numpy"))
  }

  private func weight(
    _ bytes: PickleBytes, _ type: ElementType, shape: [Int]
  ) throws(Diagnostic) -> Weight {
    switch bytes {
    case .memory(let bytes): return Weight(type, shape: shape, bytes: bytes)
    case .file(let range):
      guard let weight = Weight(type, shape: shape, in: range) else {
        throw malformed("an array of sizes \(shape) has other bytes than it needs")
      }
      return weight
    }
  }

  /// `scalar(dtype, bytes)`: a number.
  private func scalar(
    _ arguments: [PickleValue], depth: Int
  ) throws(Diagnostic) -> TorchValue {
    guard arguments.count >= 2, let type = numpyElementType(arguments[0]) else {
      return .note("a NumPy scalar")
    }
    guard let carrier = type.elementType?.carrier,
      let packed = try byteArgument(arguments[1], depth: depth),
      packed.byteCount == carrier.byteCount
    else { return .note("a NumPy scalar among \(type.text)") }
    var weight = Weight(carrier, shape: [], bytes: try packed.bytes())
    if type.isBigEndian && carrier.byteCount > 1 { weight = weight.byteSwapped() }
    return try TorchNumber.value(of: weight) ?? .note("a NumPy scalar of \(type.code)")
  }
}
