package import Diagnostics

/// A place in a text, both numbers counted from 1.
package struct YAMLMark: Hashable, Sendable {
  /// The line.
  package let line: Int
  /// The character in the line.
  package let column: Int

  /// Makes a mark.
  package init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  /// The place as a diagnostic's location.
  package var location: Location { Location(path: "\(line):\(column)") }
}
