import Diagnostics
import ModelIR

extension LayerContext {
  /// The only input, of a rank that the layer takes.
  ///
  /// - Throws: ``DiagnosticCode/layerInputs``.
  func single(_ inputs: [ValueID], rank: ClosedRange<Int>) throws(Diagnostic) -> ValueID {
    let x = try single(inputs)
    guard rank.contains(self.rank(x)) else {
      let expected =
        rank.count == 1 ? "\(rank.lowerBound)" : "\(rank.lowerBound) to \(rank.upperBound)"
      throw problem("an input of \(expected) axes is expected, this is \(shape(x))")
    }
    return x
  }

  /// A tensor of the current module that has to have a number of axes.
  ///
  /// - Throws: ``DiagnosticCode/parameterNotBound``, ``DiagnosticCode/layerInputs``.
  func weight(_ name: String, rank: Int) throws(Diagnostic) -> Weight {
    let weight = try weight(name)
    guard weight.shape.count == rank else {
      throw problem("'\(name)' has \(rank) axes, this is \(weight.shape)")
    }
    return weight
  }

  /// One number for each channel, in the element type of a value.
  ///
  /// - Throws: ``DiagnosticCode/layerInputs`` for more channels than a constant should hold.
  mutating func vector(
    of number: Double, count: Int, like value: ValueID
  ) throws(Diagnostic) -> ValueID {
    let type = elementType(value)
    guard (0...Self.constantLimit).contains(count),
      let weight = Weight.array([Double](repeating: number, count: count), type)
    else { throw problem("\(count) channels of type \(type) cannot be filled with \(number)") }
    return constant(weight)
  }

  /// The most elements that a constant made here may have.
  static var constantLimit: Int { 1 << 22 }

  /// An error about settings that cannot be converted, at the current module.
  func unsupported(_ message: String) -> Diagnostic {
    Diagnostic(.layerUnsupported, message, at: Location(path: path))
  }
}

extension LayerContext {
  /// An axis counted from 0, of one that may be counted from the end.
  ///
  /// - Throws: ``DiagnosticCode/layerInputs`` if the value does not have it.
  func axis(_ axis: Int, of value: ValueID) throws(Diagnostic) -> Int {
    let rank = self.rank(value)
    guard (-rank..<rank).contains(axis) else {
      throw problem("axis \(axis) is asked for, the input is \(shape(value))")
    }
    return axis < 0 ? axis + rank : axis
  }
}
