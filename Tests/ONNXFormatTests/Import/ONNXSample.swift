import ByteIO
import ConversionKit
import Diagnostics
import ProtobufWire
import TestSupport

@testable import ONNXFormat

/// An ONNX file that a test builds field by field.
struct ONNXSample {
  var irVersion = 8
  var opsets: [(String, Int)] = [("", 17)]
  /// The messages of the graph's field 5.
  var tensors: [ProtobufWriter] = []
  /// The messages of the graph's field 15.
  var sparseTensors: [ProtobufWriter] = []
  var nodes: [ProtobufWriter] = []

  var message: ProtobufWriter {
    var graph = ProtobufWriter()
    for node in nodes { graph.add(node, field: 1) }
    graph.add("g", field: 2)
    for tensor in tensors { graph.add(tensor, field: 5) }
    for tensor in sparseTensors { graph.add(tensor, field: 15) }
    var model = ProtobufWriter()
    model.add(irVersion, field: 1)
    model.add("maker", field: 2)
    model.add("1.5", field: 3)
    model.add(graph, field: 7)
    for (domain, version) in opsets {
      var opset = ProtobufWriter()
      opset.add(domain, field: 1)
      opset.add(version, field: 2)
      model.add(opset, field: 8)
    }
    return model
  }

  var bytes: [UInt8] { Self.bytes(of: message) }

  static func bytes(of message: ProtobufWriter) -> [UInt8] {
    message.pieces.flatMap { piece -> [UInt8] in
      if case .bytes(let bytes) = piece { bytes } else { [] }
    }
  }

  /// A tensor's name, sizes and type; the elements are the test's.
  static func tensor(
    _ name: String, _ type: Int, _ sizes: [Int], _ add: (inout ProtobufWriter) -> Void = { _ in }
  ) -> ProtobufWriter {
    var tensor = ProtobufWriter()
    for size in sizes { tensor.add(size, field: 1) }
    tensor.add(type, field: 2)
    tensor.add(name, field: 8)
    add(&tensor)
    return tensor
  }

  /// A tensor in another file.
  static func external(
    _ name: String, _ sizes: [Int], _ entries: [(String, String)]
  ) -> ProtobufWriter {
    tensor(name, 1, sizes) { tensor in
      for (key, value) in entries {
        var entry = ProtobufWriter()
        entry.add(key, field: 1)
        entry.add(value, field: 2)
        tensor.add(entry, field: 13)
      }
      tensor.add(1, field: 14)
    }
  }

  func open(in folder: TemporaryFolder) throws -> any ImportedFile {
    try ONNXImporter().open(
      try folder.sourceFile(bytes, named: "m.onnx"), diagnostics: DiagnosticCollector())
  }

  /// The code with which reading the tensors ends, or nothing.
  func refusal(in folder: TemporaryFolder) -> String? {
    do {
      _ = try open(in: folder).tensors()
      return nil
    } catch let error as Diagnostic {
      return error.code.name
    } catch let error as DiagnosticList {
      return error.diagnostics.map(\.code.name).joined(separator: " ")
    } catch {
      return "\(error)"
    }
  }
}
