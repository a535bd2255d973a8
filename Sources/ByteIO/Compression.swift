/// A way in which a whole file is compressed.
public enum Compression: String, Hashable, Sendable, CaseIterable {
  case gzip
  case bzip2
  case xz

  /// The compression that a file's first bytes show, or nothing.
  public init?(prefix: some Collection<UInt8>) {
    if prefix.starts(with: [0x1F, 0x8B, 0x08]) {
      self = .gzip
    } else if prefix.starts(with: [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00]) {
      self = .xz
    } else if prefix.starts(with: [0x42, 0x5A, 0x68]), let level = prefix.dropFirst(3).first,
      (0x31...0x39).contains(level),
      // The first block, or the end of an empty stream.
      prefix.dropFirst(4).starts(with: [0x31, 0x41, 0x59, 0x26, 0x53, 0x59])
        || prefix.dropFirst(4).starts(with: [0x17, 0x72, 0x45, 0x38, 0x50, 0x90])
    {
      self = .bzip2
    } else {
      return nil
    }
  }

  /// The most that so many compressed bytes may become.
  ///
  /// Deflate cannot exceed 1032 to 1. The others can by far; 200 to 1 is more than weights ever
  /// reach, and small files may reach 1 GiB.
  func limit(compressedByteCount count: Int) -> Int {
    switch self {
    case .gzip: saturatingProduct(count, 1032)
    case .bzip2, .xz: max(1 << 30, saturatingProduct(count, 200))
    }
  }
}

private func saturatingProduct(_ left: Int, _ right: Int) -> Int {
  let (product, overflow) = left.multipliedReportingOverflow(by: right)
  return overflow ? .max : product
}
