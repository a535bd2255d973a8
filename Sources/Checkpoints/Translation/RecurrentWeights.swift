import ModelIR

/// The matrices and biases of recurrent layers.
///
/// Gates stand in the same order in both: i, f, g, o and r, z, n. Flux has one bias, which is PyTorch's
/// of the input; PyTorch's of the state is added to it. It cannot be where it is multiplied by the reset
/// gate, in a GRU. Flux has layers of one direction and one level.
enum RecurrentWeights {
  private static let inputBias = "bias_ih"
  private static let stateBias = "bias_hh"

  /// Gives the tensors of a cell of Flux PyTorch's names.
  static func fromFlux(
    _ tensors: inout [LayerTensor], _ indices: [Int], _ members: LayerMembers, _ path: String,
    notes: inout TranslationNotes
  ) {
    let isGRUv3 = members.contains("Wh_h̃")
    let outer = LayerTensor.parent(of: path, over: FluxNames.cell)
    let suffix = outer == nil ? "" : "_l0"
    for index in indices {
      let name = tensors[index].name
      let matrix = FluxNames.matrices.first { $0.flux == name }
      guard !isGRUv3, matrix != nil || FluxNames.bias.contains(name) else {
        notes.add(isGRUv3 ? .notRepresentable : .unused, tensors[index].fullName)
        // Matrices of a cell lie in the same order in both frameworks.
        tensors[index].role = LayerRole(.recurrentCell)
        continue
      }
      tensors[index].name = (matrix?.pytorch ?? inputBias) + suffix
      tensors[index].path = outer ?? path
      tensors[index].role = LayerRole(outer == nil ? .recurrentCell : .recurrent)
    }
  }

  /// Adds a second bias of zeros to every recurrent layer that has one only.
  static func completeBiases(_ tensors: inout [LayerTensor], notes: inout TranslationNotes) {
    let names = LayerGroups(tensors)
    var result: [LayerTensor] = []
    for tensor in tensors {
      result.append(tensor)
      guard tensor.name.hasPrefix(inputBias), isRecurrent(tensor.role) else { continue }
      let other = stateBias + tensor.name.dropFirst(inputBias.count)
      guard !names[tensor.path].contains(where: { tensors[$0].name == other }),
        let zeros = Weight.scalar(0, tensor.weight.elementType)?
          .expanded(to: tensor.weight.shape)
      else { continue }
      result.append(
        LayerTensor(path: tensor.path, name: other, role: tensor.role, weight: zeros))
      notes.add(.created, LayerTensor.joined(tensor.path, other))
    }
    tensors = result
  }

  /// Gives the tensors of PyTorch's recurrent layers Flux's names and adds their biases.
  ///
  /// - Throws: what reading the biases raises.
  static func toFlux(_ tensors: inout [LayerTensor], notes: inout TranslationNotes) throws {
    let groups = LayerGroups(tensors)
    var removed: Set<Int> = []
    for path in groups.paths {
      let indices = groups[path]
      guard let first = indices.first, isRecurrent(tensors[first].role) else { continue }
      let members = LayerMembers(tensors, at: indices)
      guard members.contains("weight_ih_l0") || members.contains("weight_ih") else { continue }
      guard let cell = try PyTorchCell(tensors, indices, members) else {
        for index in indices { notes.add(.notRepresentable, tensors[index].fullName) }
        continue
      }
      for (index, name) in cell.names {
        tensors[index].name = name
        if cell.isLayer { tensors[index].path = LayerTensor.joined(path, FluxNames.cell) }
      }
      if let (kept, left) = cell.biases {
        if let sum = cell.sum {
          notes.add(.added, LayerTensor.joined(path, FluxNames.bias[0]))
          tensors[kept].weight = sum
        }
        removed.insert(left)
      }
    }
    guard !removed.isEmpty else { return }
    tensors = tensors.indices.filter { !removed.contains($0) }.map { tensors[$0] }
  }

  private static func isRecurrent(_ role: LayerRole) -> Bool {
    role.kind == .recurrent || role.kind == .recurrentCell
  }

  /// A recurrent layer of PyTorch that Flux has, too.
  private struct PyTorchCell {
    /// Whether it goes over sequences.
    let isLayer: Bool
    /// The positions of its tensors with Flux's names.
    var names: [(index: Int, name: String)] = []
    /// The bias that stays, and the one that does not.
    var biases: (kept: Int, left: Int)?
    /// The sum of both, if the second is not zero.
    var sum: Weight?

    /// Takes a layer's tensors, or is nothing for one that Flux does not have.
    ///
    /// - Throws: what reading the biases raises.
    init?(_ tensors: [LayerTensor], _ indices: [Int], _ members: LayerMembers) throws {
      isLayer = members.contains("weight_ih_l0")
      let suffix = isLayer ? "_l0" : ""
      for pair in FluxNames.matrices {
        guard let index = members[pair.pytorch + suffix], tensors[index].weight.shape.count == 2
        else { return nil }
        names.append((index, pair.flux))
      }
      if let input = members[inputBias + suffix] {
        names.append((input, FluxNames.bias[0]))
        if let state = members[stateBias + suffix] {
          biases = (input, state)
          let shape = tensors[names[1].index].weight.shape
          guard try add(tensors[input].weight, tensors[state].weight, matrix: shape) else {
            return nil
          }
        }
      }
      // Further levels, the other direction, projections.
      guard members.count == names.count + (biases == nil ? 0 : 1) else { return nil }
    }

    /// Adds the biases; whether that computes the same.
    private mutating func add(_ input: Weight, _ state: Weight, matrix: [Int]) throws -> Bool {
      guard input.shape == state.shape, input.shape.count == 1,
        input.elementType == state.elementType, input.elementType.isFloatingPoint
      else { return false }
      let second = try state.doubles()
      if second.allSatisfy({ $0 == 0 }) { return true }
      let isGRU = matrix[1] > 0 && matrix[0] == 3 * matrix[1]
      if isGRU, second.suffix(matrix[1]).contains(where: { $0 != 0 }) { return false }
      sum = Weight.array(zip(try input.doubles(), second).map { $0 + $1 }, input.elementType)
      return sum != nil
    }
  }
}
