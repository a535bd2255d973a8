import ByteIO
@testable import FluxFormat
import TestSupport

/// Julia values as BSON.jl writes them.
extension BSONSample {
  static func symbol(_ name: String) -> BSONSample { ["tag": "symbol", "name": .string(name)] }

  static func tuple(_ items: BSONSample...) -> BSONSample {
    ["tag": "tuple", "data": .array(items)]
  }

  static func type(_ path: String..., parameters: [BSONSample] = []) -> BSONSample {
    [
      "tag": "datatype", "params": .array(parameters),
      "name": .array(path.map { .string($0) }),
    ]
  }

  static func structure(_ type: BSONSample, _ fields: BSONSample...) -> BSONSample {
    ["tag": "struct", "type": type, "data": .array(fields)]
  }

  static func module(_ path: String...) -> BSONSample {
    ["tag": "ref", "path": .array(path.map { .string($0) })]
  }

  static func reference(_ index: Int64) -> BSONSample { ["tag": "backref", "ref": .int64(index)] }

  static func array(_ type: BSONSample, _ sizes: [Int64], _ data: BSONSample) -> BSONSample {
    ["tag": "array", "type": type, "size": .array(sizes.map { .int64($0) }), "data": data]
  }

  static func floats(_ sizes: [Int64], _ values: [Float]) -> BSONSample {
    var bytes: [UInt8] = []
    for value in values { bytes.appendLittleEndian(value.bitPattern) }
    return .array(.type("Core", "Float32"), sizes, .binary(bytes))
  }

  static func integers(_ values: [Int64]) -> BSONSample {
    var bytes: [UInt8] = []
    for value in values { bytes.appendLittleEndian(value) }
    return .array(.type("Core", "Int64"), [Int64(values.count)], .binary(bytes))
  }

  static func primitive(_ type: BSONSample, _ bytes: [UInt8]) -> BSONSample {
    ["tag": "struct", "type": type, "data": .binary(bytes)]
  }

  static func float32(_ value: Float) -> BSONSample {
    var bytes: [UInt8] = []
    bytes.appendLittleEndian(value.bitPattern)
    return primitive(.type("Core", "Float32"), bytes)
  }
}

extension TemporaryFolder {
  /// Reads a file of a value `x` and shared objects, and gives `x`.
  func juliaValue(_ sample: BSONSample, shared: [BSONSample] = []) throws -> JuliaValue {
    let root: BSONSample = ["x": sample, "_backrefs": .array(shared)]
    let document = try JuliaDocument.read(try sourceFile(root.bytes))
    guard case .document(let record) = try document.root() else { return .undefined }
    return try record.value(named: "x") ?? .undefined
  }
}
