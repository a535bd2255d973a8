import Checkpoints
import ConversionKit
import ModelIR
import SafetensorsFile

extension FileSummary {
  /// The most texts of `__metadata__` that are shown.
  private static let mostFacts = 64

  init(_ parts: SafetensorsParts, format: FormatDescription) {
    var facts: [MetadataEntry] = []
    if parts.index != nil {
      facts.append(MetadataEntry("files", String(parts.parts.count)))
    }
    let metadata = parts.metadata
    facts += metadata.prefix(Self.mostFacts).map { entry in
      MetadataEntry(String(entry.name.prefix(200)), String(entry.value.prefix(2000)))
    }
    if metadata.count > Self.mostFacts {
      facts.append(
        MetadataEntry("metadata", "\(metadata.count - Self.mostFacts) more entries"))
    }
    self.init(
      format: format, framework: parts.frameworkName, frameworkVersion: nil, facts: facts,
      entries: [StoredEntry(path: "", kind: .checkpoint, text: parts.text)])
  }
}

extension SafetensorsParts {
  /// The framework by the mark that its writer leaves: `format` in `__metadata__`.
  var framework: Framework {
    switch metadata("format") {
    case "pt": .pytorch
    case "ms": .mindspore
    default: .unspecified
    }
  }

  /// The framework's name for people.
  var frameworkName: String? {
    switch metadata("format") {
    case "pt": "PyTorch"
    case "ms": "MindSpore"
    case "tf": "TensorFlow"
    case "flax": "Flax"
    case "np": "NumPy"
    case "paddle": "PaddlePaddle"
    case "mlx": "MLX"
    default: nil
    }
  }

  /// What the checkpoint holds: `161 tensors, 25557032 elements`.
  var text: String {
    var elementCount = 0
    var isCounted = true
    var packed: [SafetensorsTensor] = []
    for part in parts {
      for tensor in part.header.tensors {
        // No more than eight elements are in a byte of a checked tensor; empty ones may have any size.
        let count = tensor.byteRange.isEmpty ? 0 : tensor.shape.reduce(1, *)
        let (sum, overflow) = elementCount.addingReportingOverflow(count)
        isCounted = isCounted && !overflow
        elementCount = overflow ? elementCount : sum
        if tensor.weightShape == nil { packed.append(tensor) }
      }
    }
    var text = tensorCount == 1 ? "1 tensor" : "\(tensorCount) tensors"
    text += isCounted ? ", \(elementCount) element\(elementCount == 1 ? "" : "s")" : ""
    if index != nil { text += " in \(parts.count) file\(parts.count == 1 ? "" : "s")" }
    if let first = packed.first {
      text +=
        "; \(packed.count) cannot be used, such as \(first.name.prefix(100)): \(first.typeText)"
    }
    return text
  }
}
