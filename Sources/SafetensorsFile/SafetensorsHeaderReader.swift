import ByteIO
import Diagnostics
import JSONText

/// Reads the JSON of a header token by token: 100 000 tensors are ordinary.
struct SafetensorsHeaderReader {
  private(set) var metadata: [SafetensorsMetadataEntry] = []
  private(set) var tensors: [SafetensorsTensor] = []
  private(set) var unknownFields: [String] = []

  private var tokens: JSONTokenizer
  private let file: SourceFile
  private let dataStart: Int
  private var names: Set<ExactName> = []
  private var hasMetadata = false
  /// The element type of the last entry, as the next one mostly has the same.
  private var lastElementType = SafetensorsElementType.float32

  init(_ bytes: [UInt8], file: SourceFile) throws(Diagnostic) {
    tokens = try JSONTokenizer(bytes, file: file.path, fileOffset: 8)
    self.file = file
    dataStart = 8 + bytes.count
    tensors.reserveCapacity(bytes.count / 128)
    names.reserveCapacity(bytes.count / 128)
  }

  mutating func read() throws(Diagnostic) {
    guard try tokens.next() == .objectStart else {
      throw malformed("the header is no JSON object")
    }
    while try tokens.next() == .name {
      let nameRange = tokens.range
      if tokens.textEquals("__metadata__") {
        guard !hasMetadata else { throw duplicate("__metadata__", nameRange) }
        hasMetadata = true
        try readMetadata()
        continue
      }
      let name = tokens.text
      guard names.insert(ExactName(name)).inserted else { throw duplicate(name, nameRange) }
      try readEntry(name, at: nameRange)
    }
    // The object has ended; only white space may follow.
    _ = try tokens.next()
  }

  private mutating func readMetadata() throws(Diagnostic) {
    guard try tokens.next() == .objectStart else {
      throw malformed("'__metadata__' has to be an object of texts")
    }
    var names: Set<ExactName> = []
    while try tokens.next() == .name {
      let name = tokens.text
      guard names.insert(ExactName(name)).inserted else { throw duplicate(name, tokens.range) }
      guard try tokens.next() == .string else {
        throw malformed("'\(name.prefix(200))' in '__metadata__' has to be a text")
      }
      metadata.append(SafetensorsMetadataEntry(name: name, value: tokens.text))
    }
  }

  private mutating func readEntry(_ name: String, at nameRange: Range<Int>) throws(Diagnostic) {
    guard try tokens.next() == .objectStart else {
      throw malformed(
        "an object with dtype, shape and data_offsets is expected here", path: name)
    }
    var elementType: SafetensorsElementType?
    var shape: [Int]?
    var offsets: [Int]?
    var others: Set<ExactName> = []
    while try tokens.next() == .name {
      if tokens.textEquals("dtype") {
        guard elementType == nil else { throw duplicate("dtype", tokens.range) }
        elementType = try readElementType(name)
      } else if tokens.textEquals("shape") {
        guard shape == nil else { throw duplicate("shape", tokens.range) }
        shape = try readSizes("shape", name)
      } else if tokens.textEquals("data_offsets") {
        guard offsets == nil else { throw duplicate("data_offsets", tokens.range) }
        offsets = try readSizes("data_offsets", name)
      } else {
        let field = tokens.text
        guard others.insert(ExactName(field)).inserted else { throw duplicate(field, tokens.range) }
        if !unknownFields.contains(where: { $0.utf8.elementsEqual(field.utf8) }),
          unknownFields.count < 16
        {
          unknownFields.append(field)
        }
        try tokens.skipValue(from: try tokens.next())
      }
    }
    guard let elementType, let shape, let offsets else {
      let missing = elementType == nil ? "dtype" : shape == nil ? "shape" : "data_offsets"
      throw malformed("the entry has no '\(missing)'", nameRange, path: name)
    }
    let byteRange = try checkedRange(elementType, shape, offsets, name, nameRange)
    tensors.append(
      SafetensorsTensor(name: name, elementType: elementType, shape: shape, byteRange: byteRange))
  }

  private mutating func readElementType(
    _ name: String
  ) throws(Diagnostic) -> SafetensorsElementType {
    guard try tokens.next() == .string else {
      throw malformed("'dtype' has to be a text", path: name)
    }
    if tokens.textEquals(lastElementType.rawValue) { return lastElementType }
    let text = tokens.text
    guard let elementType = SafetensorsElementType(rawValue: text) else {
      throw Diagnostic(
        .safetensorsUnknownElementType,
        "the element type '\(text.prefix(200))' is unknown to the format",
        at: location(tokens.range, path: name))
    }
    lastElementType = elementType
    return elementType
  }

