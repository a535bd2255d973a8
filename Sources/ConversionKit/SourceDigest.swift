public import ByteIO
import Crypto
public import Diagnostics
public import ModelIR

/// A sink that keeps only the SHA-256 of what is written to it.
public struct DigestSink: ByteSink {
  public private(set) var position = 0
  private var digest = SHA256()

  /// Makes a sink.
  public init() {}

  public mutating func write(_ bytes: RawSpan) throws(Diagnostic) {
    position += bytes.byteCount
    digest.update(data: bytes.copiedBytes())
  }

  public mutating func copy(_ range: FileRange) throws(Diagnostic) {
    try copyInBlocks(range)
  }

  /// The digest of everything written, in lower-case hexadecimal.
  public var hexadecimal: String {
    let digits = Array("0123456789abcdef".utf8)
    let text = digest.finalize().flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    return String(decoding: text, as: UTF8.self)
  }
}

extension SourceFile {
  /// The SHA-256 of the whole file in lower-case hexadecimal, read block by block.
  public func sha256() throws(Diagnostic) -> String {
    var sink = DigestSink()
    try sink.copy(wholeRange)
    return sink.hexadecimal
  }
}

extension Weight {
  /// The SHA-256 of the elements in row-major order, little-endian, in lower-case hexadecimal.
  public func sha256() throws(Diagnostic) -> String {
    var sink = DigestSink()
    try write(to: &sink)
    return sink.hexadecimal
  }
}
