import Diagnostics
import ModelIR

@testable public import ATen

/// Calls operators one after the other and tells what became of them.
struct CallRecorder {
  let context: ATenContext

  init(_ context: ATenContext = ATenContext()) { self.context = context }

  /// An input of the program, whose symbols can be found when it runs.
  func input(
    _ shape: Shape, _ elementType: ElementType = .float32, named name: String = "x"
  ) throws -> ATenValue {
    let tensor = context.addInput(named: name, TensorType(elementType, shape))
    try context.registerSymbols(of: tensor)
    return .tensor(tensor)
  }

  /// The first result of a call.
  func call(
    _ name: String, _ arguments: ATenValue..., overload: String = ""
  ) throws -> ATenValue {
    try context.call(name, overload: overload, arguments)[0]
  }

  /// The shape of a tensor.
  func shape(_ value: ATenValue) throws -> Shape {
    guard case .tensor(let tensor) = value else { return [-1] }
    return try context.type(of: tensor).shape
  }

  /// The type of a tensor.
  func type(_ value: ATenValue) throws -> TensorType {
    guard case .tensor(let tensor) = value else { return TensorType(.bool, [-1]) }
    return try context.type(of: tensor)
  }

  /// The shapes of a list's tensors.
  func shapes(_ value: ATenValue) throws -> [Shape] {
    try (value.items ?? []).map(shape)
  }

  /// The names of the operators so far.
  var operators: [String] {
    context.builder.graph.nodes.map { $0.operator.definition.name }
  }

  /// The operators of the nodes so far.
  func all<Kind: Operator>(_ kind: Kind.Type) -> [Kind] {
    context.builder.graph.nodes.compactMap { $0.operator.base as? Kind }
  }
}

extension ATenValue: ExpressibleByIntegerLiteral, ExpressibleByArrayLiteral {
  public init(integerLiteral value: Int) { self = .integer(value) }

  public init(arrayLiteral elements: ATenValue...) { self = .list(elements) }
}
