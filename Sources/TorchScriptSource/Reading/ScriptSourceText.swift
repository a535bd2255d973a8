import Diagnostics

/// The text of a code file and its name in messages.
struct ScriptSourceText: Sendable {
  let bytes: [UInt8]
  /// The member of the archive.
  let path: String
  /// The archive as the user named it.
  let archive: String?

  /// The file, and the line and the column of a byte, both counted from 1.
  func location(_ byteOffset: Int?) -> Location {
    guard let byteOffset else { return Location(file: archive, path: path) }
    var line = 1
    var lineStart = 0
    var index = 0
    let end = min(byteOffset, bytes.count)
    while index < end {
      let byte = bytes[index]
      index += 1
      // A carriage return ends a line of its own unless a line feed follows.
      let endsLine =
        byte == UInt8(ascii: "\n")
        || (byte == UInt8(ascii: "\r")
          && !(index < bytes.count && bytes[index] == UInt8(ascii: "\n")))
      if endsLine {
        line += 1
        lineStart = index
      }
    }
    return Location(file: archive, path: "\(path):\(line):\(end - lineStart + 1)")
  }
}
