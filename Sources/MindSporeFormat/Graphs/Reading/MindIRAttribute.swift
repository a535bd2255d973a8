import ByteIO
import Diagnostics
import ModelIR
import ProtobufWire

/// An `AttributeProto` of MindIR: name 1, f 2, i 3, d 4, s 5, t 6, floats 8, doubles 9, ints 10,
/// strings 11, tensors 12, ref_attr_name 15, type 16, values 17.
struct MindIRAttribute: Sendable {
  private(set) var name = ""
  private(set) var type = 0
  private var scalar: MindSporeValue?
  private var floats: [Double] = []
  private var integers: [Int] = []
  private var texts: [String] = []
  private(set) var tensors: [MindIRTensor] = []
  private(set) var values: [MindIRAttribute] = []
  private var expression = ""
  private let location: Location

  /// The most values of one attribute.
  private static let mostValues = 1 << 20

  /// Reads an attribute.
  ///
  /// - Throws: ``DiagnosticCode/mindIRMalformed``, and what the encoding raises for too deep a tuple.
  init(_ message: consuming MindIRMessage) throws(Diagnostic) {
    var message = message
    location = message.location
    while let field = try message.next() {
      switch field.number {
      case 1: name = try message.text(field, "name")
      case 2:
        scalar = try message.numbers(field, "f", isDouble: false).first.map(MindSporeValue.number)
      case 3: scalar = .integer(try message.integer(field, "i"))
      case 4:
        scalar = try message.numbers(field, "d", isDouble: true).first.map(MindSporeValue.number)
      case 5: scalar = .text(Self.lossyText(try message.content(field, "s")))
      case 6, 12: tensors.append(try MindIRTensor(try message.nested(field, "tensors")))
      case 8: floats += try message.numbers(field, "floats", isDouble: false)
      case 9: floats += try message.numbers(field, "doubles", isDouble: true)
      case 10: integers += try message.integers(field, "ints")
      case 11: texts.append(Self.lossyText(try message.content(field, "strings")))
      case 15: expression = try message.text(field, "ref_attr_name")
      case 16: type = try message.integer(field, "type")
      case 17: values.append(try MindIRAttribute(try message.nested(field, "values")))
      default: break
      }
      let count = max(floats.count, integers.count, texts.count, tensors.count, values.count)
      guard count <= Self.mostValues else {
        throw message.malformed(
          "an attribute has more than \(Self.mostValues) values", .mindIROverLimit)
      }
    }
  }

  /// A text that is a file's bytes; what is no UTF-8 in it is replaced.
  private static func lossyText(_ range: FileRange) -> String {
    String(decoding: (try? range.bytes(limit: 1 << 20)) ?? [], as: UTF8.self)
  }

  // MARK: - Values

  /// The value, as ``AttributeProto.AttributeType`` says.
  ///
  /// - Throws: ``DiagnosticCode/mindIRMalformed`` for a tensor whose bytes do not fit.
  func value() throws(Diagnostic) -> MindSporeValue {
    if !expression.isEmpty { return try legacyValue() }
    switch type {
    case 1, 10, 11, 16, 2...7, 9, 12, 13: return plain(scalar ?? repeated(isTuple: false))
    case 8: return scalar ?? repeated(isTuple: false)
    case 17, 19: return try tensorValue()
    case 20: return .tuple(try items())
    case 21: return .list(try items())
    case 23, 24: return .monad
    case 25: return .none
    case 27:
      guard case .text(let name)? = scalar else { return .none }
      return .graph(name)
    case 39: return .elementType(nil)
    case 0: return scalar ?? .none
    default: return .other("a value of kind \(type)")
    }
  }

  private func items() throws(Diagnostic) -> [MindSporeValue] {
    try values.map { value throws(Diagnostic) in try value.value() }
  }

  private func tensorValue() throws(Diagnostic) -> MindSporeValue {
    let items = try tensors.map { tensor throws(Diagnostic) -> MindSporeValue in
      if tensor.isTypeOnly { return .elementType(tensor.elementType) }
      return .tensor(try tensor.storedWeight())
    }
    return items.count == 1 ? items[0] : .tuple(items)
  }

