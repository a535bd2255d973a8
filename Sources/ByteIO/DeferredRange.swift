public import Diagnostics
import Synchronization

/// Bytes whose size is known and whose place is found when somebody reads them.
///
/// A member of an archive has its size in the directory and its place in a header beside its bytes;
/// a compressed one has a place only once it is decompressed. Two values are equal only if they are
/// the same object.
public final class DeferredRange: Sendable {
  /// How many bytes there are.
  public let byteCount: Int

  /// Where bytes are, and what compares their checksum, unless that was done.
  public struct Place: Sendable {
    let range: FileRange
    let check: (@Sendable (_ checksum: UInt32) throws(Diagnostic) -> Void)?

    /// Makes a place.
    ///
    /// - Parameter check: what throws for a wrong checksum of the bytes; nothing if there is none.
    public init(
      _ range: FileRange, check: (@Sendable (_ checksum: UInt32) throws(Diagnostic) -> Void)? = nil
    ) {
      self.range = range
      self.check = check
    }
  }

  private enum State: Sendable {
    case pending(@Sendable () throws -> Place)
    // Boxed, as are failures: most values never hold one, and there are many values.
    indirect case unchecked(Place)
    case found(FileRange)
    indirect case failed(Diagnostic)
  }
  private let state: Mutex<State>

  /// Makes bytes that a function finds, at most once.
  public convenience init(
    byteCount: Int, _ resolve: @escaping @Sendable () throws -> FileRange
  ) {
    self.init(byteCount, { Place(try resolve()) })
  }

  /// Makes bytes that a function finds, at most once, and whose checksum is compared when they are read.
  public static func checked(
    byteCount: Int, _ locate: @escaping @Sendable () throws -> Place
  ) -> DeferredRange {
    DeferredRange(byteCount, locate)
  }

  private init(_ byteCount: Int, _ resolve: @escaping @Sendable () throws -> Place) {
    self.byteCount = byteCount
    state = Mutex(.pending(resolve))
  }

  /// Makes bytes that are found already.
  public init(_ range: FileRange) {
    byteCount = range.byteCount
    state = Mutex(.found(range))
  }

  /// Where the bytes are, their checksum compared; only the first call looks for them, and what it throws
  /// is thrown again.
  ///
  /// - Throws: what finding and checking them raises, ``DiagnosticCode/fileSizeMismatch`` if there are
  ///   not exactly ``byteCount`` bytes.
  public func range() throws(Diagnostic) -> FileRange {
    try state.withLock { (state) throws(Diagnostic) -> FileRange in
      let place = try locate(&state)
      guard let check = place.check else { return place.range }
      do throws(Diagnostic) {
        try check(try place.range.crc32())
      } catch {
        state = .failed(error)
        throw error
      }
      state = .found(place.range)
      return place.range
    }
  }

  /// Writes some of the bytes to a sink; a checksum that was not compared yet is made of what is written,
  /// if that is all of them.
  ///
  /// - Throws: as ``range()``, and what writing raises; what the sink got is not to be used then.
  public func write<Sink: ByteSink & ~Copyable>(
    _ part: Range<Int>, to sink: inout Sink
  ) throws(Diagnostic) {
    precondition(part.lowerBound >= 0 && part.upperBound <= byteCount)
    let place = try state.withLock { (state) throws(Diagnostic) -> Place in try locate(&state) }
    guard part.count == byteCount, let check = place.check else {
      let range = try range()
      return try sink.copy(
        FileRange(
          file: range.file, byteOffset: range.byteOffset + part.lowerBound, byteCount: part.count))
    }
    var checksum = CRC32()
    try sink.copy(place.range, addingTo: &checksum)
    do throws(Diagnostic) {
      try check(checksum.value)
      state.withLock { $0 = .found(place.range) }
    } catch {
      state.withLock { $0 = .failed(error) }
      throw error
    }
  }

  /// Finds the bytes, unless they were.
  private func locate(_ state: inout State) throws(Diagnostic) -> Place {
    switch state {
    case .found(let range): return Place(range)
    case .unchecked(let place): return place
    case .failed(let diagnostic): throw diagnostic
    case .pending(let resolve):
      do {
        let place = try resolve()
        guard place.range.byteCount == byteCount else { throw mismatch(place.range) }
        state = place.check == nil ? .found(place.range) : .unchecked(place)
        return place
      } catch {
        let diagnostic =
          error as? Diagnostic ?? Diagnostic(.fileNotReadable, "reading failed: \(error)")
        state = .failed(diagnostic)
        throw diagnostic
      }
    }
  }

  private func mismatch(_ range: FileRange) -> Diagnostic {
    Diagnostic(
      .fileSizeMismatch, "\(byteCount) bytes are expected here, there are \(range.byteCount)",
      at: Location(file: range.file.path, byteRange: range.byteRange))
  }
}

extension DeferredRange: Hashable {
  /// Whether both are the same object.
  public static func == (left: DeferredRange, right: DeferredRange) -> Bool { left === right }

  /// Hashes the object's identity.
  public func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}
