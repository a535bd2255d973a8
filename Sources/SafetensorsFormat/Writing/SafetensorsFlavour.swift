import ByteIO
import Checkpoints
import ConversionKit
import Diagnostics
import JSONText
import ModelIR
import SafetensorsFile

/// What a file says of itself in `__metadata__`: the mark that a framework's readers look for, then the
/// metadata that were given, as texts.
struct SafetensorsFlavour {
  private let mark: String?
  private let texts: [(name: String, value: String)]

  /// The name of the mark.
  static let markName = "format"

  init(framework: Framework, metadata: Hyperparameters) {
    mark =
      switch framework {
      case .pytorch: "pt"
      case .mindspore: "ms"
      case .flux, .unspecified: nil
      }
    let hasMark = mark != nil
    texts = metadata.entries.compactMap { entry in
      // A checksum of other bytes would be wrong.
      if entry.name == MindSporeFacts.checksumName { return nil }
      if hasMark, entry.name == Self.markName { return nil }
      return (entry.name, entry.value.metadataText)
    }
  }

  /// Whether MindSpore reads the file, which may have a checksum then.
  var isMindSpore: Bool { mark == "ms" }

  /// The texts for one file.
  ///
  /// - Parameter isShard: whether the file is one of several, whose index has the rest.
  /// - Throws: ``DiagnosticCode/checkpointOption`` for a checksum in another flavour than MindSpore's,
  ///   and what reading the weights raises.
  func metadata(
    of tensors: [SafetensorsOutput.Tensor], hasChecksum: Bool, isShard: Bool = false
  ) throws(Diagnostic) -> [(name: String, value: String)] {
    var result: [(name: String, value: String)] = []
    if let mark { result.append((Self.markName, mark)) }
    if hasChecksum {
      guard isMindSpore, !isShard else {
        throw Diagnostic(
          .checkpointOption,
          "safetensors have a checksum in MindSpore's flavour only, and in one file: "
            + "give --framework mindspore")
      }
      result.append(
        (MindSporeFacts.checksumName, String(try Self.checksum(of: tensors))))
    }
    guard !isShard else { return result }
    // MindSpore takes a text with a tensor's name for its element type, of which it knows one.
    let names = isMindSpore ? Set(tensors.map { ExactName($0.name) }) : []
    return result
      + texts.filter {
        $0.value == MindSporeFacts.fourBitText || !names.contains(ExactName($0.name))
      }
  }

  /// The texts that stand in the index of several files.
  var indexMetadata: [(name: String, value: String)] { texts }

  /// The checksum of names and elements in the order of the names, as MindSpore computes it.
  private static func checksum(
    of tensors: [SafetensorsOutput.Tensor]
  ) throws(Diagnostic) -> UInt32 {
    var sink = ChecksumSink()
    for tensor in tensors.sorted(by: { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }) {
      try sink.write(Array(tensor.name.utf8))
      if let count = try MindSporeFacts.zeroCount(tensor.weight) {
        try MindSporeFacts.writeZeros(count, to: &sink)
      } else {
        try tensor.weight.write(to: &sink)
      }
    }
    return sink.checksum.value
  }
}

extension HyperparameterValue {
  /// The value as a text of `__metadata__`: a text as it is, anything else as JSON.
  fileprivate var metadataText: String {
    if case .text(let text) = self { text } else { json.compactText }
  }

  private var json: JSONValue {
    switch self {
    case .none: .null
    case .boolean(let value): .boolean(value)
    case .integer(let value): .integer(value)
    case .number(let value): .number(value)
    case .text(let value): .string(value)
    case .list(let items): .array(items.map(\.json))
    case .mapping(let settings): .object(settings.entries.map { ($0.name, $0.value.json) })
    }
  }
}
