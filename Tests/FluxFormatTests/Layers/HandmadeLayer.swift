import ConversionKit
import Diagnostics
@testable import FluxFormat
import ModelIR
import TestSupport

/// A layer whose struct a test writes field by field.
struct HandmadeLayer {
  let module: FluxModule
  let diagnostics = DiagnosticCollector()
  private let folder: TemporaryFolder

  /// Makes `Flux.NAME{parameters}(fields…)`.
  init(_ name: String, parameters: [BSONSample] = [], _ fields: BSONSample...) throws {
    folder = try TemporaryFolder()
    let sample: BSONSample = [
      "tag": "struct", "type": .type("Flux", name, parameters: parameters), "data": .array(fields),
    ]
    module = FluxModule(try folder.juliaValue(sample), path: "model")
  }

  /// The layer, if it could be read.
  var layer: (any FluxLayer)? { module.layer }

  /// Why the layer could not be read.
  var refusal: DiagnosticCode? {
    if case .unreadable(let reason, _, _) = module { reason.code } else { nil }
  }

  /// The graph of the layer alone for an input: `x:batch,3,5,4`.
  func graph(_ input: String? = nil) throws -> Graph {
    var request = ModelRequest()
    if let input { request.inputs.append(try InputSpecification(parsing: input)) }
    return try FluxModelBuilder(request: request, diagnostics: diagnostics).graph(of: module)
  }

  /// The codes of what was said while the graph was built.
  var codes: [DiagnosticCode] { diagnostics.diagnostics.map(\.code) }
}

extension BSONSample {
  /// A function of NNlib or Base.
  static func function(_ name: String) -> BSONSample {
    .structure(.type(name == "identity" ? "Base" : "NNlib", "#\(name)"))
  }

  /// A vector of numbers.
  static func vector(_ values: [Float]) -> BSONSample { .floats([Int64(values.count)], values) }

  /// An array of zeros of Julia's sizes.
  static func zeros(_ sizes: Int64...) -> BSONSample {
    .floats(sizes, [Float](repeating: 0, count: Int(sizes.reduce(1, *))))
  }

  /// A tuple of integers.
  static func sizes(_ values: Int64...) -> BSONSample {
    ["tag": "tuple", "data": .array(values.map { .int64($0) })]
  }
}

extension Graph {
  /// The operator of a type, if the graph has exactly one.
  func single<Kind: Operator>(_ type: Kind.Type) -> (operator: Kind, node: Node)? {
    let found = nodes.compactMap { node in
      (node.operator.base as? Kind).map { (operator: $0, node: node) }
    }
    return found.count == 1 ? found[0] : nil
  }

  /// The numbers of the weight that is an operand.
  func numbers(_ node: Node, _ operand: Int) throws -> [Double]? {
    guard operand < node.operands.count, let id = node.operands[operand] else { return nil }
    return try self[id].weight?.doubles()
  }
}
