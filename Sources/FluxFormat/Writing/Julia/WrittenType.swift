import ModelIR

/// A Julia type by its path, as BSON.jl writes it.
struct WrittenType: Hashable, Sendable {
  /// A parameter of a type.
  enum Parameter: Hashable, Sendable {
    case type(WrittenType)
    case integer(Int)
    case boolean(Bool)
    case symbol(String)
  }

  /// The modules and the name: `["Flux", "Dense"]`.
  let path: [String]
  /// The parameters in the type's own order.
  let parameters: [Parameter]

  init(_ path: [String], _ parameters: [Parameter] = []) {
    self.path = path
    self.parameters = parameters
  }

  /// A type of the package Flux.
  static func flux(_ name: String, _ parameters: [Parameter] = []) -> WrittenType {
    WrittenType(["Flux", name], parameters)
  }

  /// A type of Core, with parameters that are types.
  static func core(_ name: String, _ parameters: [WrittenType] = []) -> WrittenType {
    WrittenType(["Core", name], parameters.map { .type($0) })
  }

  /// A type of Base, which BSON.jl finds from `Main`.
  static func base(_ name: String, _ parameters: [WrittenType] = []) -> WrittenType {
    WrittenType(["Main", "Base", name], parameters.map { .type($0) })
  }

  /// The type of arrays.
  static func array(_ element: WrittenType, rank: Int) -> WrittenType {
    WrittenType(["Core", "Array"], [.type(element), .integer(rank)])
  }

  /// Whether values of the type can change, which BSON.jl therefore writes once; it treats the type
  /// itself alike.
  var isMutable: Bool {
    path == ["Core", "Array"]
      || (path.first == "Flux" && Self.mutableLayers.contains(path.last ?? ""))
  }

  private static let mutableLayers: Set<String> = [
    "BatchNorm", "InstanceNorm", "GroupNorm", "Dropout", "AlphaDropout",
  ]
}

extension WrittenType {
  /// The type of elements, or nothing for one that Julia has none for.
  init?(_ elementType: ElementType) {
    switch elementType {
    case .bool: self = .core("Bool")
    case .uint8: self = .core("UInt8")
    case .uint16: self = .core("UInt16")
    case .uint32: self = .core("UInt32")
    case .uint64: self = .core("UInt64")
    case .int8: self = .core("Int8")
    case .int16: self = .core("Int16")
    case .int32: self = .core("Int32")
    case .int64: self = .core("Int64")
    case .float16: self = .core("Float16")
    case .float32: self = .core("Float32")
    case .float64: self = .core("Float64")
    case .bfloat16: self = WrittenType(["BFloat16s", "BFloat16"])
    case .complex32: self = .base("Complex", [.core("Float16")])
    case .complex64: self = .base("Complex", [.core("Float32")])
    case .complex128: self = .base("Complex", [.core("Float64")])
    default: return nil
    }
  }
}
