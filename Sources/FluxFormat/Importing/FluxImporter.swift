public import ByteIO
public import ConversionKit
public import Diagnostics
import BSON

/// Reads the models and weights that Flux users save with BSON.jl.
public struct FluxImporter: Importer {
  /// Makes an importer.
  public init() {}

  public let format = FormatDescription(
    id: "flux-bson", name: "Flux model in BSON.jl", suffixes: [".bson"],
    summary: "models, checkpoints and weights of Flux 0.4 to 0.16 saved with BSON.jl")

  public func claim(_ source: SourceFile, prefix: [UInt8]) -> FormatClaim {
    let hasSuffix = format.matchesSuffix(of: source.path)
    guard let byteCount = prefix.littleEndian(Int32.self, at: 0), byteCount >= 5,
      prefix.count > 4
    else { return hasSuffix ? .suffixOnly : .no }
    // A document begins with its length and the type of its first element.
    let knownTypes: Set<UInt8> = [0x00, 0x01, 0x02, 0x03, 0x04, 0x05, 0x08, 0x0A, 0x10, 0x12]
    let isEmpty = prefix[4] == 0
    guard knownTypes.contains(prefix[4]), isEmpty == (byteCount == 5),
      Int(byteCount) <= source.byteCount
    else {
      return hasSuffix ? .suffixOnly : .no
    }
    return .structure
  }

  /// Nothing: BSON.jl looks up any type and function that a file names, and compiles code in it.
  public func securityReport(of source: SourceFile) throws -> SecurityReport? { nil }

  public func open(
    _ source: SourceFile, diagnostics: DiagnosticCollector
  ) throws -> any ImportedFile {
    if let foreign = FluxForeignFile.recognise(
      try source.prefix(1024), byteCount: source.byteCount)
    {
      throw Diagnostic(.fluxForeignFile, foreign, at: Location(file: source.path))
    }
    return try FluxFile(source, diagnostics: diagnostics)
  }
}
