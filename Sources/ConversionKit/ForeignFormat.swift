/// Names for what a file is when no importer reads it.
public enum ForeignFormat {
  /// What a file's first bytes say that it is, as the beginning of a sentence.
  public static func describe(_ prefix: [UInt8], byteCount: Int) -> String {
    recognise(prefix, byteCount: byteCount) ?? "the file is of no format that can be read"
  }

  /// What a file is, if its first bytes are the mark of a known format.
  public static func recognise(_ prefix: [UInt8], byteCount: Int) -> String? {
    if byteCount == 0 { return "the file is empty" }
    func begins(_ bytes: [UInt8], at offset: Int = 0) -> Bool {
      prefix.count >= offset + bytes.count
        && Array(prefix[offset..<offset + bytes.count]) == bytes
    }
    func begins(_ text: String, at offset: Int = 0) -> Bool {
      begins(Array(text.utf8), at: offset)
    }
    let start = String(decoding: prefix.prefix(512), as: UTF8.self).lowercased()
    let trimmed = start.drop { $0.isWhitespace }
    if begins("version https://git-lfs.github.com/spec/") {
      return "this is a Git LFS pointer, not the file itself: run 'git lfs pull'"
    }
    if trimmed.hasPrefix("<!doctype html") || trimmed.hasPrefix("<html") {
      return "this is an HTML page, probably an error page of a download"
    }
    if begins([0x89, 0x48, 0x44, 0x46, 0x0D, 0x0A, 0x1A, 0x0A])
      || begins([0x89, 0x48, 0x44, 0x46, 0x0D, 0x0A, 0x1A, 0x0A], at: 512)
    {
      return begins("HDF5-based Julia Data Format")
        ? "this is a JLD2 file" : "this is an HDF5 file (JLD2, Keras or other)"
    }
    if begins([0x37, 0x4A, 0x4C]) { return "this is a stream of Julia's Serialization" }
    if begins("PK\u{3}\u{4}") { return "this is a ZIP archive" }
    if begins([0x1F, 0x8B]) { return "this is a gzip file: decompress it first" }
    if begins("BZh") { return "this is a bzip2 file: decompress it first" }
    if begins([0xFD, 0x37, 0x7A, 0x58, 0x5A]) { return "this is an xz file: decompress it first" }
    if begins([0x28, 0xB5, 0x2F, 0xFD]) { return "this is a zstd file: decompress it first" }
    if begins([0x80]), prefix.count > 1, prefix[1] <= 5 { return "this is a Python pickle" }
    if begins([0x93]) && begins("NUMPY", at: 1) { return "this is a NumPy array" }
    if prefix.allSatisfy({ $0 == 0 }) { return "the file begins with zeros only" }
    return nil
  }
}
