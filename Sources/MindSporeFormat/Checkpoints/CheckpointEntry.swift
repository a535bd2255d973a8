import ByteIO
import Diagnostics
import ModelIR

/// A tensor or a text of a checkpoint, with its pieces put together.
struct CheckpointEntry: Sendable {
  /// The parameter's name, without what a parameter server's cache put behind it.
  let name: String
  /// Its sizes as MindSpore loads it; empty for a text.
  let shape: [Int]
  /// What it is of.
  let type: MindSporeElementType
  /// The type's name in the file.
  let typeName: String
  /// Where its bytes are.
  let pieces: [FileRange]

  /// The bytes in all pieces, which is known not to overflow.
  var byteCount: Int { pieces.reduce(0) { $0 + $1.byteCount } }

  /// The first byte of the tensor, for messages.
  var location: Location {
    Location(
      file: pieces.first?.file.path, byteRange: pieces.first?.byteRange,
      path: String(name.prefix(200)))
  }

  /// Whether it is one number without axes.
  var isScalar: Bool { shape.isEmpty && type != .text }

  /// Puts together what consecutive values of one name hold; the last one's type and sizes count.
  ///
  /// - Throws: ``DiagnosticCode/mindsporeMalformedTensor`` if the bytes are not exactly those that the
  ///   sizes need, or the type has no known name.
  init(name: String, pieces: [TensorMessage]) throws(Diagnostic) {
    self.name = Self.withoutCacheSuffix(name)
    self.pieces = pieces.compactMap(\.content)
    typeName = pieces.last?.typeName ?? ""
    let sizes = pieces.last?.sizes ?? []
    let place = pieces.first?.range
    func malformed(_ text: String) -> Diagnostic {
      Diagnostic(
        .mindsporeMalformedTensor, text,
        at: Location(
          file: place?.file.path, byteRange: place?.byteRange, path: String(name.prefix(200))))
    }
    guard let type = MindSporeElementType(typeName) else {
      throw malformed("'\(typeName)' is no type that tensors of MindSpore have")
    }
    self.type = type
    var byteCount = 0
    for piece in self.pieces {
      let (sum, overflow) = byteCount.addingReportingOverflow(piece.byteCount)
      guard !overflow else { throw malformed("the pieces overflow") }
      byteCount = sum
    }
    guard let elementType = type.elementType else {
      guard byteCount.isMultiple(of: 4) else {
        throw malformed("a text has 4 bytes for each character, there are \(byteCount) in all")
      }
      shape = []
      return
    }
    // A number without axes has no sizes, or, in releases before 2.3, the size 0.
    shape = sizes == [0] ? [] : sizes
    guard let needed = byteCountOfTensor(elementType, shape: shape) else {
      throw malformed("the sizes \(shape.prefix(16)) overflow")
    }
    guard needed == byteCount else {
      let text = pieces.count > 1 ? "\(pieces.count) pieces have" : "entry has"
      throw malformed(
        "\(typeName) \(shape.prefix(16)) needs \(needed) bytes, the \(text) \(byteCount)")
    }
  }

  /// A name without `.__param_key__3`, which the cache of a parameter server adds.
  private static func withoutCacheSuffix(_ name: String) -> String {
    let mark = ".__param_key__"
    guard
      let digits = name.utf8.lastIndex(of: UInt8(ascii: "_")).map({ name.utf8[$0...].dropFirst() }),
      !digits.isEmpty, digits.allSatisfy({ (0x30...0x39).contains($0) })
    else { return name }
    let head = String(name.dropLast(digits.count))
    return head.hasSuffix(mark) && head.utf8.count > mark.utf8.count
      ? String(head.dropLast(mark.count)) : name
  }
}

extension CheckpointEntry {
  /// What the file says beside type and sizes.
  var facts: [MetadataEntry] {
    var facts: [MetadataEntry] = []
    if type == .int4 { facts.append(MetadataEntry("stored_as", "Int4, one element in a byte")) }
    if pieces.count > 1 { facts.append(MetadataEntry("pieces", String(pieces.count))) }
    return facts
  }

  /// The tensor; nothing for a text.
  ///
  /// - Parameter checksum: what has to be verified before a byte is used.
  func weight(_ checksum: DeferredCheck?) -> Weight? {
    guard let elementType = type.elementType else { return nil }
    if checksum == nil, pieces.count == 1 {
      return Weight(elementType, shape: shape, in: pieces[0])
    }
    if pieces.isEmpty { return Weight(elementType, shape: shape, bytes: []) }
    return Weight(
      elementType, shape: shape,
      pieces: pieces.map { piece in
        checksum.map { piece.deferred(until: $0) } ?? DeferredRange(piece)
      })
  }

  /// The text, up to a number of characters.
  ///
  /// - Throws: what reading raises.
  func text(limit: Int) throws(Diagnostic) -> String {
    var bytes: [UInt8] = []
    for piece in pieces where bytes.count < 4 * limit {
      let count = min(piece.byteCount, 4 * limit - bytes.count)
      bytes += try piece.file.bytes(at: piece.byteOffset, count: count)
    }
    var text = ""
    for offset in stride(from: 0, to: bytes.count, by: 4) {
      let number = bytes.littleEndian(UInt32.self, at: offset) ?? 0
      text.unicodeScalars.append(Unicode.Scalar(number) ?? "\u{FFFD}")
    }
    // NumPy fills the end of a text with zeros and does not count them.
    while text.unicodeScalars.last == "\0" { text.unicodeScalars.removeLast() }
    return text
  }
}