  /// A truth value is stored as an integer.
  private func plain(_ value: MindSporeValue) -> MindSporeValue {
    if type == 9, case .integer(let number) = value { return .boolean(number != 0) }
    return value
  }

  /// What the fields of several values hold; single ones inside of tuples are stored there.
  private func repeated(isTuple: Bool) -> MindSporeValue {
    let all =
      integers.map { plain(.integer($0)) } + floats.map(MindSporeValue.number)
      + texts.map(MindSporeValue.text)
    return all.count == 1 && !isTuple ? all[0] : .tuple(all)
  }

  // MARK: - Values of releases before 1.6

  /// Values beside an expression that says what they are: `scalar:Tuple[value0,value1,]`.
  private func legacyValue() throws(Diagnostic) -> MindSporeValue {
    let parts = expression.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    let kind = parts[0]
    let shape = parts.count > 1 ? parts[1] : ""
    switch kind {
    case "Monad": return .monad
    case "none": return .none
    case "type":
      return .elementType(tensors.first?.elementType)
    case "scalar", "tensor", "string", "graph": return try legacyValue(LegacyExpression(shape))
    default: return .other(String(expression.prefix(100)))
    }
  }

  private func legacyValue(_ expression: LegacyExpression) throws(Diagnostic) -> MindSporeValue {
    switch expression {
    case .value(let name): return try legacyLeaf(name)
    case .tuple(let items):
      return .tuple(try items.map { item throws(Diagnostic) in try legacyValue(item) })
    case .list(let items):
      return .list(try items.map { item throws(Diagnostic) in try legacyValue(item) })
    }
  }

  private func legacyLeaf(_ name: String) throws(Diagnostic) -> MindSporeValue {
    if let tensor = tensors.first(where: { $0.name == name }) {
      let weight = try tensor.storedWeight()
      if expression.hasPrefix("scalar"), weight.elementCount == 1, weight.hasElements {
        if let integer = try weight.integerValues()?.first {
          return weight.elementType == .bool ? .boolean(integer != 0) : .integer(integer)
        }
        if let number = try weight.doubles().first { return .number(number) }
      }
      return .tensor(weight)
    }
    let index = name.hasPrefix("value") ? Int(name.dropFirst(5)) : nil
    if let scalar, index == 0 { return plain(scalar) }
    guard let index, case .tuple(let all) = repeated(isTuple: true), all.indices.contains(index)
    else {
      throw Diagnostic(
        .mindIRMalformed,
        "the attribute '\(self.name.prefix(100))' lacks its value '\(name.prefix(100))'",
        at: location)
    }
    return all[index]
  }

  // MARK: - What is known of a result

  /// The type and sizes of a result, if the attribute is `shape`.
  var abstract: MindSporeAbstract {
    if expression.hasPrefix("shape:"), let tree = try? LegacyExpression(expression.dropFirst(6)) {
      return abstract(tree)
    }
    switch type {
    case 20, 21: return .tuple(values.map(\.abstract))
    case 17, 19:
      let items = tensors.map { tensor -> MindSporeAbstract in
        guard let type = tensor.elementType else { return .other }
        return .tensor(type, tensor.sizes.contains { $0 < -1 } ? nil : tensor.sizes)
      }
      return items.count == 1 ? items[0] : .tuple(items)
    case 0 where !tensors.isEmpty && values.isEmpty:
      // Releases before 1.6 write the type of one tensor without saying that it is one.
      guard tensors.count == 1, let type = tensors[0].elementType else { return .other }
      return .tensor(type, tensors[0].sizes)
    default: return .other
    }
  }

  private func abstract(_ expression: LegacyExpression) -> MindSporeAbstract {
    switch expression {
    case .value(let name):
      guard let tensor = tensors.first(where: { $0.name == name }), let type = tensor.elementType
      else { return .other }
      return .tensor(type, tensor.sizes)
    case .tuple(let items), .list(let items): return .tuple(items.map(abstract))
    }
  }
}
