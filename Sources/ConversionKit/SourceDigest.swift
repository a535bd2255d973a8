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
    var digest = digest
    try range.forEachBlock { digest.update(data: $0) }
    self.digest = digest
    position += range.byteCount
  }

  /// The digest of everything written, in lower-case hexadecimal.
  public var hexadecimal: String {
    let digits = Array("0123456789abcdef".utf8)
    let text = digest.finalize().flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    return String(decoding: text, as: UTF8.self)
  }
}

/// The SHA-256 of a file that is read while something else goes on, such as the writing of the output.
public final class SourceDigest: Sendable {
  private let work: BackgroundWork<Result<String, Diagnostic>>
  private let willWait: @Sendable () -> Void

  /// As many digits as a digest has, for what has to know only how long it is.
  static let placeholder = String(repeating: "0", count: 64)

  /// Starts to read a file.
  ///
  /// - Parameter willWait: called when somebody asks for the digest and it may have to be waited for.
  public init(of file: SourceFile, willWait: @escaping @Sendable () -> Void = {}) {
    work = BackgroundWork { Result { () throws(Diagnostic) in try file.sha256() } }
    self.willWait = willWait
  }

  /// The digest in lower-case hexadecimal, waited for.
  ///
  /// - Throws: what reading raises.
  public func hexadecimal() throws(Diagnostic) -> String {
    willWait()
    return try work.value().get()
  }
}

extension SourceDigest: Hashable {
  /// Whether both are the same object.
  public static func == (left: SourceDigest, right: SourceDigest) -> Bool { left === right }

  /// Hashes the object's identity.
  public func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
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
