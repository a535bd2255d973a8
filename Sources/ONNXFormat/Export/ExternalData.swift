import ConversionKit
import Diagnostics
import ModelIR
import ProtobufWire

/// Which tensors go to a file beside the model, and where in it.
struct ExternalData {
  /// The tensors in the order of the file.
  private(set) var tensors: [(weight: Weight, byteOffset: Int)] = []

  /// Tensors up to this size stay in the model.
  static let mostInlineByteCount = 1024
  /// Above this a model keeps its tensors outside: 2 GiB less room for what tools add to a model.
  static let mostAutomaticByteCount = ProtobufWriter.mostByteCount - (16 << 20)
  /// Tensors that fill pages begin at one, so that runtimes can map them.
  static let pageByteCount = 4096
  static let smallAlignment = 64

  /// No tensors: everything stays in the model.
  init() {}

  /// Moves the larger initializers of a graph to a file of a name.
  init(movingFrom graph: inout ONNXGraph, to location: String) {
    var end = 0
    for index in graph.initializers.indices {
      let weight = graph.initializers[index].weight
      guard weight.byteCount > Self.mostInlineByteCount else { continue }
      let alignment =
        weight.byteCount >= Self.pageByteCount ? Self.pageByteCount : Self.smallAlignment
      let offset = (end + alignment - 1) / alignment * alignment
      graph.initializers[index].placement = .external(
        ONNXExternalRange(location: location, byteOffset: offset))
      tensors.append((weight, offset))
      end = offset + weight.byteCount
    }
  }
}

extension ONNXModel {
  /// The model as the checker gets it: every tensor that no shape depends on is taken to be in a file,
  /// so that its elements need not be read.
  func structure(withTensorsIn location: String) -> ONNXModel {
    var copy = self
    for index in copy.graph.initializers.indices {
      let weight = copy.graph.initializers[index].weight
      // Shapes and axes are integers, scales are a few numbers.
      let most = weight.elementType.isInteger ? ExternalData.mostInlineByteCount : 64
      guard weight.byteCount > most else { continue }
      copy.graph.initializers[index].placement = .external(
        ONNXExternalRange(location: location, byteOffset: 0))
    }
    return copy
  }
}
