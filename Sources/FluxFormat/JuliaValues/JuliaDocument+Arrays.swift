import BSON
import ByteIO
import Diagnostics
import ModelIR

extension JuliaDocument {
  /// The array that a tagged document encodes.
  ///
  /// - Throws: ``DiagnosticCode/fluxMalformedValue`` if a part is missing or of the wrong kind,
  ///   ``DiagnosticCode/fluxArraySizeMismatch`` if data and sizes disagree.
  func array(
    of document: BSONDocument, _ encoded: EncodedValue
  ) throws(Diagnostic) -> JuliaValue {
    let type = try type(of: required("type", of: document, encoded))
    let dimensions = try dimensions(of: required("size", of: document, encoded))
    let elementCount = try elementCount(dimensions, encoded)
    let data = try resolve(required("data", of: document, encoded))
    switch data.value {
    case .array(let array):
      guard elementType(type) == nil else {
        throw malformed("an array of \(type) has to have its data as bytes", encoded)
      }
      guard array.elements.count == elementCount else {
        throw mismatch(
          "the dimensions \(dimensions) need \(elementCount) elements, "
            + "there are \(array.elements.count)", encoded)
      }
      var place = encoded
      place.depth = data.depth
      return .list(list(array.elements, place, dimensions: dimensions))
    case .binary(let binary):
      return try array(binary, of: type, dimensions, elementCount, encoded)
    default:
      throw malformed(
        "an array's data has to be bytes or a list, it is \(data.value.kindDescription)", encoded)
    }
  }

  /// The element type that Julia's type is, if a format has it.
  func elementType(_ type: JuliaType) -> ElementType? {
    switch type.path {
    case ["Core", "Bool"]: .bool
    case ["Core", "UInt8"]: .uint8
    case ["Core", "UInt16"]: .uint16
    case ["Core", "UInt32"]: .uint32
    case ["Core", "UInt64"]: .uint64
    case ["Core", "Int8"]: .int8
    case ["Core", "Int16"]: .int16
    case ["Core", "Int32"]: .int32
    case ["Core", "Int64"]: .int64
    case ["Core", "Float16"]: .float16
    case ["Core", "Float32"]: .float32
    case ["Core", "Float64"]: .float64
    case ["BFloat16s", "BFloat16"], ["Core", "BFloat16"]: .bfloat16
    case ["Base", "Complex"]: complexElementType(type)
    default: nil
    }
  }

  private func complexElementType(_ type: JuliaType) -> ElementType? {
    guard let part = type.parameters.encodedValue(at: 0) else { return nil }
    switch (try? self.type(of: part))?.path {
    case ["Core", "Float32"]: return .complex64
    case ["Core", "Float64"]: return .complex128
    default: return nil
    }
  }

  /// An array over bytes whose size was checked.
  func array(
    _ elementType: ElementType?, type: JuliaType, dimensions: [Int], _ range: FileRange,
    _ encoded: EncodedValue
  ) -> JuliaArray {
    JuliaArray(
      identity: ObjectIdentity(byteOffset: encoded.byteOffset), type: type, dimensions: dimensions,
      weight: elementType.flatMap { Weight($0, shape: dimensions.reversed(), in: range) },
      path: encoded.path, file: file.path)
  }

  private func array(
    _ binary: BSONBinary, of type: JuliaType, _ dimensions: [Int], _ elementCount: Int,
    _ encoded: EncodedValue
  ) throws(Diagnostic) -> JuliaValue {
    let range = binary.range
    if let element = elementType(type) {
      let (byteCount, overflow) = elementCount.multipliedReportingOverflow(by: element.byteCount)
      guard !overflow, byteCount == range.byteCount else {
        throw mismatch(
          "a \(type.name) array of \(dimensions) needs \(element.byteCount) bytes for each of its "
            + "\(elementCount) elements, there are \(range.byteCount) bytes", encoded)
      }
      return .array(array(element, type: type, dimensions: dimensions, range, encoded))
    }
    if range.byteCount == 0, type.isNamed("Core", "Nothing") {
      return .list(
        JuliaList(
          identity: ObjectIdentity(byteOffset: encoded.byteOffset), dimensions: dimensions,
          path: encoded.path, pathStyle: .index, document: self,
          storage: .repeated(.nothing, count: elementCount)))
    }
    let fits =
      elementCount == 0
      ? range.byteCount == 0 : range.byteCount > 0 && range.byteCount % elementCount == 0
    guard fits else {
      throw mismatch(
        "\(range.byteCount) bytes cannot be \(elementCount) elements of the type \(type)", encoded)
    }
    return .array(array(nil, type: type, dimensions: dimensions, range, encoded))
  }

  /// Sizes in Julia's order.
  func dimensions(of encoded: EncodedValue) throws(Diagnostic) -> [Int] {
    guard let items = try plainValues(of: encoded) else {
      throw malformed("dimensions have to be a list of integers", encoded)
    }
    var dimensions: [Int] = []
    for item in items {
      guard case .integer(let size) = item, size >= 0, let size = Int(exactly: size) else {
        throw malformed(
          "a dimension has to be a count, this is \(item.kindDescription)", encoded)
      }
      dimensions.append(size)
    }
    guard dimensions.count <= 64 else {
      throw Diagnostic(
        .fluxValueOverLimit, "an array of \(dimensions.count) dimensions", at: location(encoded))
    }
    return dimensions
  }

  /// The product of sizes.
  func elementCount(_ dimensions: [Int], _ encoded: EncodedValue) throws(Diagnostic) -> Int {
    var count = 1
    for size in dimensions {
      let (product, overflow) = count.multipliedReportingOverflow(by: size)
      guard !overflow else {
        throw mismatch("an array of dimensions \(dimensions) cannot be", encoded)
      }
      count = product
    }
    return count
  }

  func mismatch(_ message: String, _ encoded: EncodedValue) -> Diagnostic {
    Diagnostic(.fluxArraySizeMismatch, message, at: location(encoded))
  }
}
