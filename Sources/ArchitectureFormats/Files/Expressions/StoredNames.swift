import Checkpoints

/// A checkpoint's tensors as the expressions of a file see them: below a prefix.
struct StoredNames: Sendable {
  private let shapes: StoredShapes
  private let prefix: String

  /// Makes a view of a listing.
  ///
  /// - Parameter prefix: what stands before the file's own names: empty, `bert.`.
  init(_ shapes: StoredShapes, prefix: String = "") {
    self.shapes = shapes
    self.prefix = prefix
  }

  /// How many tensors there are.
  var count: Int { shapes.names.count }

  /// The type and sizes of a tensor.
  subscript(name: String) -> StoredShapes.Tensor? { shapes[prefix + name] }

  /// Whether a tensor has the name, or lies below it.
  func contains(_ name: String) -> Bool {
    if name.isEmpty { return true }
    return shapes.contains(prefix + (name.hasSuffix(".") ? String(name.dropLast()) : name))
  }

  /// How many of `NAME0`, `NAME1`, … there are without a gap.
  func count(_ name: String, from first: Int) -> Int {
    shapes.count(prefix + name, from: first)
  }

  /// The numbers that follow a prefix in names, in ascending order.
  func numbers(after name: String) -> [Int] {
    let start = Array((prefix + name).utf8)
    var found: Set<Int> = []
    for candidate in shapes.names where candidate.utf8.starts(with: start) {
      let digits = candidate.utf8.dropFirst(start.count).prefix { (0x30...0x39).contains($0) }
      let end = digits.endIndex
      guard !digits.isEmpty, digits.count < 10,
        end == candidate.utf8.endIndex || candidate.utf8[end] == UInt8(ascii: "."),
        let number = Int(Substring(digits))
      else { continue }
      found.insert(number)
    }
    return found.sorted()
  }
}
