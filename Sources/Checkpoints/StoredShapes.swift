import ByteIO
public import ModelIR

/// The names, types and sizes of a checkpoint's tensors, found by name; what open sizes of an
/// architecture are solved from.
public struct StoredShapes: Sendable {
  /// One tensor's type and sizes.
  public struct Tensor: Hashable, Sendable {
    /// The elements' type.
    public let elementType: ElementType
    /// The sizes of the axes.
    public let shape: [Int]

    /// Makes a description.
    public init(elementType: ElementType, shape: [Int]) {
      self.elementType = elementType
      self.shape = shape
    }
  }

  /// The names in the checkpoint's order.
  public let names: [String]
  private let tensors: [ExactName: Tensor]
  private let prefixes: Set<ExactName>

  /// Makes a listing of a checkpoint.
  public init(_ checkpoint: Checkpoint) {
    self.init(
      checkpoint.entries.map {
        ($0.name, Tensor(elementType: $0.weight.elementType, shape: $0.weight.shape))
      })
  }

  /// Makes a listing of pairs.
  public init(_ pairs: [(name: String, tensor: Tensor)]) {
    names = pairs.map(\.name)
    tensors = Dictionary(
      pairs.map { (ExactName($0.name), $0.tensor) }, uniquingKeysWith: { first, _ in first })
    var prefixes: Set<ExactName> = []
    for name in names {
      var position = name.utf8.startIndex
      while let dot = name.utf8[position...].firstIndex(of: UInt8(ascii: ".")) {
        prefixes.insert(ExactName(String(name[..<dot])))
        position = name.utf8.index(after: dot)
      }
    }
    self.prefixes = prefixes
  }

  /// The tensor of a name.
  public subscript(name: String) -> Tensor? { tensors[ExactName(name)] }

  /// Whether a tensor has the name, or lies below it: `conv1.weight`, `layer1`.
  public func contains(_ name: String) -> Bool {
    tensors[ExactName(name)] != nil || prefixes.contains(ExactName(name))
  }

  /// How many of `NAME0`, `NAME1`, … there are without a gap: `layer1.` counts blocks.
  public func count(_ name: String, from first: Int = 0) -> Int {
    var count = 0
    while contains("\(name)\(first + count)") { count += 1 }
    return count
  }
}
