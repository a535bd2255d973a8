public import ByteIO
public import Diagnostics

/// A zip archive of which only the directory is read when it is opened.
///
/// The range is the archive from its first byte to its last; a file may hold many. Whatever two
/// readers could take differently is refused: duplicate names, members that share bytes, a directory
/// that does not end where its end record begins.
public struct ZIPArchive: Sendable {
  /// The members in the directory's order.
  public let members: ZIPMembers

  /// Reads the directory.
  ///
  /// - Parameter mayLackChecksums: whether a checksum of 0 says that none was written.
  /// - Throws: ``DiagnosticCode/zipNoDirectory`` if there is none,
  ///   ``DiagnosticCode/zipMalformed``, ``DiagnosticCode/zipDuplicateName``,
  ///   ``DiagnosticCode/zipOverlap``, ``DiagnosticCode/zipUnsupported``,
  ///   ``DiagnosticCode/zipTooManyMembers``, and what reading raises.
  public init(_ range: FileRange, mayLackChecksums: Bool = false) throws(Diagnostic) {
    members = ZIPMembers(directory: try Directory(of: range, mayLackChecksums: mayLackChecksums))
  }

  /// How many members have bytes and no checksum of them.
  public var countWithoutChecksum: Int { members.directory.countWithoutChecksum }

  /// The archive's bytes.
  public var range: FileRange { members.directory.archive }

  /// The member whose name is these bytes in UTF-8, or nothing.
  public func member(named name: String) -> ZIPMember? {
    member(named: Array(name.utf8))
  }

  /// The member whose name is these bytes, or nothing.
  public func member(named name: [UInt8]) -> ZIPMember? {
    members.directory.number(of: name).map { members[$0] }
  }

  /// The place in the directory of the member whose name is these bytes, or nothing; it costs least if
  /// the member stands where it is expected.
  public func number(named name: [UInt8], expectedAt place: Int) -> Int? {
    let directory = members.directory
    if place >= 0, place < directory.count, directory.name(place, is: name) { return place }
    return directory.number(of: name)
  }

  /// The members whose names end with one of several byte strings, in the directory's order, each with
  /// the position of its ending.
  ///
  /// - Precondition: no ending is empty.
  public func members(endingWithOneOf endings: [[UInt8]]) -> [(member: ZIPMember, ending: Int)] {
    members.directory.members(endingWithOneOf: endings).map { (members[$0.number], $0.ending) }
  }

  /// How many bytes the member at a place in the directory has, inflated.
  public func byteCount(ofMember place: Int) -> Int {
    precondition(members.indices.contains(place))
    return members.directory.byteCount(place)
  }
}

/// The members of an archive in the directory's order; each is made when it is asked for.
public struct ZIPMembers: RandomAccessCollection, Sendable {
  let directory: Directory

  /// The first member's index.
  public var startIndex: Int { 0 }
  /// The index behind the last member's.
  public var endIndex: Int { directory.count }

  /// The member at a place in the directory.
  public subscript(index: Int) -> ZIPMember {
    precondition(indices.contains(index))
    return ZIPMember(directory: directory, number: index)
  }
}
