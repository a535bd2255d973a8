public import ModelIR

/// One tensor that an architecture expects of a checkpoint.
public struct ExpectedEntry: Hashable, Sendable {
  /// The full name: `layer1.0.conv1.weight`.
  public let name: String
  /// The element type.
  public let elementType: ElementType
  /// The sizes in the framework's own order.
  public let shape: [Int]
  /// Whether training changes it by gradients.
  public let isTrainable: Bool
  /// Whether a checkpoint may lack it.
  public let isOptional: Bool
  /// The path of the module that owns it.
  public let modulePath: String
  /// The kind of the module that owns it: `BatchNorm2d`.
  public let moduleKind: String
}

extension ModuleTree {
  /// Every tensor that the modules expect, in the framework's order: a module's own, then its
  /// children's.
  public var expectedEntries: [ExpectedEntry] {
    var result: [ExpectedEntry] = []
    var open = [self]
    while let module = open.popLast() {
      for parameter in module.parameters {
        result.append(
          ExpectedEntry(
            name: module.path.isEmpty ? parameter.name : "\(module.path).\(parameter.name)",
            elementType: parameter.elementType, shape: parameter.shape,
            isTrainable: parameter.isTrainable, isOptional: parameter.isOptional,
            modulePath: module.path, moduleKind: module.kind))
      }
      open += module.children.reversed()
    }
    return result
  }
}
