import Diagnostics
import ModelIR

/// A `ValueProto` of a compiled graph: dtype 1, bool 2, int 3, uint 4, float 5, double 6, str 7,
/// tensor 8, and lists of these from 10 on, values 18, type 20.
enum CompiledValue {
  /// Reads a value.
  ///
  /// - Throws: ``DiagnosticCode/mindIRMalformed``, and what the encoding raises for too deep a tuple.
  static func read(_ message: MindIRMessage) throws(Diagnostic) -> MindSporeValue {
    var message = message
    var dataType = 0
    var value: MindSporeValue?
    var list: [MindSporeValue] = []
    while let field = try message.next() {
      switch field.number {
      case 1: dataType = try message.integer(field, "dtype")
      case 2: value = .boolean(try message.integer(field, "bool_val") != 0)
      case 3, 4: value = .integer(try message.integer(field, "int_val"))
      case 5:
        value = try message.numbers(field, "float_val", isDouble: false).first
          .map(MindSporeValue.number)
      case 6:
        value = try message.numbers(field, "double_val", isDouble: true).first
          .map(MindSporeValue.number)
      case 7: value = .text(try message.text(field, "str_val"))
      case 8: value = .tensor(try tensor(try message.nested(field, "tensor_val")))
      case 10:
        list += try message.integers(field, "bool_vals").map { .boolean($0 != 0) }
      case 11, 12: list += try message.integers(field, "int_vals").map(MindSporeValue.integer)
      case 13:
        list += try message.numbers(field, "float_vals", isDouble: false)
          .map(MindSporeValue.number)
      case 14:
        list += try message.numbers(field, "double_vals", isDouble: true)
          .map(MindSporeValue.number)
      case 15: list.append(.text(try message.text(field, "str_vals")))
      case 16: list.append(.tensor(try tensor(try message.nested(field, "tensor_vals"))))
      case 18: list.append(try read(try message.nested(field, "values")))
      case 20: value = .elementType(try elementType(try message.nested(field, "type_val")))
      default: break
      }
      guard list.count <= 1 << 20 else {
        throw message.malformed("a list has too many values", .mindIROverLimit)
      }
    }
    switch dataType {
    case 16...30, 32: return .list(list)
    case 31: return .tuple(list)
    case 34: return .none
    // Tokens of the order of effects have a text and no type.
    case 0 where value == .text("U") || value == .text("IO"): return .monad
    default: return value ?? (list.isEmpty ? .none : .tuple(list))
    }
  }

  /// A `TensorProto` of a compiled graph: dims 1, data_type 2, raw_data 8; mostly without elements.
  private static func tensor(_ message: MindIRMessage) throws(Diagnostic) -> Weight {
    var message = message
    var sizes: [Int] = []
    var dataType = 0
    var weight: Weight?
    while let field = try message.next() {
      switch field.number {
      case 1: sizes += try message.integers(field, "dims")
      case 2: dataType = try message.integer(field, "data_type")
      case 8:
        guard let type = ElementType(compiledDataType: dataType) else { break }
        weight = Weight(type, shape: sizes, in: try message.content(field, "raw_data"))
      default: break
      }
      guard sizes.count <= MindIRTensor.mostAxes else {
        throw message.malformed("a tensor has too many axes", .mindIROverLimit)
      }
    }
    if let weight { return weight }
    guard let type = ElementType(compiledDataType: dataType),
      let absent = Weight(absent: "the file does not have its elements", type, shape: sizes)
    else { throw message.malformed("\(dataType) \(sizes) is no type of a tensor") }
    return absent
  }

  private static func elementType(_ message: MindIRMessage) throws(Diagnostic) -> ElementType? {
    var message = message
    while let field = try message.next() {
      if field.number == 1 {
        return ElementType(compiledDataType: try message.integer(field, "data_type"))
      }
    }
    return nil
  }

  /// A `TypeProto`: data_type 1, tensor_type 2 of elem_type 1 and shape 2, sequence_type 3.
  static func abstract(_ message: MindIRMessage) throws(Diagnostic) -> MindSporeAbstract {
    var message = message
    var result = MindSporeAbstract.other
    while let field = try message.next() {
      switch field.number {
      case 2: result = try tensorType(try message.nested(field, "tensor_type"))
      case 3:
        var sequence = try message.nested(field, "sequence_type")
        var items: [MindSporeAbstract] = []
        while let item = try sequence.next() {
          guard item.number == 1 else { continue }
          items.append(try abstract(try sequence.nested(item, "elem_types")))
        }
        result = .tuple(items)
      default: break
      }
    }
    return result
  }

  private static func tensorType(_ message: MindIRMessage) throws(Diagnostic) -> MindSporeAbstract {
    var message = message
    var type: ElementType?
    var sizes: [Int] = []
    while let field = try message.next() {
      switch field.number {
      case 1: type = ElementType(compiledDataType: try message.integer(field, "elem_type"))
      case 2:
        var shape = try message.nested(field, "shape")
        while let dimension = try shape.next() {
          guard dimension.number == 1, sizes.count < MindIRTensor.mostAxes else { continue }
          var size = try shape.nested(dimension, "dim")
          var value = -1
          while let part = try size.next() {
            if part.number == 1 { value = try size.integer(part, "size") }
          }
          sizes.append(value)
        }
      default: break
      }
    }
    return type.map { .tensor($0, sizes) } ?? .other
  }
}

extension ElementType {
  /// The type of a number of the compiled graphs' `DataType`.
  init?(compiledDataType number: Int) {
    switch number {
    case 1: self = .bool
    case 2: self = .int8
    case 3: self = .int16
    case 4, 36: self = .int32
    case 5: self = .int64
    case 6: self = .uint8
    case 7: self = .uint16
    case 8, 37: self = .uint32
    case 9: self = .uint64
    case 10: self = .float16
    case 11, 38: self = .float32
    case 12: self = .float64
    case 43: self = .complex64
    case 44: self = .complex128
    case 46: self = .bfloat16
    default: return nil
    }
  }
}
