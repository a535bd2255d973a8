public import ByteIO
public import ConversionKit
import Diagnostics
import ProtobufWire

extension GEIRImporter: FileChecker {
  /// Applies the prototypes and the encoding's rules to every operator.
  ///
  /// - Throws: what reading the file raises, and ``DiagnosticCode/geirUnknownRelease``.
  public func check(_ source: SourceFile, release: String?) throws -> FileCheck {
    var releases = CANNRelease.allCases
    if let release, case .release(let only) = try CANNTarget(release) { releases = [only] }
    let prefix = try source.prefix(1024)
    let isCompiled = OfflineModel.isOne(prefix)
    let model = try GEModel.read(
      isCompiled ? OfflineModel.modelRange(in: source) : source.wholeRange)
    var check = GEModelCheck(model, isCompiled: isCompiled, releases: releases)
    if source.byteCount > ProtobufWriter.mostByteCount, !isCompiled {
      check.violation(.fileSize, at: "", "the file takes \(source.byteCount) bytes")
    }
    check.checkExternalConstants(beside: source)
    return check.result()
  }
}
