public import ByteIO
public import ConversionKit
public import Diagnostics
import ZIPArchive

/// Reads arrays of NumPy: one of `numpy.save`, or several of `numpy.savez`.
public struct NPZImporter: Importer {
  public let format = FormatDescription(
    id: "npz", name: "NumPy arrays", suffixes: [".npz", ".npy"],
    summary: "arrays of numpy.save, numpy.savez and numpy.savez_compressed")

  /// Makes the importer.
  public init() {}

  public func claim(_ source: SourceFile, prefix: [UInt8]) -> FormatClaim {
    if prefix.starts(with: NPYHeader.magic) { return .signature }
    if Self.firstMemberIsArray(prefix) { return .signature }
    return format.matchesSuffix(of: source.path) ? .suffixOnly : .no
  }

  public func open(
    _ source: SourceFile, diagnostics: DiagnosticCollector
  ) throws -> any ImportedFile {
    if try source.prefix(6).starts(with: NPYHeader.magic) {
      return NPZFile(arrays: [try NPZFile.Array(name: "array", source.wholeRange)], source, format)
    }
    let archive = try ZIPArchive(source.wholeRange)
    var arrays: [NPZFile.Array] = []
    var others: [String] = []
    var failures: [Diagnostic] = []
    for member in archive.members {
      guard member.nameBytes.suffix(4).elementsEqual(NPZWriter.suffix.utf8) else {
        others.append(String(member.name.prefix(100)))
        continue
      }
      let name = String(decoding: member.nameBytes.dropLast(4), as: UTF8.self)
      do throws(Diagnostic) {
        arrays.append(try NPZFile.Array(name: name, member))
      } catch {
        failures.append(error.located(at: Location(file: source.path, path: member.name)))
      }
    }
    if let list = DiagnosticList(Swift.Array(failures.prefix(20))) { throw list }
    if !others.isEmpty {
      diagnostics.emit(
        Diagnostic(
          .npzOtherMember, severity: .warning,
          "members that are no arrays are left out: \(others.prefix(10).joined(separator: ", "))"
            + (others.count > 10 ? " and \(others.count - 10) more" : ""),
          at: Location(file: source.path)))
    }
    return NPZFile(arrays: arrays, source, format)
  }

  /// Whether a file begins with a zip archive's member whose name ends in `.npy`.
  private static func firstMemberIsArray(_ prefix: [UInt8]) -> Bool {
    guard prefix.starts(with: [0x50, 0x4B, 0x03, 0x04]),
      let length = prefix.littleEndian(UInt16.self, at: 26), prefix.count >= 30 + Int(length)
    else { return false }
    return prefix[30..<30 + Int(length)].suffix(4).elementsEqual(NPZWriter.suffix.utf8)
  }
}
