import ByteIO
import Diagnostics
import ModelIR

extension GETensorDescriptor {
  /// The most axes of a tensor.
  static let mostAxisCount = 64

  /// Reads a `TensorDescriptor`.
  static func read(
    _ message: GEMessageReader, _ budget: inout GEReadBudget
  ) throws(Diagnostic) -> GETensorDescriptor {
    try budget.take()
    var message = message
    var descriptor = GETensorDescriptor()
    while let field = try message.next() {
      switch field.number {
      case 1: descriptor.name = try message.text(field, "name")
      case 2: descriptor.dataType = try message.integer(field, "dtype")
      case 3:
        var shape = try message.message(field, "shape")
        while let size = try shape.next(), size.number == 1 {
          descriptor.shape += try shape.integers(size, "dim", &budget)
        }
        guard descriptor.shape.count <= mostAxisCount else {
          throw message.malformed("a tensor has more than \(mostAxisCount) axes")
        }
      case 4: descriptor.layout = try message.text(field, "layout")
      case 5: try descriptor.attributes.add(reading: message.message(field, "attr"), &budget)
      case 11: descriptor.weightByteCount = try message.integer(field, "weight_size")
      case 14: descriptor.deviceType = try message.text(field, "device_type")
      case 16: descriptor.realDimensionCount = try message.integer(field, "real_dim_cnt")
      case 18: descriptor.dataOffset = try message.integer(field, "data_offset")
      default: break
      }
    }
    return descriptor
  }

  /// The type of the tensor where the elements are of a type that models have.
  var elementType: ElementType? { ElementType(geDataType: dataType) }

  /// The sizes where all are known.
  var sizes: [Int]? { shape.allSatisfy { $0 >= 0 } ? shape : nil }
}

extension GETensor {
  /// Reads a `TensorDef`, whose elements stay where they are.
  static func read(
    _ message: GEMessageReader, _ budget: inout GEReadBudget
  ) throws(Diagnostic) -> GETensor {
    var message = message
    var descriptor = GETensorDescriptor()
    var data: FileRange?
    while let field = try message.next() {
      switch field.number {
      case 1: descriptor = try .read(message.message(field, "desc"), &budget)
      case 2: data = try message.content(field, "data").range
      default: break
      }
    }
    return GETensor(
      descriptor: descriptor, content: content(descriptor, data))
  }

  private static func content(_ descriptor: GETensorDescriptor, _ data: FileRange?) -> Content {
    guard let type = descriptor.elementType else {
      return .unusable("elements of type \(descriptor.dataType)")
    }
    guard let sizes = descriptor.sizes, let count = byteCountOfTensor(type, shape: sizes) else {
      return .unusable("the shape \(descriptor.shape)")
    }
    guard let data else {
      guard count == 0 else { return .unusable("no elements") }
      return .inline(Weight(type, shape: sizes, bytes: []))
    }
    guard let weight = Weight(type, shape: sizes, in: data) else {
      return .unusable("\(data.byteCount) bytes where the shape needs \(count)")
    }
    return .inline(weight)
  }
}
