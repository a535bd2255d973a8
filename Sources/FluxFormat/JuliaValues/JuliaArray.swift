import ByteIO
import Diagnostics
import ModelIR

/// An array whose elements are plain bits.
struct JuliaArray: Sendable {
  /// Where the array is in the file; tied weights share it.
  let identity: ObjectIdentity
  /// The type of the elements as Julia names it.
  let type: JuliaType
  /// The sizes in Julia's order.
  let dimensions: [Int]
  /// The elements; nothing if they are structs or numbers that no format has.
  ///
  /// Its shape is the dimensions reversed: a column-major array of dimensions (a, b, c) has the bytes
  /// of a row-major tensor of shape (c, b, a).
  let weight: Weight?
  /// The place of the array: `model.layers[2].weight`.
  let path: String
  /// The file, for diagnostics.
  let file: String

  /// The type of the elements, if they are numbers.
  var elementType: ElementType? {
    // Inlined into a comparison of two arrays, this ends Swift 6.3.1's optimiser.
    @inline(never) get { weight?.elementType }
  }
  /// How many elements there are.
  var elementCount: Int { dimensions.reduce(1, *) }

  /// What the array is, for messages.
  var summary: String {
    let sizes = dimensions.map(String.init).joined(separator: "×")
    return "a \(type.name) array of \(sizes.isEmpty ? "no dimensions" : sizes)"
  }

  /// Where the array is, for diagnostics.
  var location: Location {
    Location(file: file, byteRange: identity.byteOffset..<identity.byteOffset, path: path)
  }

  /// The same array with other elements and sizes: what a wrapper shows of it.
  func showing(_ weight: Weight) -> JuliaArray {
    JuliaArray(
      identity: identity, type: type, dimensions: weight.shape.reversed(), weight: weight,
      path: path, file: file)
  }

  /// The element at a position in column-major order.
  func scalar(at index: Int) throws(Diagnostic) -> JuliaValue {
    guard let weight, index >= 0, index < elementCount else { throw notNumbers }
    let one = weight.reshaped(to: [elementCount]).sliced(along: 0, index..<index + 1)
    return try Self.scalars(one, else: notNumbers)[0]
  }

  /// All elements in column-major order.
  ///
  /// - Throws: ``DiagnosticCode/fluxUnsupportedArray`` if they are not real numbers, and what
  ///   reading raises.
  func scalars(limit: Int = 8 << 20) throws(Diagnostic) -> [JuliaValue] {
    guard let weight else { throw notNumbers }
    return try Self.scalars(weight, limit: limit, else: notNumbers)
  }

  /// All elements as integers, or nothing if they are not.
  func integers() throws(Diagnostic) -> [Int]? {
    guard let elementType, elementType.isInteger else { return nil }
    return try scalars().compactMap(\.int)
  }

  private var notNumbers: Diagnostic {
    Diagnostic(
      .fluxUnsupportedArray, "an array of numbers is expected, this is \(summary)", at: location)
  }

  private static func scalars(
    _ weight: Weight, limit: Int = 8 << 20, else failure: Diagnostic
  ) throws(Diagnostic) -> [JuliaValue] {
    let bytes = try weight.bytes(limit: limit)
    func each<Bits: FixedWidthInteger & BitwiseCopyable>(
      _ type: Bits.Type, _ make: (Bits) -> JuliaValue
    ) -> [JuliaValue] {
      stride(from: 0, to: bytes.count, by: Bits.bitWidth / 8).compactMap {
        bytes.littleEndian(Bits.self, at: $0).map(make)
      }
    }
    switch weight.elementType {
    case .bool: return each(UInt8.self) { .boolean($0 != 0) }
    case .uint8: return each(UInt8.self) { .integer(Int64($0)) }
    case .uint16: return each(UInt16.self) { .integer(Int64($0)) }
    case .uint32: return each(UInt32.self) { .integer(Int64($0)) }
    case .uint64: return each(UInt64.self) { .integer(Int64(bitPattern: $0)) }
    case .int8: return each(Int8.self) { .integer(Int64($0)) }
    case .int16: return each(Int16.self) { .integer(Int64($0)) }
    case .int32: return each(Int32.self) { .integer(Int64($0)) }
    case .int64: return each(Int64.self) { .integer($0) }
    case .float16, .bfloat16, .float32, .float64:
      return try weight.doubles(limit: limit).map { .float($0, weight.elementType) }
    default: throw failure
    }
  }
}

/// An array that was saved while it was on a GPU.
struct JuliaDeviceArray: Sendable {
  /// Where the array is in the file.
  let identity: ObjectIdentity
  /// The array's type: `CUDA.CuArray`.
  let type: JuliaType
  /// The sizes in Julia's order; nothing if they could not be found.
  let dimensions: [Int]?
  /// The place of the array.
  let path: String

  /// What the array is, for messages.
  var summary: String {
    let sizes = dimensions.map { " of " + $0.map(String.init).joined(separator: "×") }
    return "a \(type.name)\(sizes ?? "") whose numbers stayed on the GPU"
  }
}
