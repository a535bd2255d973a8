import ByteIO
import Checkpoints
import ConversionKit
import Diagnostics
import ModelIR
import ZIPArchive

/// A file of arrays whose headers were read.
struct NPZFile: ImportedFile {
  /// One array.
  struct Array {
    let name: String
    let weight: Weight
    let isColumnMajor: Bool

    /// Reads the header of an array that is a member of an archive; its checksum is compared when the
    /// elements are read.
    ///
    /// - Throws: as for a range, and what finding the member's bytes raises.
    init(name: String, _ member: ZIPMember) throws(Diagnostic) {
      try self.init(name: name, try member.range()) { (elements) in
        DeferredRange(byteCount: elements.byteCount) {
          try member.verifyChecksum()
          return elements
        }
      }
    }

    /// Reads the header of an array that takes a whole range.
    ///
    /// - Parameter deferred: makes of the elements' place what the weight reads.
    /// - Throws: ``DiagnosticCode/npyMalformed``, ``DiagnosticCode/npyElementType``, and what reading
    ///   raises.
    init(
      name: String, _ range: FileRange,
      deferred: (FileRange) -> DeferredRange = { DeferredRange($0) }
    ) throws(Diagnostic) {
      let (header, headerByteCount) = try NPYHeader.read(range)
      let elements = FileRange(
        file: range.file, byteOffset: range.byteOffset + headerByteCount,
        byteCount: range.byteCount - headerByteCount)
      let location = Location(file: range.file.path, byteRange: range.byteRange)
      guard let type = NPYElementType(header.description) else {
        throw Diagnostic(
          .npyElementType,
          "elements of type '\(header.description.prefix(40))' are no numbers that a tensor can have",
          at: location)
      }
      let shape = header.isColumnMajor ? header.shape.reversed() : header.shape
      guard let weight = Weight(type.elementType, shape: shape, in: deferred(elements)) else {
        throw Diagnostic(
          .npyMalformed,
          "an array of type \(type.elementType) and shape \(header.shape) does not take the "
            + "\(elements.byteCount) bytes that there are", at: location)
      }
      let ordered =
        header.isColumnMajor ? weight.transposed(by: shape.indices.reversed()) : weight
      self.name = name
      self.weight = type.isBigEndian ? ordered.byteSwapped() : ordered
      isColumnMajor = header.isColumnMajor && header.shape.count > 1
    }
  }

  let summary: FileSummary
  private let arrays: [Array]
  private let path: String

  init(arrays: [Array], _ source: SourceFile, _ format: FormatDescription) {
    self.arrays = arrays
    path = source.path
    let count = arrays.reduce(0) { $0.addingSaturated($1.weight.elementCount) }
    summary = FileSummary(
      format: format, framework: "NumPy", frameworkVersion: nil,
      entries: [
        StoredEntry(
          path: "", kind: .checkpoint,
          text: "\(arrays.count) array\(arrays.count == 1 ? "" : "s"), \(count) elements")
      ])
  }

  func tensors() throws -> [StoredTensor] {
    arrays.map { array in
      StoredTensor(
        name: array.name, weight: array.weight,
        facts: array.isColumnMajor ? [MetadataEntry("order", "column-major")] : [])
    }
  }

  func makeModel(_ request: ModelRequest, diagnostics: DiagnosticCollector) throws -> Model {
    throw Diagnostic(
      .architectureNeeded,
      "a file of arrays holds weights and no model; give their architecture with --architecture",
      at: Location(file: path))
  }

  func makeCheckpoint(
    selection: String?, diagnostics: DiagnosticCollector
  ) throws -> Checkpoint {
    let chosen = arrays.filter { array in
      guard let selection, !selection.isEmpty else { return true }
      let (name, path) = (array.name.utf8, selection.utf8)
      return name.starts(with: path)
        && (name.count == path.count || name.dropFirst(path.count).first == UInt8(ascii: "."))
    }
    if let selection, chosen.isEmpty {
      throw Diagnostic(
        .npzNothingSelected, "no array is at or beneath '\(selection.prefix(200))'",
        at: Location(file: path))
    }
    return Checkpoint(
      selection: selection ?? "",
      entries: chosen.map { Checkpoint.Entry(name: $0.name, weight: $0.weight) })
  }
}
