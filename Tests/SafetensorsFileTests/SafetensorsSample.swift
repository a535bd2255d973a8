import ByteIO

/// A safetensors file that a test writes by hand.
struct SafetensorsSample {
  var header: String
  var data: [UInt8] = []
  var declaredByteCount: UInt64?

  var bytes: [UInt8] {
    var result: [UInt8] = []
    result.appendLittleEndian(declaredByteCount ?? UInt64(header.utf8.count))
    return result + Array(header.utf8) + data
  }

  /// An entry of a header.
  static func entry(_ name: String, _ type: String, _ shape: String, _ range: Range<Int>) -> String
  {
    "\"\(name)\":{\"dtype\":\"\(type)\",\"shape\":[\(shape)],"
      + "\"data_offsets\":[\(range.lowerBound),\(range.upperBound)]}"
  }
}
