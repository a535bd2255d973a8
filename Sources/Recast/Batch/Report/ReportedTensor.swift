import ConversionKit
import ModelIR

/// An input or output of a model as reports keep it.
public struct ReportedTensor: Hashable, Sendable {
  /// The size of an axis.
  public enum Size: Hashable, Sendable {
    case fixed(Int)
    /// A size that stays open, by its name or as an expression.
    case open(String)
  }

  /// The name.
  public let name: String
  /// The type of the elements: `f32`.
  public let elementType: String
  /// The sizes.
  public let shape: [Size]

  init(name: String, elementType: String, shape: [Size]) {
    self.name = name
    self.elementType = elementType
    self.shape = shape
  }

  init(_ tensor: NamedType) {
    name = tensor.name
    elementType = tensor.type.elementType.description
    shape = tensor.type.shape.dimensions.map { dimension in
      dimension.size.map { .fixed($0) } ?? .open(dimension.text ?? "?")
    }
  }
}

extension ReportedTensor: CustomStringConvertible {
  /// The type and the shape: `f32[batch, 10]`.
  public var description: String {
    let sizes = shape.map { size in
      switch size {
      case .fixed(let size): String(size)
      case .open(let text): text
      }
    }
    return "\(elementType)[\(sizes.joined(separator: ", "))]"
  }
}
