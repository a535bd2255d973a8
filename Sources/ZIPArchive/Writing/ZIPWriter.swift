public import ByteIO
public import Diagnostics

/// Writes a zip archive of stored members into a sink, in one pass.
///
/// A member's checksum and size stand behind its bytes and in the directory, so that nothing has to be
/// known or read twice. Between ``beginMember(_:byteCount:)`` and ``endMember()`` the writer is itself
/// the sink of the member's bytes.
public struct ZIPWriter<Sink: ByteSink & ~Copyable>: ByteSink, ~Copyable {
  private var sink: Sink
  private let style: ZIPMemberStyle
  private var directory: [UInt8] = []
  private var memberCount = 0
  private var open: OpenMember?

  /// The member whose bytes are written.
  private struct OpenMember {
    let name: [UInt8]
    let headerOffset: Int
    let byteOffset: Int
    let byteCount: Int
    var checksum = CRC32()
  }

  /// Begins an archive at the start of a sink.
  public init(_ sink: consuming Sink, style: ZIPMemberStyle = .plain) {
    self.sink = sink
    self.style = style
  }

  public var position: Int { sink.position }

  /// Writes bytes of the open member.
  public mutating func write(_ bytes: RawSpan) throws(Diagnostic) {
    open?.checksum.update(bytes)
    try sink.write(bytes)
  }

  /// Writes bytes of the open member that are in a file; their checksum is made on their way.
  public mutating func copy(_ range: FileRange) throws(Diagnostic) {
    guard var member = open else { return try sink.copy(range) }
    try sink.copy(range, addingTo: &member.checksum)
    open = member
  }

  /// Begins a member of so many bytes.
  ///
  /// - Throws: ``DiagnosticCode/zipMemberName`` for a name of more than 65535 bytes, and what writing
  ///   raises.
  public mutating func beginMember(_ name: String, byteCount: Int) throws(Diagnostic) {
    precondition(open == nil, "the member before has to end first")
    let name = Array(name.utf8)
    guard name.count <= Int(UInt16.max) else {
      throw Diagnostic(
        .zipMemberName, "a member's name of \(name.count) bytes is over the format's limit of 65535"
      )
    }
    let start = sink.position
    var extra: [UInt8] = []
    let isLong = byteCount >= Int(UInt32.max)
    if isLong {
      extra.appendLittleEndian(UInt16(1))
      extra.appendLittleEndian(UInt16(16))
      extra.appendLittleEndian(UInt64(byteCount))
      extra.appendLittleEndian(UInt64(byteCount))
    }
    let unaligned = start + 30 + name.count + extra.count + 4
    let padding = (style.alignment - unaligned % style.alignment) % style.alignment
    // The tag and the letters are those of PyTorch, which no reader interprets.
    extra += Array("FB".utf8)
    extra.appendLittleEndian(UInt16(padding))
    extra += [UInt8](repeating: UInt8(ascii: "Z"), count: padding)

    var header: [UInt8] = []
    header.appendLittleEndian(UInt32(0x0403_4B50))
    header.appendLittleEndian(version(isLong: isLong))
    header.appendLittleEndian(flags(byteCount))
    header.appendLittleEndian(UInt16(0))  // stored
    header.appendLittleEndian(UInt16(0))
    header.appendLittleEndian(style.date)
    header.appendLittleEndian(UInt32(0))
    let size = isLong ? UInt32.max : 0
    header.appendLittleEndian(size)
    header.appendLittleEndian(size)
    header.appendLittleEndian(UInt16(name.count))
    header.appendLittleEndian(UInt16(extra.count))
    try sink.write(header + name + extra)
    open = OpenMember(
      name: name, headerOffset: start, byteOffset: sink.position, byteCount: byteCount)
  }

  /// Ends the open member.
  ///
  /// - Returns: the checksum of its bytes.
  /// - Throws: ``DiagnosticCode/fileSizeMismatch`` if not as many bytes were written as were announced,
  ///   and what writing raises.
  @discardableResult
  public mutating func endMember() throws(Diagnostic) -> UInt32 {
    guard let member = open else { preconditionFailure("no member has begun") }
    open = nil
    let written = sink.position - member.byteOffset
    guard written == member.byteCount else {
      throw Diagnostic(
        .fileSizeMismatch, "a member of \(member.byteCount) bytes was announced, \(written) came")
    }
    let checksum = member.checksum.value
    let isLong = member.byteCount >= Int(UInt32.max)
    if member.byteCount > 0 {
      var descriptor: [UInt8] = []
      descriptor.appendLittleEndian(UInt32(0x0807_4B50))
      descriptor.appendLittleEndian(checksum)
      for _ in 0..<2 {
        if isLong {
          descriptor.appendLittleEndian(UInt64(member.byteCount))
        } else {
          descriptor.appendLittleEndian(UInt32(member.byteCount))
        }
      }
      try sink.write(descriptor)
    }
    list(member, checksum)
    return checksum
  }

