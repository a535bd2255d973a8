public import ByteIO

extension ZIPArchive {
  /// Where the bytes of the first member that a directory of at least some size lists should be, told
  /// without reading the rest of the directory; nothing if it is deflated or anything is unusual.
  ///
  /// It is a guess to start on early: only the archive's own reading finds what contradicts it.
  public static func leadingPayload(
    of archive: FileRange, directoryOfAtLeast byteCount: Int
  ) -> FileRange? {
    guard let end = try? EndRecord(of: archive), end.directoryByteCount >= byteCount,
      let directory = try? archive.file.bytes(
        at: archive.byteOffset + end.directoryOffset, count: min(end.directoryByteCount, 4096)),
      let entry = DirectoryEntry(directory, at: 0), entry.isStored, !entry.isEncrypted,
      let start = Int(exactly: entry.headerOffset), start <= end.directoryOffset - 30,
      let header = try? archive.file.bytes(at: archive.byteOffset + start, count: 30),
      header.value(UInt32.self, 0) == 0x0403_4B50
    else { return nil }
    let payload =
      start + 30 + Int(header.value(UInt16.self, 26)) + Int(header.value(UInt16.self, 28))
    guard let count = Int(exactly: entry.compressedByteCount),
      payload <= end.directoryOffset, count <= end.directoryOffset - payload
    else { return nil }
    return FileRange(
      file: archive.file, byteOffset: archive.byteOffset + payload, byteCount: count)
  }
}
