import ByteIO
import Checkpoints
import Diagnostics
import ModelIR
import SafetensorsFile

/// What MindSpore writes into `__metadata__` beside its mark: which tensors are of four bits, and a
/// checksum of all of them.
struct MindSporeFacts: Sendable {
  /// The name of the checksum.
  static let checksumName = "crc_num"

  /// What stands under the name of a tensor of four bits.
  static let fourBitText = "Int4"

  private let fourBitNames: Set<ExactName>
  /// The check of the checksum, where the file has one.
  let checksum: DeferredCheck?

  /// Reads the facts of a file; one of another framework has none.
  init(_ parts: SafetensorsParts) {
    guard parts.framework == .mindspore, let part = parts.parts.first, parts.index == nil else {
      fourBitNames = []
      checksum = nil
      return
    }
    fourBitNames = Set(
      part.header.metadata.filter { $0.value == Self.fourBitText }.map { ExactName($0.name) })
    checksum = part.header.metadata(Self.checksumName).map { text in
      DeferredCheck { try Self.compare(text, part) }
    }
  }

  /// Whether a tensor's bytes are numbers of four bits each.
  func isFourBits(_ name: String) -> Bool { fourBitNames.contains(ExactName(name)) }

  /// Compares the checksum of the names and elements, in the order of the names.
  private static func compare(_ text: String, _ part: SafetensorsParts.Part) throws(Diagnostic) {
    let tensors = part.header.tensors.sorted {
      $0.name.utf8.lexicographicallyPrecedes($1.name.utf8)
    }
    var sink = ChecksumSink()
    for tensor in tensors {
      try sink.write(Array(tensor.name.utf8))
      let range = FileRange(
        file: part.file, byteOffset: tensor.byteRange.lowerBound,
        byteCount: tensor.byteRange.count)
      if let count = try zeroCount(tensor, range) {
        guard count <= 1 << 30 else { return }
        try writeZeros(count, to: &sink)
      } else {
        try sink.copy(range)
      }
    }
    guard String(sink.checksum.value) == text else {
      throw Diagnostic(
        .safetensorsChecksum,
        "the tensors have the checksum \(sink.checksum.value), the file says \(text.prefix(40))",
        at: Location(file: part.file.path))
    }
  }

  /// How many zeros stand for a tensor of a file.
  private static func zeroCount(
    _ tensor: SafetensorsTensor, _ range: FileRange
  ) throws(Diagnostic) -> Int? {
    guard tensor.shape.isEmpty, let type = tensor.elementType.elementType, type.isInteger,
      let weight = Weight(type, shape: [], in: range)
    else { return nil }
    return try zeroCount(weight)
  }

  /// How many zeros stand for a tensor: of an integer without axes Python's `bytes` makes that many
  /// instead of its own bytes.
  static func zeroCount(_ weight: Weight) throws(Diagnostic) -> Int? {
    guard weight.shape.isEmpty, weight.elementType.isInteger else { return nil }
    return try weight.integerValues()?.first.flatMap { $0 >= 0 ? $0 : nil }
  }

  /// Writes so many zeros.
  static func writeZeros(_ count: Int, to sink: inout ChecksumSink) throws(Diagnostic) {
    for _ in 0..<count / zeros.count { try sink.write(zeros) }
    try sink.write([UInt8](repeating: 0, count: count % zeros.count))
  }

  private static let zeros = [UInt8](repeating: 0, count: 1 << 16)
}
