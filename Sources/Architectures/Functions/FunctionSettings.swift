import Checkpoints
import Diagnostics

extension LayerSettings {
  /// An axis, which may count from the end: as given, else as defaulted.
  ///
  /// - Throws: ``DiagnosticCode/layerSettingMissing``, ``DiagnosticCode/layerSettingInvalid``.
  mutating func axis(_ name: String, default fallback: Int? = nil) throws(Diagnostic) -> Int {
    try integer(name, default: fallback, in: -64...63)
  }

  /// One axis or a list of them, or nothing where none is given.
  ///
  /// - Throws: ``DiagnosticCode/layerSettingInvalid``.
  mutating func axes(_ name: String) throws(Diagnostic) -> [Int]? {
    guard let value = value(name), value != .none else { return nil }
    let axes = value.integer.map { [$0] } ?? value.integers
    guard let axes, axes.allSatisfy((-64...63).contains) else {
      throw invalid(name, value, "an axis or a list of axes")
    }
    return axes
  }

  /// A position on an axis, or nothing where none is given.
  ///
  /// - Throws: ``DiagnosticCode/layerSettingInvalid``.
  mutating func position(_ name: String) throws(Diagnostic) -> Int? {
    guard let value = value(name), value != .none else { return nil }
    guard let position = value.integer else { throw invalid(name, value, "an integer") }
    return position
  }

  /// A number, or nothing where none is given.
  ///
  /// - Throws: ``DiagnosticCode/layerSettingInvalid``.
  mutating func numberIfGiven(_ name: String) throws(Diagnostic) -> Double? {
    guard let value = value(name), value != .none else { return nil }
    guard let number = value.number else { throw invalid(name, value, "a number") }
    return number
  }
}