  /// Writes a whole member.
  ///
  /// - Returns: the checksum of its bytes.
  /// - Throws: as ``beginMember(_:byteCount:)``.
  @discardableResult
  public mutating func add(_ name: String, _ bytes: [UInt8]) throws(Diagnostic) -> UInt32 {
    try beginMember(name, byteCount: bytes.count)
    try write(bytes)
    return try endMember()
  }

  /// Writes the directory.
  ///
  /// - Returns: the sink with the whole archive.
  public consuming func finish() throws(Diagnostic) -> Sink {
    precondition(open == nil, "the last member has to end first")
    let start = sink.position
    try sink.write(directory)
    try sink.write(ending(from: start))
    return sink
  }
}

extension ZIPWriter where Sink: ~Copyable {
  /// Bit 3 says that checksum and sizes follow the bytes, bit 11 that names are UTF-8.
  private func flags(_ byteCount: Int) -> UInt16 { byteCount > 0 ? 0x0808 : 0x0800 }

  private func version(isLong: Bool) -> UInt16 { isLong ? max(45, style.version) : style.version }

  /// Adds a member to the directory.
  private mutating func list(_ member: OpenMember, _ checksum: UInt32) {
    var long: [UInt8] = []
    func field(_ value: Int) -> UInt32 {
      guard value >= Int(UInt32.max) else { return UInt32(value) }
      long.appendLittleEndian(UInt64(value))
      return .max
    }
    let size = field(member.byteCount)
    let sizeAgain = field(member.byteCount)
    let offset = field(member.headerOffset)
    directory.appendLittleEndian(UInt32(0x0201_4B50))
    directory.appendLittleEndian(style.version)
    directory.appendLittleEndian(version(isLong: !long.isEmpty))
    directory.appendLittleEndian(flags(member.byteCount))
    directory.appendLittleEndian(UInt16(0))
    directory.appendLittleEndian(UInt16(0))
    directory.appendLittleEndian(style.date)
    directory.appendLittleEndian(checksum)
    directory.appendLittleEndian(size)
    directory.appendLittleEndian(sizeAgain)
    directory.appendLittleEndian(UInt16(member.name.count))
    directory.appendLittleEndian(UInt16(long.isEmpty ? 0 : long.count + 4))
    // No comment, the first disk, no attributes.
    directory += [UInt8](repeating: 0, count: 10)
    directory.appendLittleEndian(offset)
    directory += member.name
    if !long.isEmpty {
      directory.appendLittleEndian(UInt16(1))
      directory.appendLittleEndian(UInt16(long.count))
      directory += long
    }
    memberCount += 1
  }

  /// The records behind a directory that begins at an offset.
  private func ending(from start: Int) -> [UInt8] {
    let needsLong =
      memberCount >= Int(UInt16.max) || start >= Int(UInt32.max)
      || directory.count >= Int(UInt32.max)
    var end: [UInt8] = []
    if needsLong || style.hasLongEnd {
      end.appendLittleEndian(UInt32(0x0606_4B50))
      end.appendLittleEndian(UInt64(44))
      end.appendLittleEndian(UInt16(0x031E))  // written as by release 3.0 on UNIX
      end.appendLittleEndian(UInt16(45))
      end.appendLittleEndian(UInt64(0))
      end.appendLittleEndian(UInt64(memberCount))
      end.appendLittleEndian(UInt64(memberCount))
      end.appendLittleEndian(UInt64(directory.count))
      end.appendLittleEndian(UInt64(start))
      end.appendLittleEndian(UInt32(0x0706_4B50))
      end.appendLittleEndian(UInt32(0))
      end.appendLittleEndian(UInt64(start + directory.count))
      end.appendLittleEndian(UInt32(1))
    }
    end.appendLittleEndian(UInt32(0x0605_4B50))
    end.appendLittleEndian(UInt32(0))
    let count = UInt16(min(memberCount, Int(UInt16.max)))
    end.appendLittleEndian(count)
    end.appendLittleEndian(count)
    end.appendLittleEndian(UInt32(min(directory.count, Int(UInt32.max))))
    end.appendLittleEndian(UInt32(min(start, Int(UInt32.max))))
    end.appendLittleEndian(UInt16(0))
    return end
  }
}
