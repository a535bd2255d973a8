/// Running text broken into lines.
enum WrappedText {
  /// The words of a text in lines of at most a width, each after an indentation.
  static func lines(of text: String, width: Int, indentation: String = "") -> [String] {
    var lines: [String] = []
    var line = ""
    for word in text.split(whereSeparator: \.isWhitespace) {
      if !line.isEmpty, indentation.count + line.count + 1 + word.count > width {
        lines.append(indentation + line)
        line = ""
      }
      line += line.isEmpty ? String(word) : " \(word)"
    }
    if !line.isEmpty { lines.append(indentation + line) }
    return lines
  }
}
