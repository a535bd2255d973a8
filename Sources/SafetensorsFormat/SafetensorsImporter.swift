public import ByteIO
public import ConversionKit
public import Diagnostics
import SafetensorsFile

/// Reads weights in safetensors files, one alone or several with their index.
public struct SafetensorsImporter: Importer {
  /// Makes an importer.
  public init() {}

  public let format = FormatDescription(
    id: "safetensors", name: "safetensors weights", suffixes: [".safetensors"],
    summary: "weights of any framework, in one file or in several with their index.json")

  public func claim(_ source: SourceFile, prefix: [UInt8]) -> FormatClaim {
    if SafetensorsHeader.begins(prefix, byteCount: source.byteCount) { return .signature }
    if format.matchesSuffix(of: source.path) { return .suffixOnly }
    return ShardIndex.claim(source, prefix: prefix, shardSuffixes: format.suffixes)
  }

  public func open(
    _ source: SourceFile, diagnostics: DiagnosticCollector
  ) throws -> any ImportedFile {
    let prefix = try source.prefix(1024)
    let isIndex =
      !SafetensorsHeader.begins(prefix, byteCount: source.byteCount)
      && ShardIndex.claim(source, prefix: prefix, shardSuffixes: format.suffixes) > .no
    let parts: SafetensorsParts
    if isIndex {
      parts = try SafetensorsParts(index: try ShardIndex.read(source))
    } else {
      try refuseForeign(source, prefix)
      parts = SafetensorsParts(file: source, header: try SafetensorsHeader.read(source))
    }
    parts.emitFindings(to: diagnostics)
    return SafetensorsWeights(parts, format: format)
  }

  /// Names what a file is that only ends like a safetensors file.
  private func refuseForeign(_ source: SourceFile, _ prefix: [UInt8]) throws(Diagnostic) {
    // A damaged header's length may look like another format's mark; its brace tells.
    guard prefix.count <= 8 || prefix[8] != UInt8(ascii: "{"),
      let foreign = ForeignFormat.recognise(prefix, byteCount: source.byteCount)
    else { return }
    throw Diagnostic(
      .unknownFormat, "\(foreign); it has no header of a safetensors file",
      at: Location(file: source.path))
  }
}
