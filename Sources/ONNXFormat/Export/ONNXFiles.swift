import ByteIO
import ConversionKit
import Diagnostics
import ModelIR
import ProtobufWire

/// The files that one export writes.
struct ONNXFiles {
  /// The model's path.
  let path: String

  /// The folder of the model.
  var folder: String {
    let folder = SourceFile.folder(of: path)
    return folder.isEmpty ? "." : folder
  }

  /// The path of the tensors' file.
  var dataPath: String { path + ".data" }

  /// The name of the tensors' file, as the model states it.
  var dataLocation: String { SourceFile.name(of: dataPath) }

  /// Decides which tensors go to the second file, and gives the model's message that says so, up to its
  /// metadata.
  ///
  /// - Throws: ``DiagnosticCode/onnxTooLarge`` if one file is asked for and not enough.
  func place(
    _ model: ONNXModel, _ policy: ExportOptions.ExternalData
  ) throws(Diagnostic) -> (message: ONNXMessage, external: ExternalData) {
    switch policy {
    case .always: break
    case .automatic, .never:
      let message = model.messageWithoutMetadata()
      let byteCount = message.describing(model.metadata).byteCount
      if policy == .automatic && byteCount <= ExternalData.mostAutomaticByteCount
        || policy == .never && byteCount <= ProtobufWriter.mostByteCount
      {
        return (message, ExternalData())
      }
      guard policy == .automatic else {
        throw Diagnostic(
          .onnxTooLarge,
          """
          the model takes \(byteCount) bytes, one ONNX file holds at most \
          \(ProtobufWriter.mostByteCount); leave out --no-external-data
          """, at: Location(file: path))
      }
    }
    var model = model
    let external = ExternalData(movingFrom: &model.graph, to: dataLocation)
    return (model.messageWithoutMetadata(), external)
  }

  /// The message of a model whose tensors are in a file of a name.
  func message(of model: ONNXModel, tensorsIn location: String) -> ONNXMessage {
    var model = model
    _ = ExternalData(movingFrom: &model.graph, to: location)
    return model.message()
  }

  /// Writes the tensors' file under its temporary name.
  func write(_ external: ExternalData) throws(Diagnostic) -> OutputFile {
    var file = try OutputFile(replacing: dataPath)
    for (weight, offset) in external.tensors {
      if file.position < offset {
        try file.write([UInt8](repeating: 0, count: offset - file.position))
      }
      try weight.write(to: &file)
    }
    try file.flush()
    return file
  }
}
