/// The prototypes as they are written down: facts about the operators of three releases.
///
/// A line that begins with a space goes on with the one before.
enum GEPrototypeLists {
  /// The lines of all lists.
  static let all: [String] = lines(of: neuralNetwork) + lines(of: arrays) + lines(of: mathematics)

  /// The lines of a list, each as one text.
  static func lines(of text: String) -> [String] {
    var lines: [String] = []
    for line in text.split(separator: "\n") {
      if line.first == " ", let last = lines.indices.last {
        lines[last] += " " + line.drop { $0 == " " }
      } else {
        lines.append(String(line))
      }
    }
    return lines
  }
}
