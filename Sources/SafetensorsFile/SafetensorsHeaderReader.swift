import ByteIO
import Diagnostics
import JSONText

/// Reads the JSON of a header token by token: 100 000 tensors are ordinary.
struct SafetensorsHeaderReader {
  private(set) var metadata: [SafetensorsMetadataEntry] = []
  private(set) var tensors: [SafetensorsTensor] = []
  private(set) var unknownFields: [String] = []

  private static let metadataName = Array("__metadata__".utf8)
  private static let elementTypeName = Array("dtype".utf8)
  private static let shapeName = Array("shape".utf8)
  private static let offsetsName = Array("data_offsets".utf8)

  private var tokens: JSONTokenizer
  private let file: SourceFile
  private let dataStart: Int
  private var names = JSONNameTable()
  /// The sizes of the list that is read, kept for their memory.
  private var sizes: [Int] = []
  private var hasMetadata = false
  /// The element type of the last entry, as the next one mostly has the same.
  private var lastElementType = SafetensorsElementType.float32
  private var lastElementTypeName: [UInt8] = []

  init(_ bytes: [UInt8], file: SourceFile) throws(Diagnostic) {
    tokens = try JSONTokenizer(bytes, file: file.path, fileOffset: 8)
    self.file = file
    dataStart = 8 + bytes.count
    // An entry takes some hundred bytes and no less than fifty.
    tensors.reserveCapacity(bytes.count / 100)
    names.reserveCapacity(bytes.count / 100)
  }

  mutating func read() throws(Diagnostic) {
    guard case .objectStart = try tokens.next() else {
      throw malformed("the header is no JSON object")
    }
    while case .name = try tokens.next() {
      let nameRange = tokens.range
      if tokens.textEquals(Self.metadataName) {
        guard !hasMetadata else { throw duplicate("__metadata__", nameRange) }
        hasMetadata = true
        try readMetadata()
        continue
      }
      let name = tokens.text
      guard names.insertName(of: tokens) else { throw duplicate(name, nameRange) }
      try readEntry(name, at: nameRange)
    }
    // The object has ended; only white space may follow.
    _ = try tokens.next()
  }

  private mutating func readMetadata() throws(Diagnostic) {
    guard case .objectStart = try tokens.next() else {
      throw malformed("'__metadata__' has to be an object of texts")
    }
    var names = JSONNameTable()
    while case .name = try tokens.next() {
      let name = tokens.text
      guard names.insertName(of: tokens) else { throw duplicate(name, tokens.range) }
      guard case .string = try tokens.next() else {
        throw malformed("'\(name.prefix(200))' in '__metadata__' has to be a text")
      }
      metadata.append(SafetensorsMetadataEntry(name: name, value: tokens.text))
    }
  }

  private mutating func readEntry(_ name: String, at nameRange: Range<Int>) throws(Diagnostic) {
    guard case .objectStart = try tokens.next() else {
      throw malformed(
        "an object with dtype, shape and data_offsets is expected here", path: name)
    }
    var elementType: SafetensorsElementType?
    var shape: [Int]?
    var offsets: (begin: Int, end: Int)?
    var others = JSONNameTable()
    while case .name = try tokens.next() {
      if tokens.textEquals(Self.elementTypeName) {
        guard elementType == nil else { throw duplicate("dtype", tokens.range) }
        elementType = try readElementType(name)
      } else if tokens.textEquals(Self.shapeName) {
        guard shape == nil else { throw duplicate("shape", tokens.range) }
        try readSizes("shape", name)
        shape = Array(sizes[...])
      } else if tokens.textEquals(Self.offsetsName) {
        guard offsets == nil else { throw duplicate("data_offsets", tokens.range) }
        try readSizes("data_offsets", name)
        guard sizes.count == 2 else {
          throw malformed(
            "'data_offsets' has \(sizes.count) numbers, begin and end are expected", nameRange,
            path: name)
        }
        offsets = (sizes[0], sizes[1])
      } else {
        let field = tokens.text
        guard others.insertName(of: tokens) else { throw duplicate(field, tokens.range) }
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
    guard case .string = try tokens.next() else {
      throw malformed("'dtype' has to be a text", path: name)
    }
    if tokens.textEquals(lastElementTypeName) { return lastElementType }
    let text = tokens.text
    guard let elementType = SafetensorsElementType(rawValue: text) else {
      throw Diagnostic(
        .safetensorsUnknownElementType,
        "the element type '\(text.prefix(200))' is unknown to the format",
        at: location(tokens.range, path: name))
    }
    lastElementType = elementType
    lastElementTypeName = Array(text.utf8)
    return elementType
  }

  private mutating func readSizes(_ field: String, _ name: String) throws(Diagnostic) {
    guard case .arrayStart = try tokens.next() else {
      throw malformed("'\(field)' has to be a list of integers", path: name)
    }
    sizes.removeAll(keepingCapacity: true)
    while true {
      let token = try tokens.next()
      if case .arrayEnd = token { return }
      guard case .number = token, let size = tokens.integer,
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
    _ elementType: SafetensorsElementType, _ shape: [Int], _ offsets: (begin: Int, end: Int),
    _ name: String,
    _ nameRange: Range<Int>
  ) throws(Diagnostic) -> Range<Int> {
    guard offsets.begin <= offsets.end else {
      throw wrongOffsets(
        "the tensor ends at \(offsets.end), before it begins at \(offsets.begin)", name, nameRange)
    }
    let available = file.byteCount - dataStart
    guard offsets.end <= available else {
      throw Diagnostic(
        .fileTruncated,
        "the tensor ends at byte \(offsets.end) of the data, the file has \(available) bytes of data",
        at: location(nameRange, path: name))
    }
    guard let needed = elementType.byteCount(shape: shape) else {
      throw wrongOffsets(
        "the bytes of \(elementType.rawValue) elements of shape \(text(of: shape)) cannot be counted",
        name, nameRange)
    }
    guard needed == offsets.end - offsets.begin else {
      throw wrongOffsets(
        "\(elementType.rawValue) elements of shape \(text(of: shape)) take \(needed) bytes, "
          + "'data_offsets' give \(offsets.end - offsets.begin)", name, nameRange)
    }
    return dataStart + offsets.begin..<dataStart + offsets.end
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
