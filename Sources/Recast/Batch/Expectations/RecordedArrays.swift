import ByteIO
import ConversionKit
import Diagnostics
import ModelIR

/// The arrays of a file of recorded inputs or outputs: NumPy's, or any other with tensors.
struct RecordedArrays {
  /// One array.
  struct Array {
    let name: String
    let elementType: ElementType
    let shape: [Int]
    /// The elements in row-major order, little-endian.
    let bytes: [UInt8]
  }

  /// So many bytes of one array are read.
  private static let byteCountLimit = 1 << 30

  private let path: String
  private let tensors: [StoredTensor]

  /// Opens a file.
  ///
  /// - Throws: what its importer raises.
  init(readingFileAt path: String) throws {
    self.path = path
    tensors = try Inspection(of: path, diagnostics: DiagnosticCollector()).tensors()
  }

  /// The names of the arrays.
  var names: [String] { tensors.map(\.name) }

  /// The array of a name; nothing if there is none.
  ///
  /// - Throws: ``DiagnosticCode/fileTooLarge``, and what reading raises.
  func array(named name: String) throws(Diagnostic) -> Array? {
    guard let tensor = tensors.first(where: { ExactName($0.name) == ExactName(name) }) else {
      return nil
    }
    let weight = tensor.weight
    guard weight.byteCount <= Self.byteCountLimit else {
      throw Diagnostic(
        .fileTooLarge,
        "\(weight.byteCount) bytes of '\(name)' would have to be in memory at once, the limit is "
          + "\(Self.byteCountLimit)", at: Location(file: path))
    }
    var sink = CollectedBytes()
    try weight.write(to: &sink)
    return Array(
      name: name, elementType: weight.elementType, shape: weight.shape, bytes: sink.bytes)
  }
}

/// A sink that keeps what is written to it.
private struct CollectedBytes: ByteSink {
  private(set) var bytes: [UInt8] = []

  var position: Int { bytes.count }

  mutating func write(_ span: RawSpan) throws(Diagnostic) { bytes += span.copiedBytes() }

  mutating func copy(_ range: FileRange) throws(Diagnostic) { try copyInBlocks(range) }
}
