import ByteIO
import ConversionKit
import Diagnostics
import Pickle
import ZIPArchive

/// Reads every pickle of a file for what it names, whatever the file is and whether or not it opens.
///
/// Pickles stand in archives, one after the other in streams, and in byte strings of other pickles.
struct PickleScan {
  /// Files stand in files at most so deep.
  private static let nestingLimit = 8
  /// So many pickles of one file are read.
  private static let pickleLimit = 100_000
  /// The folders of an archive that hold storages by number.
  private static let storageFolders = ["/data/", "/tensors/", "/constants/", "/weights/"]

  private var report = SecurityReport()
  private var seen: Set<SecurityReport.Reference> = []
  private var pickleCount = 0
  private let storage = TemporaryStorage()

  /// Reads a file.
  ///
  /// - Throws: what decompressing raises.
  static func report(of source: SourceFile) throws(Diagnostic) -> SecurityReport {
    var file = source
    for _ in 0..<2 {
      guard let compression = Compression(prefix: try file.prefix(16)) else { break }
      file = try file.decompressed(compression)
    }
    var scan = PickleScan()
    scan.read(file.wholeRange, "", depth: 0)
    return scan.report
  }

  /// Reads what stands in a range, if it is an archive or a pickle.
  private mutating func read(_ range: FileRange, _ part: String, depth: Int) {
    guard depth <= Self.nestingLimit else {
      let message = "files stand in files more than \(Self.nestingLimit) deep"
      return note(Diagnostic(.torchNesting, message), part)
    }
    do throws(Diagnostic) {
      let prefix = try range.file.bytes(at: range.byteOffset, count: min(512, range.byteCount))
      switch TorchSignature(prefix) {
      case .zip: readArchive(try ZIPArchive(range, mayLackChecksums: true), part, depth)
      case .tar:
        for member in try TarArchive(range).members {
          read(member.payload, Self.joined(part, member.name.text), depth: depth + 1)
        }
      case .pickle: try readPickles(range, part, depth)
      case nil:
        guard depth == 0 else { return }
        // An archive may have other bytes before it, and is found by its end; a pickle of protocol 0
        // may begin with anything.
        if let archive = try? ZIPArchive(range, mayLackChecksums: true) {
          readArchive(archive, part, depth)
        } else {
          try readPickles(range, part, depth)
        }
      }
    } catch {
      note(error, part)
    }
  }

  private mutating func readArchive(_ archive: ZIPArchive, _ part: String, _ depth: Int) {
    for member in archive.members {
      let name = member.name
      let isPickle = name.hasSuffix(".pkl") || name.hasSuffix(".pickle")
      if !isPickle, Self.storageFolders.contains(where: { "/\(name)".contains($0) }) { continue }
      let memberPart = Self.joined(part, name)
      do throws(Diagnostic) {
        let bytes = try member.range()
        // A pickle without the mark of one is still one to Python.
        let prefix = try bytes.file.bytes(at: bytes.byteOffset, count: min(512, bytes.byteCount))
        if isPickle, TorchSignature(prefix) == nil {
          try readPickles(bytes, memberPart, depth + 1)
        } else {
          read(bytes, memberPart, depth: depth + 1)
        }
      } catch {
        note(error, memberPart)
      }
    }
  }

  /// Reads pickles that stand one after the other, and what stands in their byte strings.
  private mutating func readPickles(
    _ range: FileRange, _ part: String, _ depth: Int
  ) throws(Diagnostic) {
    var cursor = PickleCursor(range)
    var isStream = false
    var count = 0
    report.parts.append(part)
    repeat {
      pickleCount += 1
      guard pickleCount <= Self.pickleLimit else {
        throw Diagnostic(
          .torchNesting, "the file holds more than \(Self.pickleLimit) pickles",
          at: cursor.location)
      }
      let document = try cursor.readPickle("a pickle")
      if count == 0 { isStream = document.isLegacyMagic }
      count += 1
      note(document, part)
      for bytes in document.byteStrings { try readBytes(bytes, part, depth) }
      // Behind the five pickles of a stream are the storages.
      if isStream, count == 5 { return }
    } while try cursor.isAtPickle()
  }

  private mutating func readBytes(
    _ bytes: PickleBytes, _ part: String, _ depth: Int
  ) throws(Diagnostic) {
    guard bytes.byteCount > 2 else { return }
    switch bytes {
    case .file(let range):
      let prefix = try range.file.bytes(at: range.byteOffset, count: min(512, range.byteCount))
      if TorchSignature(prefix) != nil {
        read(range, Self.joined(part, "(byte string)"), depth: depth + 1)
      }
    case .memory(let bytes):
      guard TorchSignature(Array(bytes.prefix(512))) != nil else { return }
      read(
        try storage.append(bytes, displayPath: "a byte string"),
        Self.joined(part, "(byte string)"), depth: depth + 1)
    }
  }

  private mutating func note(_ document: PickleDocument, _ part: String) {
    for global in document.globals {
      guard let (module, name) = document.global(global) else { continue }
      let verdict: SecurityReport.Verdict =
        switch TorchGlobal.meaning(module: module, name: name) {
        case .forbidden: .dangerous
        case .opaque: .unknown
        default: .constructor
        }
      let reference = SecurityReport.Reference(
        name: "\(module).\(name)", verdict: verdict, part: part)
      if seen.insert(reference).inserted { report.references.append(reference) }
    }
  }

  private mutating func note(_ obstacle: Diagnostic, _ part: String) {
    report.obstacles.append(part.isEmpty ? obstacle : obstacle.located(at: Location(path: part)))
  }

  private static func joined(_ outer: String, _ inner: String) -> String {
    outer.isEmpty ? inner : "\(outer): \(inner)"
  }
}

extension PickleCursor {
  /// Whether another pickle begins at the cursor.
  fileprivate func isAtPickle() throws(Diagnostic) -> Bool {
    let rest = rest()
    guard rest.byteCount > 2 else { return false }
    let prefix = try rest.file.bytes(at: rest.byteOffset, count: min(512, rest.byteCount))
    return TorchSignature(prefix) == .pickle
  }
}
