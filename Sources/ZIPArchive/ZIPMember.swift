public import ByteIO
public import Diagnostics

/// A member of an archive: what the directory says of it, and its bytes when they are asked for.
public struct ZIPMember: Sendable {
  let directory: Directory
  /// Its place in the directory, from 0.
  public let number: Int

  var entry: DirectoryEntry { directory.entry(number) }

  /// The name's bytes; they never become a path.
  public var nameBytes: [UInt8] { Array(directory.bytes[entry.nameRange]) }
  /// The name, with U+FFFD where its bytes are not UTF-8.
  public var name: String { String(decoding: directory.bytes[entry.nameRange], as: UTF8.self) }
  /// Whether the bytes are deflated and not stored as they are.
  public var isDeflated: Bool { entry.isDeflated }
  /// How many bytes there are, inflated.
  public var byteCount: Int { directory.byteCount(number) }
  /// How many bytes there are in the archive.
  public var compressedByteCount: Int { Int(clamping: entry.compressedByteCount) }
  /// The checksum of the bytes; 0 if its writer left it out.
  public var crc32: UInt32 { entry.crc32 }
  /// The checksum that the bytes have to have; nothing if none was written.
  private var neededChecksum: UInt32? {
    let stored = entry.crc32
    return stored == 0 && directory.mayLackChecksums ? nil : stored
  }
  /// The directory's entry, for diagnostics.
  public var location: Location {
    directory.archive.location(at: directory.entryOffset(number), member: name)
  }

  /// The bytes, whose place is found when they are read.
  ///
  /// A deflated member is inflated then, into a temporary file, and its size and checksum are
  /// checked. Each call makes another object: keep it where several readers share a member.
  public func payload() -> DeferredRange {
    DeferredRange(byteCount: byteCount) { [self] in try range() }
  }

  /// The bytes, whose checksum is compared when they are read.
  ///
  /// - Parameter byteCount: how many there are, where the caller has just looked it up.
  public func verifiedPayload(byteCount known: Int? = nil) -> DeferredRange {
    DeferredRange.checked(byteCount: known ?? byteCount) { [self] in
      let range = try range()
      guard !isDeflated, neededChecksum != nil else { return DeferredRange.Place(range) }
      return DeferredRange.Place(range) { (actual) throws(Diagnostic) in
        try compare(actual, at: range)
      }
    }
  }

  /// Where the bytes are, checked against the header beside them.
  ///
  /// - Throws: ``DiagnosticCode/zipMalformed`` if it says something else than the directory, and
  ///   what inflating raises.
  public func range() throws(Diagnostic) -> FileRange {
    let archive = directory.archive
    let stored = FileRange(
      file: archive.file,
      byteOffset: archive.byteOffset + (try LocalHeader(of: self)).payloadOffset,
      byteCount: compressedByteCount)
    guard isDeflated else { return stored }
    do {
      return try stored.inflated(
        byteCount: byteCount, crc32: neededChecksum, into: directory.inflated,
        displayPath: "\(archive.file.path) (\(name), inflated)")
    } catch {
      throw error.located(at: Location(path: name))
    }
  }

  /// The bytes in memory, their checksum verified.
  ///
  /// - Throws: ``DiagnosticCode/fileTooLarge`` over the limit, ``DiagnosticCode/zipChecksum``, and
  ///   what finding the bytes raises.
  public func bytes(limit: Int = 64 << 20) throws(Diagnostic) -> [UInt8] {
    guard byteCount <= limit else {
      throw Diagnostic(
        .fileTooLarge,
        "\(byteCount) bytes would have to be in memory at once, the limit is \(limit)",
        at: location)
    }
    let range = try range()
    let bytes = try range.bytes(limit: limit)
    if !isDeflated && neededChecksum != nil { try compare(CRC32(bytes).value, at: range) }
    return bytes
  }

  /// Reads a stored member's bytes and compares their checksum; inflating compares it anyway.
  ///
  /// - Throws: ``DiagnosticCode/zipChecksum`` if it differs, and what reading raises.
  public func verifyChecksum() throws(Diagnostic) {
    let range = try range()
    if !isDeflated && neededChecksum != nil { try compare(try range.crc32(), at: range) }
  }

  private func compare(_ actual: UInt32, at range: FileRange) throws(Diagnostic) {
    guard actual != crc32 else { return }
    throw Diagnostic(
      .zipChecksum,
      "the member's bytes have the checksum \(hexadecimal(actual)), the directory says "
        + hexadecimal(crc32),
      at: Location(file: range.file.path, byteRange: range.byteRange, path: name))
  }
}
