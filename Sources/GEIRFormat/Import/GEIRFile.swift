import ByteIO
import Checkpoints
import ConversionKit
import Diagnostics
import ModelIR

/// A GEIR file whose structure was read.
struct GEIRFile: ImportedFile {
  let summary: FileSummary
  private let model: GEModel
  private let source: SourceFile

  init(_ model: GEModel, source: SourceFile, isCompiled: Bool, format: FormatDescription) {
    self.model = model
    self.source = source
    summary = FileSummary(model, isCompiled: isCompiled, format: format)
  }

  func tensors() throws -> [StoredTensor] {
    model.graphs.flatMap(\.operators).compactMap { operation in
      operation.constantWeight.map { StoredTensor(name: operation.weightName, weight: $0) }
    }
  }

  func makeModel(_ request: ModelRequest, diagnostics: DiagnosticCollector) throws -> Model {
    try model.translated(request.inputs, file: source.path)
  }
}

extension FileSummary {
  fileprivate init(_ model: GEModel, isCompiled: Bool, format: FormatDescription) {
    let operators = model.graphs.flatMap(\.operators)
    let constants = operators.filter(\.isConstant)
    let inputs = operators.count { $0.type == "Data" }
    var facts: [MetadataEntry] = []
    if isCompiled { facts.append(MetadataEntry("container", "compiled model (OM)")) }
    if !model.name.isEmpty { facts.append(MetadataEntry("name", String(model.name.prefix(200)))) }
    let graphName = model.graphs[0].name
    if !graphName.isEmpty { facts.append(MetadataEntry("graph", String(graphName.prefix(200)))) }
    if model.graphs.count > 1 { facts.append(MetadataEntry("graphs", "\(model.graphs.count)")) }
    facts.append(MetadataEntry("inputs", "\(inputs)"))
    facts.append(MetadataEntry("constants", "\(constants.count)"))
    let count = operators.count - constants.count - inputs
    facts.append(MetadataEntry("operators", "\(count)"))
    self.init(
      format: format, framework: nil, frameworkVersion: nil, facts: facts,
      entries: [
        StoredEntry(
          path: "", kind: .model,
          text: "graph of \(count) operator\(count == 1 ? "" : "s"), \(constants.count) constants")
      ])
  }
}
