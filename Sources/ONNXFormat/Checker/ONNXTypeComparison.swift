public import ModelIR

/// The type that ONNX's own shape inference gives a value.
public struct ONNXInferredType: Hashable, Sendable {
  /// One size as it was inferred.
  public enum Dimension: Hashable, Sendable {
    case fixed(Int)
    case symbol(String)
    case unknown
  }

  /// The value's name.
  public let name: String
  /// The number of the element type, 0 where there is none.
  public let dataType: Int
  /// The sizes; nothing where not even their number is known.
  public let dimensions: [Dimension]?

  /// Makes an inferred type.
  public init(name: String, dataType: Int, dimensions: [Dimension]?) {
    self.name = name
    self.dataType = dataType
    self.dimensions = dimensions
  }
}

/// Compares the types that ONNX infers for an exported graph with those that the graph has.
public struct ONNXTypeComparison: Sendable {
  /// How many values have a type on both sides.
  public let comparedCount: Int
  /// One line for each value on which the two disagree.
  ///
  /// That is another element type, another number of axes, or two different numbers for one size; a
  /// symbol agrees with everything.
  public let disagreements: [String]

  /// Compares value by value; values that only one side has are left out.
  public init(_ graph: Graph, with inferred: [ONNXInferredType]) {
    let types = Dictionary(
      graph.values.map { ($0.name, $0.type) }, uniquingKeysWith: { first, _ in first })
    var compared = 0
    var disagreements: [String] = []
    for value in inferred {
      guard let own = types[value.name] else { continue }
      compared += 1
      if !Self.agree(own, value) {
        disagreements.append("\(value.name): \(own) here, \(value.text) by ONNX")
      }
    }
    comparedCount = compared
    self.disagreements = disagreements
  }

  private static func agree(_ own: TensorType, _ inferred: ONNXInferredType) -> Bool {
    if inferred.dataType != 0 && inferred.dataType != own.elementType.onnxDataType { return false }
    guard let dimensions = inferred.dimensions else { return true }
    guard dimensions.count == own.rank else { return false }
    return zip(own.shape.dimensions, dimensions).allSatisfy { own, inferred in
      if let size = own.size, case .fixed(let other) = inferred { return size == other }
      return true
    }
  }
}

extension ONNXInferredType {
  fileprivate var text: String {
    let element = ElementType(onnxDataType: dataType).map { "\($0)" } ?? "type \(dataType)"
    guard let dimensions else { return element }
    let sizes = dimensions.map { dimension in
      switch dimension {
      case .fixed(let size): "\(size)"
      case .symbol(let name): name
      case .unknown: "?"
      }
    }
    return "\(element)[\(sizes.joined(separator: ", "))]"
  }
}
