import ByteIO
import ConversionKit
import Diagnostics
import JSONText
import ModelIR

/// The tensors of a file, one a line.
struct TensorListing {
  /// Whether a line is a JSON object.
  let isJSON: Bool
  /// The file to name, where there are several.
  var file: String?

  /// The lines.
  ///
  /// - Throws: what computing a digest raises.
  func text(
    of tensors: [StoredTensor], digest: (StoredTensor) throws -> String?
  ) rethrows -> String {
    if isJSON {
      var lines = ""
      for tensor in tensors {
        lines += tensor.json(file: file, digest: try digest(tensor)).compactText + "\n"
      }
      return lines
    }
    var table = TextTable()
    for tensor in tensors {
      let shape = tensor.weight.shape.map(String.init).joined(separator: ", ")
      table.add(
        [
          tensor.name.escapedForTerminal(limit: 300),
          "\(tensor.weight.elementType.description)[\(shape)]",
          QuantityText.bytes(tensor.weight.byteCount),
        ] + (try digest(tensor).map { [$0] } ?? []))
    }
    let total = tensors.reduce(0) { $0.addingSaturated($1.weight.byteCount) }
    let count = QuantityText.count(tensors.count, "tensor")
    let heading = file.map { ["\($0.escapedForTerminal()):"] } ?? []
    return (heading + table.lines + ["\(count), \(QuantityText.bytes(total))"]).joined(
      separator: "\n") + "\n"
  }
}
