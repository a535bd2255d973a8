import ByteIO
import Diagnostics
import ZIPArchive

/// The records of a zip archive of PyTorch below the folder that all of them share.
struct TorchArchive: Sendable {
  /// What the archive holds, by the record that says so.
  enum Kind: String, Sendable, CaseIterable {
    /// One object of `torch.save` or a TorchScript module.
    case object = "data.pkl"
    /// A program of torch.export since 2.8.
    case exportArchive = "archive_format"
    /// A program of torch.export until 2.7.
    case exportedProgram = "serialized_exported_program.json"
    /// A TorchScript module of 1.0 and 1.1.
    case scriptModel = "model.json"
  }

  /// What it holds.
  let kind: Kind
  /// The folder before every name: `resnet50/`; empty for none.
  let folder: String

  private let archive: ZIPArchive

  /// Reads an archive's directory and finds what it holds.
  ///
  /// - Throws: ``DiagnosticCode/torchArchiveMalformed`` for none or several of PyTorch's objects,
  ///   and what reading the directory raises.
  init(_ range: FileRange) throws(Diagnostic) {
    archive = try ZIPArchive(range, mayLackChecksums: true)
    var found: [(kind: Kind, folder: String)] = []
    let endings = Kind.allCases.map { Array($0.rawValue.utf8) }
    for (member, index) in archive.members(endingWithOneOf: endings) {
      let folder = member.nameBytes.dropLast(endings[index].count)
      guard folder.isEmpty || folder.last == UInt8(ascii: "/"),
        let text = String(validating: folder, as: UTF8.self)
      else { continue }
      found.append((Kind.allCases[index], text))
    }
    let nearest = found.min { $0.folder.utf8.count < $1.folder.utf8.count }
    guard let nearest else { throw Self.foreign(archive) }
    // What stands in folders of the format itself may have such a name: files that a user put beside
    // the module, the graphs of a program.
    let others = found.filter { entry in
      !["extra/", "models/", "data/"].contains { entry.folder.hasPrefix(nearest.folder + $0) }
    }
    guard others.count == 1 else {
      let names = others.map { "'\($0.folder)\($0.kind.rawValue)'" }.joined(separator: " and ")
      throw Diagnostic(
        .torchArchiveMalformed,
        "the archive holds several objects, \(names), and nothing says which one is meant",
        at: Location(file: range.file.path))
    }
    kind = nearest.kind
    folder = nearest.folder
  }

  /// The path of the archive's file.
  var path: String { archive.range.file.path }

  /// The record of a name below the folder.
  func record(_ name: String) -> ZIPMember? { archive.member(named: folder + name) }

  /// The record whose name in the archive, with the folder, is these bytes.
  func record(inArchive name: [UInt8]) -> ZIPMember? { archive.member(named: name) }

  /// The place and the size of the record whose name in the archive is these bytes.
  func place(
    inArchive name: [UInt8], expectedAt place: Int
  ) -> (number: Int, byteCount: Int)? {
    archive.number(named: name, expectedAt: place).map { ($0, archive.byteCount(ofMember: $0)) }
  }

  /// What is to be said of an archive that was written without checksums; nothing for others.
  var remark: Diagnostic? {
    let count = archive.countWithoutChecksum
    guard count > 0 else { return nil }
    return Diagnostic(
      .torchChecksumsUnwritten, severity: .note,
      "\(count) of \(recordCount) records have no checksum, so damage to them cannot be noticed",
      at: Location(file: path))
  }

  /// The number of records.
  var recordCount: Int { archive.members.count }

  /// The names below a folder of the archive, in the archive's order.
  func names(below prefix: String) -> [String] {
    let start = Array((folder + prefix).utf8)
    return archive.members.compactMap { member in
      let name = member.nameBytes
      guard name.starts(with: start) else { return nil }
      return String(validating: name.dropFirst(start.count), as: UTF8.self)
    }
  }

  /// A record's text without white space around it, or nothing if there is no such record.
  ///
  /// - Throws: ``DiagnosticCode/torchArchiveMalformed`` for a text that cannot be a short one.
  func shortText(_ name: String) throws(Diagnostic) -> String? {
    guard let record = record(name) else { return nil }
    guard record.byteCount <= 1024,
      let text = String(validating: try record.bytes(limit: 1024), as: UTF8.self)
    else {
      throw Diagnostic(
        .torchArchiveMalformed, "the record '\(name)' has to be a short text", at: record.location)
    }
    return String(text.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
  }

  /// Where a pickle, a storage or a nested file stands, its checksum verified.
  static func range(of record: ZIPMember) throws(Diagnostic) -> FileRange {
    try record.verifyChecksum()
    return try record.range()
  }

  private static func foreign(_ archive: ZIPArchive) -> Diagnostic {
    let first = archive.members.first.map { ", its first record is '\($0.name)'" } ?? " and empty"
    return Diagnostic(
      .torchArchiveMalformed,
      "the file is a zip archive that PyTorch did not write: it has no record 'data.pkl'\(first)",
      at: Location(file: archive.range.file.path))
  }
}
