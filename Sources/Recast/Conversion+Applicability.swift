import Checkpoints
import ConversionKit
import Diagnostics

extension Conversion {
  /// Refuses options that the target has no use for.
  ///
  /// - Throws: a list with ``DiagnosticCode/checkpointOption`` for each.
  func requireApplicable(to target: ConversionTarget) throws {
    switch target {
    case .model(let exporter): try requireNoCheckpointOptions(for: exporter.format)
    case .checkpoint(let writer):
      try writer.features.check(checkpointOptions, for: writer.format)
      try requireNoModelOptions(for: writer.format)
      if let framework = checkpointOptions.framework, writer.framework != .unspecified,
        framework != writer.framework
      {
        throw Diagnostic(
          .checkpointOption,
          "the format '\(writer.format.id)' has the names of \(writer.framework.displayName), not of "
            + framework.displayName)
      }
    }
  }

  private func requireNoCheckpointOptions(for format: FormatDescription) throws(DiagnosticList) {
    let options = checkpointOptions
    let given: [(isGiven: Bool, text: String)] = [
      (options.form != nil, "form"), (!options.metadata.isEmpty, "metadata"),
      (options.isLegacy, "older container"),
      (options.maximumShardByteCount != nil, "size of shards"),
      (options.elementType != nil, "element type"), (options.hasChecksum, "checksum"),
      (options.framework != nil, "framework"), (!options.renames.isEmpty, "other names"),
    ]
    try refuse(given, "is a model and takes", for: format)
  }

  private func requireNoModelOptions(for format: FormatDescription) throws(DiagnosticList) {
    let given: [(isGiven: Bool, text: String)] = [
      (!request.inputs.isEmpty, "input shapes"), (request.swapsSpatialAxes, "exchange of axes"),
      (options.opset != nil, "operator set"), (options.cannRelease != nil, "release of CANN"),
      (options.externalData != .automatic, "external data"),
    ]
    try refuse(given, "holds weights and takes", for: format)
  }

  private func refuse(
    _ options: [(isGiven: Bool, text: String)], _ reason: String, for format: FormatDescription
  ) throws(DiagnosticList) {
    let refused = options.filter(\.isGiven).map {
      Diagnostic(.checkpointOption, "the format '\(format.id)' \(reason) no \($0.text)")
    }
    if let list = DiagnosticList(refused) { throw list }
  }
}
