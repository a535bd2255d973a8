import ByteIO
import Diagnostics
import ModelIR

/// The files beside a graph that hold its parameters, opened once each.
///
/// They begin with 64 bytes, of which the first says whether numbers have their lowest byte first.
struct MindIRExternalFiles {
  private let folder: String
  private let isLittleEndian: Bool
  private var opened: [ExactName: Result<SourceFile, Diagnostic>] = [:]

  /// The files in and under the folder of a model.
  init(beside source: SourceFile, isLittleEndian: Bool) {
    folder = SourceFile.folder(of: source.path)
    self.isLittleEndian = isLittleEndian
  }

  /// A tensor's elements in their file.
  ///
  /// - Throws: ``DiagnosticCode/mindIRExternalData`` if they are not in it, and what opening the file
  ///   raises.
  mutating func weight(
    of tensor: MindIRTensor, at reference: MindIRTensor.External
  ) throws(Diagnostic) -> Weight {
    guard let type = tensor.elementType, let needed = byteCountOfTensor(type, shape: tensor.sizes)
    else { throw tensor.malformed("the sizes \(tensor.sizes) are none of a tensor") }
    guard reference.byteCount ?? needed == needed else {
      throw tensor.malformed(
        "the sizes need \(needed) bytes, external data has \(reference.byteCount ?? 0)",
        .mindIRExternalData)
    }
    guard tensor.compression == 0 else { return try tensor.storedWeight() }
    let file = try file(reference.path).get()
    guard needed <= file.byteCount, reference.byteOffset <= file.byteCount - needed,
      let weight = Weight(
        type, shape: tensor.sizes,
        in: FileRange(file: file, byteOffset: reference.byteOffset, byteCount: needed))
    else {
      throw tensor.malformed(
        "\(needed) bytes are expected from byte \(reference.byteOffset) of '\(reference.path)', "
          + "which has \(file.byteCount)", .mindIRExternalData)
    }
    return weight
  }

  private mutating func file(_ path: String) -> Result<SourceFile, Diagnostic> {
    if let known = opened[ExactName(path)] { return known }
    let (folder, isLittleEndian) = (folder, isLittleEndian)
    let result = Result { () throws(Diagnostic) in
      let file = try SourceFile(beneath: folder, path: path)
      let mark = try file.prefix(1).first
      guard mark == (isLittleEndian ? 1 : 0) else {
        throw Diagnostic(
          .mindIRExternalData,
          "the file is expected to begin with the byte \(isLittleEndian ? 1 : 0), which says the "
            + "order of bytes, it begins with \(mark.map { "\($0)" } ?? "nothing")",
          at: Location(file: file.path))
      }
      return file
    }
    opened[ExactName(path)] = result
    return result
  }
}
