import ByteIO

/// A safetensors file that a test writes by hand, its tensors one after the other.
struct SafetensorsSample {
  var metadata: [(String, String)] = []
  var tensors: [(name: String, type: String, shape: [Int], bytes: [UInt8])] = []

  var bytes: [UInt8] {
    var parts: [String] = []
    if !metadata.isEmpty {
      let texts = metadata.map { "\"\($0.0)\":\"\($0.1)\"" }
      parts.append("\"__metadata__\":{\(texts.joined(separator: ","))}")
    }
    var data: [UInt8] = []
    for tensor in tensors {
      parts.append(
        "\"\(tensor.name)\":{\"dtype\":\"\(tensor.type)\",\"shape\":\(tensor.shape),"
          + "\"data_offsets\":[\(data.count),\(data.count + tensor.bytes.count)]}")
      data += tensor.bytes
    }
    let header = Array("{\(parts.joined(separator: ","))}".utf8)
    var result: [UInt8] = []
    result.appendLittleEndian(UInt64(header.count))
    return result + header + data
  }

  /// A file of one byte for each name.
  static func bytes(of names: String...) -> [UInt8] {
    SafetensorsSample(tensors: names.map { ($0, "U8", [1], [7]) }).bytes
  }
}
