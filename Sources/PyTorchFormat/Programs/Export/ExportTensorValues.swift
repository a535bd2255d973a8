import Diagnostics
import JSONText
import ModelIR

/// The types of a graph's tensors as the file describes them.
struct ExportTensorValues {
  private var metas: [String: JSONNode] = [:]
  private let graph: JSONNode

  /// Reads the list of one graph.
  ///
  /// - Throws: ``DiagnosticCode/torchExportMalformed`` if there is none.
  init(_ graph: JSONNode) throws(Diagnostic) {
    self.graph = graph
    for member in try graph.needed("tensor_values").members {
      // Until 2.1 the description stands one level deeper.
      metas[member.name] = member.value.present("meta") ?? member.value
    }
  }

  /// The description of a tensor.
  ///
  /// - Throws: ``DiagnosticCode/torchExportMalformed`` if there is none.
  func meta(_ name: String, at node: JSONNode) throws(Diagnostic) -> JSONNode {
    guard let meta = metas[name] else {
      throw Diagnostic(
        .torchExportMalformed, "the graph does not describe its tensor '\(name)'",
        at: node.location)
    }
    return meta
  }

  /// The type of a tensor.
  ///
  /// - Throws: ``DiagnosticCode/torchExportMalformed`` for a description that cannot be read.
  func type(
    _ name: String, _ symbols: ExportSymbols, at node: JSONNode
  ) throws(Diagnostic) -> TensorType {
    let meta = try meta(name, at: node)
    guard let type = try typeIfKnown(meta, symbols) else {
      throw Diagnostic(
        .torchExportMalformed, "the tensor '\(name)' is of an element type that is not known",
        at: meta.location)
    }
    return type
  }

  /// The type of a tensor that the file describes.
  func typeIfKnown(_ name: String, _ symbols: ExportSymbols) throws(Diagnostic) -> TensorType? {
    guard let meta = metas[name] else { return nil }
    return try typeIfKnown(meta, symbols)
  }

  private func typeIfKnown(
    _ meta: JSONNode, _ symbols: ExportSymbols
  ) throws(Diagnostic) -> TensorType? {
    guard let number = meta["dtype"]?.integer,
      let type = TorchScalarType.elementType(number)?.elementType
    else { return nil }
    return TensorType(type, try symbols.shape(meta))
  }

  /// Whether a call or an output of the graph takes a tensor.
  ///
  /// - Complexity: linear in the size of the graph; asked only where something is wrong.
  func isUsed(_ name: String) -> Bool {
    func names(_ argument: JSONNode) -> Bool {
      guard let union = try? ExportUnion(argument) else { return false }
      if union.value["name"]?.string == name { return true }
      guard union.value.kind == .array else { return false }
      return union.value.items.contains { item in
        item["name"]?.string == name || item["as_tensor"]?["name"]?.string == name
      }
    }
    let calls = graph["nodes"]?.items.map { $0 } ?? []
    return (graph["outputs"]?.items.contains(where: names) ?? false)
      || calls.contains { call in
        call["inputs"]?.items.contains { $0["arg"].map(names) ?? false } ?? false
      }
  }
}
