package import Diagnostics
package import ModelIR

extension ATenContext {
  /// A tensor of the model under its full name in the source, which graphs inside of others may use as
  /// well, wherever it is asked for first.
  package func weightTensor(_ weight: Weight, named name: String) -> ATenTensor {
    let (path, text) = (levels[0].builder.path, levels[0].builder.layerText)
    defer { (levels[0].builder.path, levels[0].builder.layerText) = (path, text) }
    (levels[0].builder.path, levels[0].builder.layerText) = ("", "")
    let value = levels[0].builder.addWeight(weight, named: name)
    cells.append(ATenCell(level: 0, value: value))
    return ATenTensor(index: cells.count - 1)
  }

  /// A tensor of real numbers for which integers of the model stand.
  ///
  /// - Throws: what the graph raises if scales and zero points do not fit.
  package func quantizedTensor(
    _ codes: Weight, scale: Weight, zeroPoint: Weight, axis: Int?, named name: String
  ) throws(Diagnostic) -> ATenTensor {
    let (path, text) = (levels[0].builder.path, levels[0].builder.layerText)
    defer { (levels[0].builder.path, levels[0].builder.layerText) = (path, text) }
    (levels[0].builder.path, levels[0].builder.layerText) = ("", name)
    let operands = [
      levels[0].builder.addWeight(codes, named: name), levels[0].builder.addConstant(scale),
      levels[0].builder.addConstant(zeroPoint),
    ]
    let results = try levels[0].builder.addNode(DequantizeLinear(axis: axis), operands)
    guard let value = results.first else {
      throw Diagnostic(.arityMismatch, "a node without results has no value", at: location)
    }
    cells.append(ATenCell(level: 0, value: value))
    return ATenTensor(index: cells.count - 1)
  }
}
