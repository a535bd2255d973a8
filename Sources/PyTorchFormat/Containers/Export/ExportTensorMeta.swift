import Diagnostics
import JSONText

/// A tensor as torch.export's configuration describes it.
struct ExportTensorMeta {
  /// The elements' type.
  let elementType: TorchElementType
  /// The sizes of the axes.
  let shape: [Int]
  /// The steps along the axes in elements.
  let strides: [Int]
  /// Where it begins in its storage, in elements.
  let elementOffset: Int

  /// Reads a description.
  ///
  /// - Throws: ``DiagnosticCode/torchExportMalformed`` for a size or a type that is none,
  ///   ``DiagnosticCode/torchArchiveUnsupported`` for a sparse tensor.
  init(_ node: JSONNode, of name: String) throws(Diagnostic) {
    func malformed(_ finding: String) -> Diagnostic {
      Diagnostic(.torchExportMalformed, "tensor '\(name)' \(finding)", at: node.location)
    }
    func integers(_ key: String) throws(Diagnostic) -> [Int] {
      var values: [Int] = []
      guard let list = node[key], list.kind == .array else { throw malformed("has no '\(key)'") }
      for item in list.items {
        guard let value = item["as_int"]?.integer ?? item.integer else {
          throw malformed("has '\(key)' that are not known integers")
        }
        values.append(value)
      }
      return values
    }
    guard let number = node["dtype"]?.integer,
      let elementType = TorchScalarType.elementType(number)
    else {
      throw malformed("is of an element type that is not known")
    }
    if let layout = node["layout"]?.integer, layout != TorchScalarType.stridedLayout {
      throw Diagnostic(
        .torchArchiveUnsupported, "tensor '\(name)' is sparse, only dense ones are read here",
        at: node.location)
    }
    self.elementType = elementType
    shape = try integers("sizes")
    strides = try integers("strides")
    guard let offset = node["storage_offset"] else { throw malformed("has no 'storage_offset'") }
    guard let elementOffset = offset["as_int"]?.integer ?? offset.integer else {
      throw malformed("has a 'storage_offset' that is no integer")
    }
    self.elementOffset = elementOffset
  }
}
