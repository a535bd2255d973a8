import ByteIO
import ModelIR

/// A Julia value, read one level deep: what it contains is read when it is asked for.
///
/// So a cycle is never followed to its end, an object that is shared is never copied, and what
/// nobody looks at costs nothing. Wrappers around numbers (`Adjoint`, `TrackedArray`, a `Float32` in
/// a struct of four bytes) are gone at this level.
indirect enum JuliaValue: Sendable {
  /// `nothing`.
  case nothing
  /// A field that was never set.
  case undefined
  /// `true` or `false`.
  case boolean(Bool)
  /// An integer of any width.
  case integer(Int64)
  /// A floating-point number and the type it had.
  case float(Double, ElementType)
  /// A text or a character.
  case string(String)
  /// A symbol's name.
  case symbol(String)
  /// An array whose elements are plain bits.
  case array(JuliaArray)
  /// An array that was on a GPU: its sizes without its numbers.
  case deviceArray(JuliaDeviceArray)
  /// A vector of anything.
  case list(JuliaList)
  /// A tuple or a simple vector.
  case tuple(JuliaList)
  /// A named tuple.
  case namedTuple(JuliaRecord)
  /// A `Dict{Symbol}`, in file order.
  case document(JuliaRecord)
  /// Any other `Dict` or `IdDict`, in file order.
  case dictionary(JuliaDictionary)
  /// `Flux.params(model)`: the parameters in order, without their layers.
  case parameters(JuliaList)
  /// A type.
  case type(JuliaType)
  /// A module, by its path.
  case module([String])
  /// A named function.
  case function(JuliaFunction)
  /// An anonymous function with what it captured.
  case closure(JuliaClosure)
  /// Any other struct, by its type and its fields in order.
  case structure(JuliaStructure)
  /// A primitive value of a type that has no case of its own.
  case bits(JuliaType, FileRange)
}

/// What tells an object from another one with the same content: where the file holds it.
///
/// Two layers with tied weights show arrays of one identity.
struct ObjectIdentity: Hashable, Sendable {
  /// Where the object begins in the file.
  let byteOffset: Int
}

extension JuliaValue {
  /// The identity of a value that Julia could share; nothing for plain scalars.
  var identity: ObjectIdentity? {
    switch self {
    case .array(let array): array.identity
    case .deviceArray(let array): array.identity
    case .list(let list), .tuple(let list), .parameters(let list): list.identity
    case .namedTuple(let record), .document(let record): record.values.identity
    case .dictionary(let dictionary): dictionary.identity
    case .closure(let closure): closure.captured.identity
    case .structure(let structure): structure.identity
    default: nil
    }
  }

  /// The integer, also one that was stored as a truth value.
  var int: Int? {
    switch self {
    case .integer(let value): Int(value)
    case .boolean(let value): value ? 1 : 0
    default: nil
    }
  }

  /// The number of any kind.
  var double: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .float(let value, _): value
    case .boolean(let value): value ? 1 : 0
    default: nil
    }
  }

  /// The truth value.
  var bool: Bool? {
    if case .boolean(let value) = self { value } else { nil }
  }

  /// The name that a symbol or a text carries.
  var name: String? {
    switch self {
    case .symbol(let name), .string(let name): name
    default: nil
    }
  }

  /// The items of a tuple, vector or named tuple; nothing for other values.
  var items: JuliaList? {
    switch self {
    case .list(let list), .tuple(let list), .parameters(let list): list
    case .namedTuple(let record): record.values
    default: nil
    }
  }

  /// The struct, if this is one.
  var structure: JuliaStructure? {
    if case .structure(let structure) = self { structure } else { nil }
  }

  /// What the value is, for messages: `a Flux.Dense`, `a Float32 array of 3×4`.
  var kindDescription: String {
    switch self {
    case .nothing: "nothing"
    case .undefined: "an undefined field"
    case .boolean(let value): "\(value)"
    case .integer(let value): "the integer \(value)"
    case .float(let value, _): "the number \(value)"
    case .string: "a string"
    case .symbol(let name): "the symbol :\(name)"
    case .array(let array): array.summary
    case .deviceArray(let array): array.summary
    case .list(let list): "a vector of \(list.count) values"
    case .tuple(let list): "a tuple of \(list.count) values"
    case .namedTuple(let record): "a named tuple (\(record.names.joined(separator: ", ")))"
    case .document: "a dictionary of symbols"
    case .dictionary: "a dictionary"
    case .parameters(let list): "a list of \(list.count) parameters"
    case .type(let type): "the type \(type)"
    case .module(let path): "the module \(path.joined(separator: "."))"
    case .function(let function): "the function \(function)"
    case .closure(let closure): "the anonymous function \(closure.name)"
    case .structure(let structure): "a \(structure.type)"
    case .bits(let type, _): "a value of the primitive type \(type)"
    }
  }
}
