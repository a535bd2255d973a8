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
}
