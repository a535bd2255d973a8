import Diagnostics
import ModelIR
import Pickle

extension TorchDocument {
  /// So many scales of a quantised tensor are written out in its facts.
  private static let mostListedScales = 64

  /// `(storage, offset, size, stride, (scheme, …), requires_grad, hooks)`.
  func quantized(_ arguments: [PickleValue], depth: Int) throws(Diagnostic) -> TorchTensor {
    guard let offset = arguments[1].integer else {
      throw malformed("an offset has to be an integer, it is \(arguments[1].kindDescription)")
    }
    var tensor = try Self.view(
      of: storage(arguments[0]), offset: offset, shape: integers(arguments[2], "sizes"),
      strides: integers(arguments[3], "strides"))
    guard let parameters = pickle.items(arguments[4]), parameters.count >= 3,
      let scheme = pickle.global(parameters[0])?.name
    else { throw malformed("a quantised tensor has no scheme, scale and zero point") }
    if scheme.hasPrefix("per_tensor") {
      guard let scale = parameters[1].number, scale.isFinite, scale != 0 else {
        throw malformed("a quantised tensor's scale has to be a number other than 0")
      }
      tensor.quantization = Self.quantization(
        scale: scale, zeroPoint: parameters[2].number ?? 0)
      return tensor.adding("quantization", scheme).adding("scale", "\(scale)")
        .adding("zero_point", parameters[2].number.map(Self.numberText) ?? "0")
    }
    let axis = parameters.count > 3 ? parameters[3].integer ?? 0 : 0
    guard axis >= 0, axis < max(1, tensor.weight.shape.count) else {
      throw malformed("a quantised tensor's axis \(axis) is none of its axes")
    }
    tensor.quantization = try quantization(parameters, axis: axis, depth: depth)
    return tensor.adding("quantization", scheme).adding("axis", String(axis))
      .adding("scales", try numbersText(parameters[1], depth: depth))
      .adding("zero_points", try numbersText(parameters[2], depth: depth))
  }

  private static func quantization(scale: Double, zeroPoint: Double) -> TorchQuantization? {
    guard let scale = Weight.scalar(scale, .float32), let zero = Weight.scalar(zeroPoint, .int64)
    else { return nil }
    return TorchQuantization(scales: scale, zeroPoints: zero, axis: nil)
  }

  /// Scales that differ along an axis; nothing where they are no tensors.
  private func quantization(
    _ parameters: PickleItems, axis: Int, depth: Int
  ) throws(Diagnostic) -> TorchQuantization? {
    guard case .tensor(let scales) = try value(parameters[1], depth: depth),
      case .tensor(let zeroPoints) = try value(parameters[2], depth: depth)
    else { return nil }
    return TorchQuantization(scales: scales.weight, zeroPoints: zeroPoints.weight, axis: axis)
  }

  private func numbersText(_ value: PickleValue, depth: Int) throws(Diagnostic) -> String {
    let numbers: [Double]
    switch try self.value(value, depth: depth) {
    case .tensor(let tensor):
      guard tensor.weight.elementCount <= Self.mostListedScales else {
        return "\(tensor.weight.elementCount) numbers"
      }
      numbers = try tensor.weight.doubles()
    case .sequence(let list): numbers = list.items.compactMap(\.pickle.number)
    default: return "unknown"
    }
    guard numbers.count <= Self.mostListedScales else { return "\(numbers.count) numbers" }
    return numbers.map(Self.numberText).joined(separator: ", ")
  }

  /// A number as short as it can be: `3` for 3.0.
  private static func numberText(_ number: Double) -> String {
    Int(exactly: number).map(String.init) ?? "\(number)"
  }

  /// `(layout, data)`: indices, values and sizes.
  func sparse(_ arguments: [PickleValue]) throws(Diagnostic) -> TorchValue {
    let layout: String
    switch try value(arguments[0]) {
    case .name(let name): layout = name.split(separator: ".").last.map(String.init) ?? name
    default: throw malformed("a sparse tensor's layout is \(arguments[0].kindDescription)")
    }
    guard let data = pickle.items(arguments[1]) else {
      throw malformed("a sparse tensor's data is \(arguments[1].kindDescription)")
    }
    let names: [String]
    switch layout {
    case "sparse_coo": names = ["indices", "values"]
    case "sparse_csr", "sparse_bsr": names = ["crow_indices", "col_indices", "values"]
    case "sparse_csc", "sparse_bsc": names = ["ccol_indices", "row_indices", "values"]
    default:
      throw Diagnostic(.torchTensorUnsupported, "sparse tensors of layout '\(layout)' are not read")
    }
    guard data.count > names.count else {
      throw malformed("a sparse tensor has \(data.count) parts, \(names.count + 1) are expected")
    }
    let shape = try integers(data[names.count], "a sparse tensor's sizes")
    let sizes = shape.map(String.init).joined(separator: ", ")
    return .composite(
      TorchComposite(
        text: "\(layout) tensor of [\(sizes)]",
        parts: names.indices.map { TorchAttribute(name: names[$0], value: node(data[$0])) },
        facts: [MetadataEntry("layout", layout), MetadataEntry("sparse_shape", "[\(sizes)]")]))
  }
}
