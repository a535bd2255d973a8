import ByteIO
import Checkpoints
import ConversionKit
import Diagnostics
import ModelIR
import SafetensorsFile

/// One file of safetensors to be written.
struct SafetensorsOutput {
  /// A tensor with its place in the header.
  struct Tensor {
    let name: String
    let weight: Weight
    let header: SafetensorsHeaderWriter.Tensor

    /// Makes a tensor, or nothing if the format has no such elements.
    init?(_ entry: Checkpoint.Entry) {
      guard let (elementType, shape) = SafetensorsElementType.storing(entry.weight),
        let header = SafetensorsHeaderWriter.Tensor(
          name: entry.name, elementType: elementType, shape: shape)
      else { return nil }
      name = entry.name
      weight = entry.weight
      self.header = header
    }
  }

  private let header: SafetensorsHeaderWriter
  private let weights: [Weight]
  private let provenance: Provenance

  init(
    _ tensors: [Tensor], metadata: [(name: String, value: String)], of provenance: Provenance
  ) throws(Diagnostic) {
    self.provenance = provenance
    header = try SafetensorsHeaderWriter(tensors.map(\.header), metadata: metadata)
    weights = header.order.map { tensors[$0].weight }
  }

  /// Writes the file, which is then complete and not yet in place; its sources are still to be confirmed.
  func written(for path: String) throws(Diagnostic) -> OutputFile {
    var file = try OutputFile(replacing: path)
    try file.write(header.bytes)
    for weight in weights { try weight.write(to: &file) }
    try file.flush()
    return file
  }

  /// Writes the file and puts it into place.
  func write(to path: String) throws(Diagnostic) -> ExportSummary.File {
    let file = try written(for: path)
    try provenance.confirmSources(of: weights)
    let byteCount = file.position
    try file.commit()
    return ExportSummary.File(path: path, byteCount: byteCount)
  }
}