  private mutating func readSizes(_ field: String, _ name: String) throws(Diagnostic) -> [Int] {
    guard try tokens.next() == .arrayStart else {
      throw malformed("'\(field)' has to be a list of integers", path: name)
    }
    var sizes: [Int] = []
    while true {
      let token = try tokens.next()
      if token == .arrayEnd { return sizes }
      guard token == .number, let size = tokens.integer,
        tokens.bytes[tokens.range.lowerBound] != UInt8(ascii: "-")
      else {
        throw malformed(
          "'\(field)' has to be a list of integers from 0 to \(Int.max)", path: name)
      }
      sizes.append(size)
    }
  }

  /// The bytes in the file, as many as the shape needs and none outside the data.
  private func checkedRange(
    _ elementType: SafetensorsElementType, _ shape: [Int], _ offsets: [Int], _ name: String,
    _ nameRange: Range<Int>
  ) throws(Diagnostic) -> Range<Int> {
    guard offsets.count == 2 else {
      throw malformed(
        "'data_offsets' has \(offsets.count) numbers, begin and end are expected", nameRange,
        path: name)
    }
    guard offsets[0] <= offsets[1] else {
      throw wrongOffsets(
        "the tensor ends at \(offsets[1]), before it begins at \(offsets[0])", name, nameRange)
    }
    let available = file.byteCount - dataStart
    guard offsets[1] <= available else {
      throw Diagnostic(
        .fileTruncated,
        "the tensor ends at byte \(offsets[1]) of the data, the file has \(available) bytes of data",
        at: location(nameRange, path: name))
    }
    guard let needed = elementType.byteCount(shape: shape) else {
      throw wrongOffsets(
        "the bytes of \(elementType.rawValue) elements of shape \(text(of: shape)) cannot be counted",
        name, nameRange)
    }
    guard needed == offsets[1] - offsets[0] else {
      throw wrongOffsets(
        "\(elementType.rawValue) elements of shape \(text(of: shape)) take \(needed) bytes, "
          + "'data_offsets' give \(offsets[1] - offsets[0])", name, nameRange)
    }
    return dataStart + offsets[0]..<dataStart + offsets[1]
  }

  /// Checks that the tensors fill the data from its first byte to the last one of the file.
  func checkTiling() throws(Diagnostic) {
    func isBefore(_ left: SafetensorsTensor, _ right: SafetensorsTensor) -> Bool {
      let (first, second) = (left.byteRange, right.byteRange)
      return first.lowerBound == second.lowerBound
        ? first.upperBound < second.upperBound : first.lowerBound < second.lowerBound
    }
    var end = dataStart
    let isOrdered = zip(tensors, tensors.dropFirst()).allSatisfy { !isBefore($1, $0) }
    for tensor in isOrdered ? tensors : tensors.sorted(by: isBefore) {
      guard tensor.byteRange.lowerBound == end else {
        let isHole = tensor.byteRange.lowerBound > end
        throw Diagnostic(
          .safetensorsOffsets,
          isHole
            ? "\(tensor.byteRange.lowerBound - end) bytes before the tensor belong to none"
            : "the tensor overlaps the one before it by \(end - tensor.byteRange.lowerBound) bytes",
          at: location(file: tensor.byteRange, path: tensor.name))
      }
      end = tensor.byteRange.upperBound
    }
    guard end == file.byteCount else {
      throw Diagnostic(
        .safetensorsOffsets,
        "the tensors end here and \(file.byteCount - end) more bytes follow",
        at: location(file: end..<file.byteCount, path: nil))
    }
  }
}

extension SafetensorsHeaderReader {
  private func text(of shape: [Int]) -> String {
    let text = shape.prefix(16).map(String.init).joined(separator: ", ")
    return "[\(text)\(shape.count > 16 ? ", and \(shape.count - 16) more" : "")]"
  }

  private func duplicate(_ name: String, _ range: Range<Int>) -> Diagnostic {
    Diagnostic(
      .jsonDuplicateName, "the name '\(name.prefix(200))' occurs twice in the header",
      at: location(range, path: nil))
  }

  private func wrongOffsets(_ message: String, _ name: String, _ range: Range<Int>) -> Diagnostic {
    Diagnostic(.safetensorsOffsets, message, at: location(range, path: name))
  }

  private func malformed(
    _ message: String, _ range: Range<Int>? = nil, path: String? = nil
  ) -> Diagnostic {
    Diagnostic(.safetensorsMalformed, message, at: location(range ?? tokens.range, path: path))
  }

  private func location(_ range: Range<Int>, path: String?) -> Location {
    location(file: 8 + range.lowerBound..<8 + range.upperBound, path: path)
  }

  private func location(file range: Range<Int>, path: String?) -> Location {
    Location(file: file.path, byteRange: range, path: path.map { String($0.prefix(200)) })
  }
}
