public import ModelIR

extension ElementType {
  /// The number of the type in `TensorProto.DataType` of
  /// <https://github.com/onnx/onnx/blob/main/onnx/onnx.proto>; 0 for a type that ONNX does not have.
  ///
  /// Its 4-bit type packs two elements of the shape into a byte, which ``float4E2M1FNx2`` does not.
  public var onnxDataType: Int {
    switch self {
    case .float32: 1
    case .uint8: 2
    case .int8: 3
    case .uint16: 4
    case .int16: 5
    case .int32: 6
    case .int64: 7
    case .bool: 9
    case .float16: 10
    case .float64: 11
    case .uint32: 12
    case .uint64: 13
    case .complex64: 14
    case .complex128: 15
    case .bfloat16: 16
    case .float8E4M3FN: 17
    case .float8E4M3FNUZ: 18
    case .float8E5M2: 19
    case .float8E5M2FNUZ: 20
    case .float8E8M0FNU: 24
    case .complex32, .float4E2M1FNx2: 0
    }
  }

  /// The type of a number in `TensorProto.DataType`, or nothing for one that is not carried.
  public init?(onnxDataType number: Int) {
    guard number > 0, let match = Self.allCases.first(where: { $0.onnxDataType == number })
    else { return nil }
    self = match
  }

  /// Whether ONNX has the type at all.
  var isCarriedByONNX: Bool { onnxDataType != 0 }

  /// The first opset whose operators carry the type: the float8 kinds came with IR version 9.
  var firstONNXOpset: Int {
    switch self {
    case .float8E4M3FN, .float8E4M3FNUZ, .float8E5M2, .float8E5M2FNUZ: 19
    case .float8E8M0FNU: 24
    default: 13
    }
  }
}
