import ModelIR

/// A Julia value to be written.
indirect enum WrittenValue: Sendable {
  case nothing
  case boolean(Bool)
  case integer(Int)
  case float64(Double)
  case float32(Float)
  case text(String)
  /// Values of any types side by side, which is a type of its own for each combination.
  case tuple([WrittenValue])
  /// A `Vector{Any}`.
  case list([WrittenValue])
  /// A `Dict{Symbol, Any}`.
  case dictionary([(name: String, value: WrittenValue)])
  case array(WrittenArray)
  case structure(WrittenStructure)
}

/// An array of numbers.
struct WrittenArray: Hashable, Sendable {
  /// The elements, with the sizes in Julia's order.
  let weight: Weight
  /// The type of an element.
  let elementType: WrittenType

  /// Makes an array, or nothing if Julia has no such elements.
  ///
  /// - Parameter weight: the elements, with the sizes in Julia's order.
  init?(_ weight: Weight) {
    guard let elementType = WrittenType(weight.elementType) else { return nil }
    self.weight = weight
    self.elementType = elementType
  }

  /// The elements in the order of Julia's memory, the first axis being the fastest.
  var inMemoryOrder: Weight { weight.transposed(by: Array(weight.shape.indices.reversed())) }
}

/// A struct by its type and its fields in declaration order.
struct WrittenStructure: Sendable {
  let type: WrittenType
  let fields: [WrittenValue]
}

extension WrittenValue {
  /// The value's type.
  var type: WrittenType {
    switch self {
    case .nothing: .core("Nothing")
    case .boolean: .core("Bool")
    case .integer: .core("Int64")
    case .float64: .core("Float64")
    case .float32: .core("Float32")
    case .text: .core("String")
    case .tuple(let items): .core("Tuple", items.map(\.type))
    case .list: .array(.core("Any"), rank: 1)
    case .dictionary: .base("Dict", [.core("Symbol"), .core("Any")])
    case .array(let array): .array(array.elementType, rank: array.weight.shape.count)
    case .structure(let structure): structure.type
    }
  }

  /// A layer of Flux.
  static func flux(
    _ name: String, _ parameters: [WrittenType.Parameter], _ fields: [WrittenValue]
  ) -> WrittenValue {
    .structure(WrittenStructure(type: .flux(name, parameters), fields: fields))
  }

  /// Integers side by side.
  static func integers(_ values: [Int]) -> WrittenValue { .tuple(values.map { .integer($0) }) }

  /// A named function: the only value of its own type.
  static func function(_ path: String...) -> WrittenValue {
    let name = path.last ?? ""
    return .structure(
      WrittenStructure(type: WrittenType(path.dropLast() + ["#\(name)"]), fields: []))
  }

  /// A function of NNlib.
  static func nnlib(_ name: String) -> WrittenValue { .function("NNlib", name) }

  /// A function of Base.
  static func base(_ name: String) -> WrittenValue { .function("Main", "Base", name) }

  /// The function that gives back what it takes.
  static let identity = base("identity")

  /// `:`.
  static let colon = WrittenValue.structure(WrittenStructure(type: .base("Colon"), fields: []))

  /// A function whose second argument is fixed.
  static func fix2(_ function: WrittenValue, _ argument: WrittenValue) -> WrittenValue {
    .structure(
      WrittenStructure(
        type: .base("Fix2", [function.type, argument.type]), fields: [function, argument]))
  }

  /// A function applied to each element, or to each pair of elements.
  static func broadcast(_ function: WrittenValue) -> WrittenValue {
    .structure(
      WrittenStructure(
        type: WrittenType(
          ["Main", "Base", "Broadcast", "BroadcastFunction"], [.type(function.type)]),
        fields: [function]))
  }

  /// Layers one after the other.
  static func chain(_ layers: [WrittenValue]) -> WrittenValue {
    let layers = WrittenValue.tuple(layers)
    return .flux("Chain", [.type(layers.type)], [layers])
  }

  /// Layers beside each other, and the function that their results are put together with.
  static func parallel(_ connection: WrittenValue, _ layers: [WrittenValue]) -> WrittenValue {
    let layers = WrittenValue.tuple(layers)
    return .flux("Parallel", [.type(connection.type), .type(layers.type)], [connection, layers])
  }

  /// A layer whose result is put together with its input.
  static func skipConnection(_ layers: WrittenValue, _ connection: WrittenValue) -> WrittenValue {
    .flux(
      "SkipConnection", [.type(layers.type), .type(connection.type)], [layers, connection])
  }
}
