import ByteIO
import Checkpoints
import ConversionKit
import Diagnostics

/// What opening a file that may be a checkpoint shows.
struct OpenedEntry {
  /// The format; nothing for a file that no importer knows or that does not open.
  private(set) var format: FormatDescription?
  /// Whether it is whole.
  let condition: CheckpointListing.Condition
  /// What stands beside the weights.
  private(set) var metadata = Hyperparameters()
  /// Whether the file says of itself that it is something else.
  private var isForeign = false

  /// Opens a checkpoint.
  init(_ found: FoundCheckpoint, in folder: Folder, _ registry: FormatRegistry) {
    let path = folder.path(of: found.main.name)
    do {
      let source = try registry.source(at: path)
      let importer = try registry.importer(for: source)
      isForeign = !CheckpointListing.formats.contains(importer.format.id)
      let unheard = DiagnosticCollector()
      let file = try importer.open(source, diagnostics: unheard)
      let tensors = try file.tensors()
      format = importer.format
      condition = .whole(tensorCount: tensors.count)
      // What is kept beside the weights is a courtesy: a file of a whole model has none.
      if let checkpoint = try? file.makeCheckpoint(selection: nil, diagnostics: unheard) {
        metadata = checkpoint.metadata
      }
    } catch {
      condition = .broken(Self.first(of: error).located(at: Location(file: path)))
    }
  }

  /// The metric among what stands beside the weights.
  var metric: CheckpointMetric? {
    for entry in metadata.entries {
      guard let value = entry.value.number else { continue }
      let metric = CheckpointMetric(entry.name, value)
      if metric.modeByName != nil { return metric }
    }
    return nil
  }

  /// Whether it is one: something that opens, or that its folder's description or its ending says is.
  func isCheckpoint(recorded: Bool, isCertain: Bool) -> Bool {
    if isForeign { return false }
    return format != nil || recorded || isCertain
  }

  private static func first(of error: any Error) -> Diagnostic {
    switch error {
    case let diagnostic as Diagnostic: diagnostic
    case let list as DiagnosticList:
      list.diagnostics.first ?? Diagnostic(.internalFault, "\(error)")
    default: Diagnostic(.internalFault, "\(error)")
    }
  }
}
