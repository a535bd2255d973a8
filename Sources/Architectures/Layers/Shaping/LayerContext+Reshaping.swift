import ModelIR

extension LayerContext {
  /// The sizes of some axes for a reshape: numbers where they are known, else copied.
  func keptSizes(of x: ValueID, _ axes: Range<Int>) -> [ReshapeDimension] {
    axes.map { axis in shape(x)[axis].size.map { .size($0) } ?? .copied(fromAxis: axis) }
  }
}
