import ByteIO

/// Tensors together with those that the same module owns.
struct LayerGroups {
  /// The modules' paths in the order of their first tensors.
  let paths: [String]
  private let members: [ExactName: [Int]]

  /// Groups tensors by their paths.
  init(_ tensors: [LayerTensor]) {
    var paths: [String] = []
    var members: [ExactName: [Int]] = [:]
    for (index, tensor) in tensors.enumerated() {
      let key = ExactName(tensor.path)
      if members[key] == nil { paths.append(tensor.path) }
      members[key, default: []].append(index)
    }
    self.paths = paths
    self.members = members
  }

  /// The positions of a module's tensors in their order.
  subscript(path: String) -> [Int] { members[ExactName(path)] ?? [] }
}

/// One module's tensors by name.
struct LayerMembers {
  private let positions: [ExactName: Int]
  /// How many there are.
  let count: Int

  /// Takes the tensors at some positions.
  init(_ tensors: [LayerTensor], at indices: [Int]) {
    positions = Dictionary(
      indices.map { (ExactName(tensors[$0].name), $0) }, uniquingKeysWith: { first, _ in first })
    count = indices.count
  }

  /// The position of a tensor by its name.
  subscript(name: String) -> Int? { positions[ExactName(name)] }

  /// Whether a name is there.
  func contains(_ name: String) -> Bool { positions[ExactName(name)] != nil }
}
