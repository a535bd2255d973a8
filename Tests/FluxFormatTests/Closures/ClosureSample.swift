@testable import FluxFormat
import TestSupport

/// Lowered code as BSON.jl writes it, in the layout of a release of Julia.
struct ClosureSample {
  /// The releases whose layouts differ.
  enum Layout: CaseIterable {
    /// Up to 1.5: `return` is an expression, methods have a field more.
    case expressionReturns
    /// 1.6: `ReturnNode`.
    case returnNodes
    /// From 1.7: types have a field more.
    case atomicFields
    /// From 1.9: keywords go through `kwcall`, bindings are part of global references.
    case keywordCalls
  }

  var layout = Layout.returnNodes
  var argumentCount = 1
  var isVariadic = false
  var capturedNames: [String] = []
  var captured: [BSONSample] = []
  var statements: [BSONSample]

  /// The function, its type's description shared as the object of an index.
  func function(describedAt index: Int64) -> BSONSample {
    let type: BSONSample = ["tag": "jl_anonymous", "params": [], "typename": .reference(index)]
    return ["tag": "struct", "type": type, "data": .array(captured)]
  }

  /// The description of the function's type.
  var description: BSONSample {
    let slots: [BSONSample] = [.symbol("#self#"), .symbol("x"), .symbol("y"), .symbol("z")]
    let code = BSONSample.structure(
      .type("Core", "CodeInfo"), .array(statements), .integers([1]), .array(slots), nil)
    var method: [BSONSample] = [
      .module("Main"), .symbol("#1"), .symbol("/home/somebody/network.jl"), 12,
      .type("Core", "Tuple"), "#self#\0x\0y\0z\0",
    ]
    if layout == .expressionReturns { method.append(nil) }
    method += [.int64(Int64(argumentCount + 1)), .boolean(isVariadic), 0, code]
    let methods: BSONSample = [
      ["tag": "struct", "type": .type("Core", "Method"), "data": .array(method)]
    ]
    let names: BSONSample = ["tag": "svec", "data": .array(capturedNames.map { .symbol($0) })]
    var fields: [BSONSample] = ["1.6.3", .symbol("#1#2"), names, nil, nil, nil, true]
    if layout == .atomicFields || layout == .keywordCalls { fields.append(nil) }
    fields += [false, false, 0, [.symbol("#1"), methods, 2, nil]]
    return ["tag": "struct", "type": .type("Core", "TypeName"), "data": .array(fields)]
  }
}

/// The nodes of lowered code.
extension BSONSample {
  static func result(_ number: Int64) -> BSONSample {
    .structure(.type("Core", "SSAValue"), .int64(number))
  }

  static func slot(_ number: Int64) -> BSONSample {
    .structure(.type("Core", "SlotNumber"), .int64(number))
  }

  static func global(_ name: String, in module: String = "Main") -> BSONSample {
    .structure(.type("Core", "GlobalRef"), .module(module), .symbol(name))
  }

  static func quoted(_ value: BSONSample) -> BSONSample {
    .structure(.type("Core", "QuoteNode"), value)
  }

  static func expression(_ head: String, _ parts: [BSONSample]) -> BSONSample {
    .structure(.type("Core", "Expr"), .symbol(head), .array(parts))
  }

  static func call(_ name: String, _ arguments: BSONSample...) -> BSONSample {
    expression("call", [.global(name)] + arguments)
  }

  static func callResult(_ number: Int64, _ arguments: BSONSample...) -> BSONSample {
    expression("call", [.result(number)] + arguments)
  }

  static func returning(_ value: BSONSample) -> BSONSample {
    .structure(.type("Core", "ReturnNode"), value)
  }
}

extension TemporaryFolder {
  /// Reads a function out of a file that holds it.
  func closureBody(_ sample: ClosureSample, argumentCount: Int = 1) throws -> ClosureBody? {
    let value = try juliaValue(sample.function(describedAt: 1), shared: [sample.description])
    guard case .closure(let closure) = value else { return nil }
    return try readClosure(closure, argumentCount: argumentCount)
  }
}
