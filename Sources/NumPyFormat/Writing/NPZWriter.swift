import ByteIO
public import Checkpoints
public import ConversionKit
public import Diagnostics
import ModelIR
import ZIPArchive

/// Writes weights as the arrays of an `.npz` file, which `numpy.load` reads.
public struct NPZWriter: CheckpointWriter {
  public let format = FormatDescription(
    id: "npz", name: "NumPy arrays", suffixes: [".npz"],
    summary: "weights as plain arrays for numpy.load")
  public let framework = Framework.unspecified
  public let features = CheckpointFeatures()

  /// Makes the writer.
  public init() {}

  public func write(
    _ content: CheckpointContent, to path: String, options: CheckpointOptions,
    diagnostics: DiagnosticCollector
  ) throws -> ExportSummary {
    try features.check(options, for: format)
    let entries = content.checkpoint.entries
    let names = Set(entries.map { ExactName($0.name) })
    try content.checkpoint.requireWritable(in: path) { entry in
      if let reason = Self.unwritableName(entry.name, among: names) {
        return (.checkpointEntryName, reason)
      }
      let type = entry.weight.elementType
      if NPYElementType.description(of: type) == nil {
        let advice = Weight.canConvert(type, to: .float32) ? "; --dtype f32 converts them" : ""
        return (.checkpointElementType, "NumPy has no elements of \(type)\(advice)")
      }
      guard entry.weight.shape.count <= NPYHeader.axisLimit else {
        return (
          .checkpointEntryName,
          "NumPy's arrays have at most \(NPYHeader.axisLimit) axes, this tensor has "
            + String(entry.weight.shape.count)
        )
      }
      return nil
    }
    var archive = ZIPWriter(try OutputFile(replacing: path))
    for entry in entries {
      guard let description = NPYElementType.description(of: entry.weight.elementType) else {
        continue
      }
      let header = NPYHeader(
        description: description, isColumnMajor: false, shape: entry.weight.shape
      ).bytes
      try archive.beginMember(
        entry.name + Self.suffix, byteCount: header.count + entry.weight.byteCount)
      try archive.write(header)
      try entry.weight.write(to: &archive)
      try archive.endMember()
    }
    let file = try archive.finish()
    try content.provenance.confirmSources(of: entries.map(\.weight))
    let byteCount = file.position
    try file.commit()
    return ExportSummary(
      checkpoint: [ExportSummary.File(path: path, byteCount: byteCount)],
      entryCount: entries.count)
  }

  /// The ending of a member's name, which NumPy takes off again.
  static let suffix = ".npy"

  /// Why a name cannot be that of a member, or nothing.
  private static func unwritableName(_ name: String, among names: Set<ExactName>) -> String? {
    if name.utf8.count > Int(UInt16.max) - suffix.utf8.count {
      return "a name of \(name.utf8.count) bytes is over the limit of a zip archive"
    }
    if name.utf8.contains(0) { return "programs that read zip archives end names at a NUL" }
    let parts = name.utf8.split(
      omittingEmptySubsequences: false, whereSeparator: { $0 == 0x2F || $0 == 0x5C })
    if parts.count > 1 && parts[0].isEmpty
      || parts.contains(where: { $0.elementsEqual("..".utf8) })
    {
      return "unpacking the archive would write outside its folder"
    }
    if name.hasSuffix(suffix), names.contains(ExactName(String(name.dropLast(suffix.count)))) {
      return "NumPy would give another array for it, whose name lacks the '.npy'"
    }
    return nil
  }
}
