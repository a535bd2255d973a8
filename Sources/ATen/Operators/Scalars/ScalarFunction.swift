package import Diagnostics
package import ModelIR

/// A function over values that are known without running the model, or are sizes: Python's operators
/// and the functions of its module `math`.
struct ScalarFunction: Sendable {
  /// Gives the result, or nothing where the arguments need an operator on tensors.
  typealias Body =
    @Sendable (_ arguments: [ATenValue], _ context: ATenContext) throws(Diagnostic) -> ATenValue?

  /// The names by which it is called, without those of modules: `add`, `floordiv`.
  let names: [String]
  /// Whether a tensor may be an argument: what is asked of it is not its elements.
  let takesTensors: Bool
  let body: Body

  init(_ names: String..., takesTensors: Bool = false, body: @escaping Body) {
    self.init(names, takesTensors: takesTensors, body: body)
  }

  init(_ names: [String], takesTensors: Bool = false, body: @escaping Body) {
    self.names = names
    self.takesTensors = takesTensors
    self.body = body
  }
}

/// The functions over plain values by name.
struct ScalarFunctionTable: Sendable {
  /// Every function.
  static let standard = ScalarFunctionTable(
    [arithmetic, comparisons, logic, rounding, mathematics, lists].flatMap(\.self))

  private let functions: [ScalarFunction]
  private let byName: [String: Int]

  init(_ functions: [ScalarFunction]) {
    self.functions = functions
    var byName: [String: Int] = [:]
    for (index, function) in functions.enumerated() {
      for name in function.names { byName[name] = index }
    }
    self.byName = byName
  }

  /// The function of a name.
  subscript(name: String) -> ScalarFunction? { byName[name].map { functions[$0] } }
}

/// Functions over plain values, as both kinds of program call them.
public enum ScalarFunctions {
  /// Whether a function of the name exists: `add`, `floordiv`, `sym_max`.
  public static func contains(_ name: String) -> Bool {
    ScalarFunctionTable.standard[name] != nil
  }

  /// The result of a function.
  ///
  /// Sizes stay expressions as long as arithmetic with whole numbers allows. Where a comparison of
  /// sizes is asked for, a size of an input that is left open counts as 2 or more, as it does when
  /// PyTorch exports a program.
  ///
  /// - Parameter name: the name without those of modules: `add`, `floordiv`, `sym_max`.
  /// - Returns: the result, or nothing for arguments that need an operator on tensors.
  /// - Throws: ``DiagnosticCode/atenArgument`` for arguments that no number results from.
  package static func call(
    _ name: String, _ arguments: [ATenValue], in context: ATenContext
  ) throws(Diagnostic) -> ATenValue? {
    guard let function = ScalarFunctionTable.standard[name] else { return nil }
    var arguments = arguments
    if !function.takesTensors {
      guard let plain = try context.plain(arguments) else { return nil }
      arguments = plain
    }
    let result = try function.body(arguments, context)
    switch result {
    case .list(let items)?, .tuple(let items)?: try context.countItems(items.count)
    case .text(let text)?: try context.countItems(text.utf8.count)
    default: break
    }
    return result
  }
}

extension ATenContext {
  /// Arguments without tensors: constants without axes that meet sizes are numbers.
  fileprivate func plain(_ arguments: [ATenValue]) throws(Diagnostic) -> [ATenValue]? {
    var hasTensor = false
    var hasSize = false
    for argument in arguments {
      switch argument {
      case .tensor: hasTensor = true
      case .size, .quotient: hasSize = true
      default: continue
      }
    }
    guard hasTensor else { return arguments }
    guard hasSize else { return nil }
    var plain: [ATenValue] = []
    for argument in arguments {
      guard case .tensor(let tensor) = argument else {
        plain.append(argument)
        continue
      }
      let value = try value(of: tensor)
      guard type(value).rank == 0, let number = try constantScalar(value) else { return nil }
      plain.append(number)
    }
    return plain
  }

  /// The only number of a constant.
  package func constantScalar(_ value: ValueID) throws(Diagnostic) -> ATenValue? {
    guard let numbers = try constantNumbers(value), numbers.count == 1 else { return nil }
    let type = type(value).elementType
    if type == .bool { return .boolean(numbers[0] != 0) }
    guard type.isInteger else { return .number(numbers[0]) }
    return Int(exactly: numbers[0]).map(ATenValue.integer)
  }

  /// The numbers of a small constant.
  package func constantNumbers(_ value: ValueID) throws(Diagnostic) -> [Double]? {
    guard let weight = builder.graph[value].weight, weight.elementCount <= 4096,
      weight.hasElements, !weight.elementType.isComplex
    else { return nil }
    return try weight.doubles()
  }
}
