import ByteIO
import Checkpoints
import ConversionKit
import Diagnostics
import ModelIR

/// An ONNX file as a source of tensors.
struct ONNXFile: ImportedFile {
  let summary: FileSummary
  private let contents: ONNXContents

  init(_ contents: ONNXContents, format: FormatDescription) {
    self.contents = contents
    summary = FileSummary(contents, format: format)
  }

  func tensors() throws -> [StoredTensor] {
    try weights { _ in true }.map { StoredTensor(name: $0.name, weight: $0.weight) }
  }

  func makeModel(_ request: ModelRequest, diagnostics: DiagnosticCollector) throws -> Model {
    throw Diagnostic(
      .onnxGraphNotRead,
      "graphs of ONNX files are not converted; the file's tensors can be inspected and used with "
        + "--against", at: Location(file: contents.source.path))
  }

  func makeCheckpoint(
    selection: String?, diagnostics: DiagnosticCollector
  ) throws -> Checkpoint {
    let entries = try weights { Self.isSelected($0, selection) }.map {
      Checkpoint.Entry(name: $0.name, weight: $0.weight)
    }
    let remarks = contents.graph.initializers.compactMap { initializer in
      Self.isSelected(initializer.name, selection)
        ? initializer.unusableText.map {
          Checkpoint.Remark(name: initializer.name, text: "a tensor \($0)")
        } : nil
    }
    if let selection, entries.isEmpty, remarks.isEmpty {
      throw Diagnostic(
        .onnxNothingSelected, "no tensor is at or beneath '\(selection.prefix(200))'",
        at: Location(file: contents.source.path))
    }
    return Checkpoint(selection: selection ?? "", entries: entries, remarks: remarks)
  }

  private static func isSelected(_ name: String, _ selection: String?) -> Bool {
    guard let selection, !selection.isEmpty else { return true }
    let (name, path) = (name.utf8, selection.utf8)
    return name.starts(with: path)
      && (name.count == path.count || name.dropFirst(path.count).first == UInt8(ascii: "."))
  }

  /// The tensors of some names, those in other files included.
  private func weights(
    where isWanted: (String) -> Bool
  ) throws(DiagnosticList) -> [(name: String, weight: Weight)] {
    var files = ONNXExternalFiles(beside: contents.source)
    var result: [(name: String, weight: Weight)] = []
    // A file that is missing is named once, not for each of its tensors.
    var failures: [Diagnostic] = []
    for initializer in contents.graph.initializers where isWanted(initializer.name) {
      switch initializer.content {
      case .stored(let weight): result.append((initializer.name, weight))
      case .unusable: break
      case .external(let type, let reference):
        do throws(Diagnostic) {
          let weight = try files.weight(
            type, shape: initializer.shape, at: reference, initializer.location)
          result.append((initializer.name, weight))
        } catch {
          if failures.count < 20, !failures.contains(error) { failures.append(error) }
        }
      }
    }
    if let list = DiagnosticList(failures) { throw list }
    return result
  }
}

extension FileSummary {
  /// The most operator sets that are shown.
  private static let mostOpsets = 32

  fileprivate init(_ contents: ONNXContents, format: FormatDescription) {
    let graph = contents.graph
    var facts = [MetadataEntry("ir_version", "\(contents.irVersion)")]
    for opset in contents.opsets.prefix(Self.mostOpsets) {
      let key = opset.domain.isEmpty ? "opset" : "opset \(opset.domain.prefix(200))"
      facts.append(MetadataEntry(key, "\(opset.version)"))
    }
    if !contents.producer.isEmpty {
      let version = contents.producerVersion.isEmpty ? "" : " \(contents.producerVersion)"
      facts.append(MetadataEntry("producer", String("\(contents.producer)\(version)".prefix(200))))
    }
    if !graph.name.isEmpty { facts.append(MetadataEntry("graph", String(graph.name.prefix(200)))) }
    facts.append(MetadataEntry("nodes", "\(graph.nodeCount)"))
    facts.append(MetadataEntry("inputs", "\(graph.inputCount)"))
    facts.append(MetadataEntry("outputs", "\(graph.outputCount)"))
    if contents.functionCount > 0 {
      facts.append(MetadataEntry("functions", "\(contents.functionCount)"))
    }
    // A producer may be any program, a framework or a converter.
    self.init(
      format: format, framework: nil, frameworkVersion: nil, facts: facts,
      entries: [StoredEntry(path: "", kind: .checkpoint, text: graph.text)])
  }
}

extension ONNXGraphContents {
  /// What the graph holds: `161 tensors, 25557032 elements`.
  fileprivate var text: String {
    var elementCount: Int? = 0
    for initializer in initializers {
      guard let sum = elementCount, let count = initializer.elementCount else {
        elementCount = nil
        break
      }
      let (next, overflow) = sum.addingReportingOverflow(count)
      elementCount = overflow ? nil : next
    }
    var text = initializers.count == 1 ? "1 tensor" : "\(initializers.count) tensors"
    if let elementCount { text += ", \(elementCount) element\(elementCount == 1 ? "" : "s")" }
    let unusable = initializers.filter { $0.unusableText != nil }
    if let first = unusable.first, let type = first.unusableText {
      text += "; \(unusable.count) cannot be used, such as \(first.name.prefix(100)): \(type)"
    }
    return text
  }
}
