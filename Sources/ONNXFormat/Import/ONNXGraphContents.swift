import ByteIO
import Diagnostics
import ProtobufWire

/// What a file's main graph holds, a `GraphProto`: the tensors, and how much of the rest.
struct ONNXGraphContents: Sendable {
  /// The graph's name.
  private(set) var name = ""
  private(set) var nodeCount = 0
  private(set) var inputCount = 0
  private(set) var outputCount = 0
  /// The tensors in the order of the file; no name occurs twice.
  private(set) var initializers: [ONNXInitializer] = []

  /// The most tensors that are read.
  static let mostInitializerCount = 1 << 18

  /// Reads a graph; nodes are walked for damage and otherwise left alone.
  ///
  /// - Throws: as ``ONNXContents/read(_:)``.
  static func read(_ range: FileRange) throws(Diagnostic) -> ONNXGraphContents {
    var graph = ONNXGraphContents()
    var names: Set<ExactName> = []
    var message = try ONNXMessageReader(range, depth: 1, path: "graph")
    while let field = try message.next() {
      switch field.number {
      case 1:
        let node = try message.content(field, "node")
        try ONNXMessageKind.node.check(node, depth: 2, path: "graph.node[\(graph.nodeCount)]")
        graph.nodeCount += 1
      case 2:
        try message.single(field, "name")
        graph.name = try message.text(field, "name")
      case 5, 15:
        let kind = field.number == 5 ? "initializer" : "sparse_initializer"
        let content = try message.content(field, kind)
        let path = "graph.\(kind)[\(graph.initializers.count)]"
        let initializer =
          field.number == 5
          ? try ONNXInitializer.read(content, path: path)
          : try ONNXInitializer.readSparse(content, path: path)
        guard names.insert(ExactName(initializer.name)).inserted else {
          throw Diagnostic(
            .onnxMalformedTensor,
            "there are two tensors of the name '\(initializer.name.prefix(200))'",
            at: Location(file: content.file.path, byteRange: content.byteRange, path: path))
        }
        guard graph.initializers.count < mostInitializerCount else {
          throw message.malformed(
            "the graph has more than \(mostInitializerCount) tensors", .onnxOverLimit)
        }
        graph.initializers.append(initializer)
      case 11:
        _ = try message.content(field, "input")
        graph.inputCount += 1
      case 12:
        _ = try message.content(field, "output")
        graph.outputCount += 1
      default: break
      }
    }
    return graph
  }
}
