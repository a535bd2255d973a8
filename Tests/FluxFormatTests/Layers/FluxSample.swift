import ByteIO
import ConversionKit
import Diagnostics
@testable import FluxFormat
import ModelIR
import TestSupport

/// A model of the samples.
struct FluxSample {
  let file: FluxFile
  let diagnostics = DiagnosticCollector()

  /// Opens `Samples/flux/NAME.bson`.
  init(_ name: String) throws {
    let path = PackageFolder.path(of: "Samples/flux/\(name).bson")
    file = try FluxFile(try SourceFile(path: path), diagnostics: diagnostics)
  }

  /// The model's module, or one inside: `model.layers[1]`.
  func module(_ selection: String = "model") throws -> FluxModule {
    try FluxSelection(document: file.document).module(at: selection)
  }

  /// The layer at a place.
  func layer(_ selection: String) throws -> (any FluxLayer)? { try module(selection).layer }

  /// The graph for given input shapes: `x:time,batch,4`.
  func graph(_ inputs: String..., selection: String? = nil) throws -> Graph {
    var request = ModelRequest(selection: selection)
    for input in inputs { request.inputs.append(try InputSpecification(parsing: input)) }
    return try file.makeModel(request, diagnostics: diagnostics).graph
  }
}

extension Graph {
  /// The types of the inputs, as text.
  var inputTypes: [String] { inputs.map { "\(self[$0].type)" } }
  /// The types of the outputs, as text.
  var outputTypes: [String] { outputs.map { "\(self[$0].type)" } }
  /// The operators' names, in order.
  var operatorNames: [String] { nodes.map { $0.operator.definition.name } }
}
