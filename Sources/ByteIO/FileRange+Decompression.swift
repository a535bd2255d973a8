import CByteIO
public import Diagnostics

extension SourceFile {
  /// Decompresses the whole file into a temporary one, with fixed memory.
  ///
  /// Several gzip members, bzip2 streams or xz streams after one another give their contents after
  /// one another; anything else behind the data is refused. Checksums are verified.
  ///
  /// - Parameters:
  ///   - displayPath: the path that diagnostics about the result name; this file's by default.
  ///   - limit: the most bytes that the result may have, besides 1032 times (gzip) or the larger of
  ///     1 GiB and 200 times (bzip2, xz) the compressed bytes.
  /// - Throws: ``DiagnosticCode/compressedDataCorrupt`` with the byte where decompression stopped,
  ///   ``DiagnosticCode/decompressedTooLarge`` over the limit,
  ///   ``DiagnosticCode/compressedDataUnsupported``, ``DiagnosticCode/temporaryNotWritable``.
  public func decompressed(
    _ compression: Compression, displayPath: String? = nil, limit: Int = 64 << 30
  ) throws(Diagnostic) -> SourceFile {
    let codec: recast_codec =
      switch compression {
      case .gzip: RECAST_GZIP
      case .bzip2: RECAST_BZIP2
      case .xz: RECAST_XZ
      }
    let most = min(limit, compression.limit(compressedByteCount: byteCount))
    let result = try wholeRange.decompressed(
      codec, named: "\(compression.rawValue) data", limit: most, into: TemporaryStorage(),
      displayPath: displayPath ?? path)
    return result.range.file
  }
}

extension FileRange {
  /// Inflates raw deflate data of exactly this range into exactly so many bytes of a storage.
  ///
  /// - Parameters:
  ///   - byteCount: the size that the result must have.
  ///   - crc32: the checksum that it must have, or nothing to leave it unchecked.
  ///   - storage: where it goes; many ranges may share one.
  ///   - displayPath: the path that diagnostics about the result name.
  /// - Throws: what ``SourceFile/decompressed(_:displayPath:limit:)`` throws.
  public func inflated(
    byteCount expected: Int, crc32: UInt32?, into storage: TemporaryStorage, displayPath: String
  ) throws(Diagnostic) -> FileRange {
    let result = try decompressed(
      RECAST_DEFLATE, named: "deflated data", limit: expected, into: storage,
      displayPath: displayPath)
    guard result.range.byteCount == expected else {
      throw Diagnostic(
        .fileSizeMismatch,
        "deflated data should give \(expected) bytes, it gives \(result.range.byteCount)",
        at: Location(file: file.path, byteRange: byteRange))
    }
    if let crc32, crc32 != result.crc32 {
      throw Diagnostic(
        .compressedDataCorrupt,
        "the inflated bytes have the checksum \(hexadecimal(result.crc32)), "
          + "\(hexadecimal(crc32)) is expected",
        at: Location(file: file.path, byteRange: byteRange))
    }
    return result.range
  }

  fileprivate func decompressed(
    _ codec: recast_codec, named name: String, limit: Int, into storage: TemporaryStorage,
    displayPath: String
  ) throws(Diagnostic) -> (range: FileRange, crc32: UInt32) {
    var outcome = recast_decompression()
    let range = try storage.append(displayPath: displayPath, madeFrom: file) {
      (descriptor, start) throws(Diagnostic) -> Int in
      let status = unsafe recast_decompress(
        codec, file.descriptor, Int64(byteOffset), Int64(byteCount), descriptor, Int64(start),
        Int64(limit), &outcome)
      guard status == RECAST_DECOMPRESSED else {
        throw failure(status, outcome, name, limit: limit)
      }
      return Int(outcome.produced)
    }
    return (range, outcome.crc32)
  }

  private func failure(
    _ status: recast_decompression_status, _ outcome: recast_decompression, _ name: String,
    limit: Int
  ) -> Diagnostic {
    let stopped = byteOffset + Int(outcome.consumed)
    let location = Location(file: file.path, byteRange: stopped..<stopped)
    let reason = systemErrorText(outcome.error_number)
    switch status {
    case RECAST_READ_FAILED where outcome.error_number == 0:
      return Diagnostic(
        .fileChanged, "the file had \(file.byteCount) bytes when it was opened and is shorter now",
        at: location)
    case RECAST_READ_FAILED:
      return Diagnostic(.fileNotReadable, "reading failed: \(reason)", at: location)
    case RECAST_WRITE_FAILED:
      return Diagnostic(
        .temporaryNotWritable,
        "the temporary file cannot be written: \(reason); make room or name another folder with "
          + "the variable TMPDIR", at: location)
    case RECAST_INPUT_ENDS:
      return Diagnostic(
        .compressedDataCorrupt,
        "the \(name) ends before its own end mark, after \(byteCount) bytes: truncated",
        at: location
      )
    case RECAST_CHECKSUM_WRONG:
      return Diagnostic(
        .compressedDataCorrupt, "the \(name) fails its own checksum", at: location)
    case RECAST_TRAILING_BYTES:
      return Diagnostic(
        .compressedDataCorrupt,
        "\(byteCount - Int(outcome.consumed)) bytes that do not belong to the \(name) follow it",
        at: location)
    case RECAST_OVER_LIMIT:
      return Diagnostic(
        .decompressedTooLarge,
        "the \(name) of \(byteCount) bytes gives more than the \(limit) bytes that it may give",
        at: location)
    case RECAST_OVER_MEMORY:
      return Diagnostic(
        .compressedDataUnsupported, "the \(name) needs more memory than decompressing may use",
        at: location)
    case RECAST_UNSUPPORTED:
      return Diagnostic(
        .compressedDataUnsupported, "the \(name) uses a filter or a check that is not supported",
        at: location)
    default:
      return Diagnostic(
        .compressedDataCorrupt, "the \(name) does not follow its format", at: location)
    }
  }
}
