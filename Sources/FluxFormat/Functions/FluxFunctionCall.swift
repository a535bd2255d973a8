import Diagnostics
import ModelIR

/// A call of a Julia function with its arguments, and the checks that functions share.
struct FluxFunctionCall: Sendable {
  /// The function.
  let function: JuliaFunction
  /// The positional arguments.
  let arguments: [FluxOperand]
  /// The keyword arguments in order.
  let keywords: [(name: String, value: FluxOperand)]
  /// Where the call stands.
  let place: Location

  /// A keyword argument.
  func keyword(_ name: String) -> FluxOperand? {
    keywords.first { $0.name == name }?.value
  }

  /// The failure of a call that has no counterpart here.
  func unsupported(_ reason: String) -> Diagnostic {
    Diagnostic(.fluxUnsupportedCall, "\(function.name): \(reason)", at: place)
  }

  /// A positional argument.
  func argument(_ index: Int) throws(Diagnostic) -> FluxOperand {
    guard index < arguments.count else {
      throw unsupported("\(arguments.count) arguments given, more are needed")
    }
    return arguments[index]
  }

  /// A positional argument that has to be a tensor.
  func tensor(_ index: Int) throws(Diagnostic) -> ValueID {
    let operand = try argument(index)
    guard case .tensor(let id) = operand else {
      throw unsupported(
        "argument \(index + 1) has to be a tensor, it is \(operand.kindDescription)")
    }
    return id
  }

  /// A positional argument that has to be a fixed integer.
  func integer(_ index: Int) throws(Diagnostic) -> Int {
    let operand = try argument(index)
    guard let integer = operand.fixedInteger else {
      throw unsupported(
        "argument \(index + 1) has to be a known integer, it is \(operand.kindDescription)")
    }
    return integer
  }

  /// Checks the number of positional arguments.
  func requireCount(_ counts: ClosedRange<Int>) throws(Diagnostic) {
    guard counts.contains(arguments.count) else {
      throw unsupported("\(arguments.count) arguments are not supported")
    }
  }

  /// Checks that no other keywords than these are given.
  func requireKeywords(_ known: [String]) throws(Diagnostic) {
    if let other = keywords.first(where: { !known.contains($0.name) }) {
      throw unsupported("the keyword '\(other.name)' is not supported")
    }
  }
}

extension DiagnosticCode {
  /// A call inside a closure that has no counterpart in a graph.
  static let fluxUnsupportedCall = DiagnosticCode(
    "flux.unsupported-call", kind: .unsupported,
    explanation: """
      A function in the model calls something that Recast does not translate, or with arguments that \
      it does not translate. The message quotes the call. Replace the function by a layer of Flux, or \
      select the parts before and after it.
      """)
}

/// The functions that can be translated, by their names.
///
/// The module that defines a function is not compared: Flux, NNlib, MLUtils and Base moved functions
/// between each other without changing what they compute.
enum FluxFunctionTable {
  typealias Body = @Sendable (FluxFunctionCall, inout FluxLowering) throws -> FluxOperand

  /// The function of a name.
  static func body(named name: String) -> Body? {
    if let unary = unaryElementwise[name] {
      return { call, lowering in
        try applyElementwise(unary, call, &lowering)
      }
    }
    return arithmetic[name] ?? shaping[name] ?? indexing[name] ?? reductions[name]
      ?? neural[name] ?? resampling[name] ?? passing[name]
  }

  /// Whether a function maps every element by itself, so that broadcasting it is calling it.
  static func isElementwise(_ name: String) -> Bool {
    unaryElementwise[name] != nil || arithmetic[name] != nil || conversions.contains(name)
  }

  /// Conversions of element types, which a graph makes where they are needed.
  static let conversions: Set<String> = ["Float32", "Float64", "Float16", "float", "identity"]
}
