import Diagnostics
import ModelIR

/// A tensor of a distributed checkpoint: chunks that tile it.
struct DistributedTensor: Sendable {
  /// Its name from the root of what was saved.
  let name: String
  /// The elements' type.
  let elementType: TorchElementType
  /// The sizes of the axes.
  let shape: [Int]
  /// The chunks, in any order; none of them is empty.
  let chunks: [DistributedChunk]
  /// Whether the chunks are opened when the tensor is made, and not when it is read.
  let opensChunks: Bool

  private struct Piece {
    let place: DistributedChunk.Place
    let weight: Weight
  }

  /// The tensor, its chunks joined.
  ///
  /// - Throws: ``DiagnosticCode/torchDistributedLayout`` if the chunks do not tile the tensor as a grid
  ///   along its axes, and what opening them raises.
  func tensor() throws(Diagnostic) -> TorchTensor {
    let carrier = elementType.carrier
    guard byteCountOfTensor(carrier, shape: shape) != nil else {
      throw Diagnostic(
        .torchDistributedLayout,
        "tensor '\(name)' of sizes \(shape) and type \(elementType.rawValue) cannot be read")
    }
    if shape.contains(0) {
      return TorchTensor(
        weight: Weight(carrier, shape: shape, bytes: []), elementType: elementType)
    }
    var pieces: [Piece] = []
    pieces.reserveCapacity(chunks.count)
    for chunk in chunks {
      guard chunk.place.offsets.count == shape.count, chunk.place.sizes.count == shape.count else {
        throw layout("a chunk has another number of axes")
      }
      pieces.append(
        Piece(
          place: chunk.place,
          weight: opensChunks
            ? try chunk.weight(of: elementType, named: name)
            : try chunk.deferredWeight(of: elementType, carrier: carrier, named: name)))
    }
    var tensor = TorchTensor(weight: try joined(pieces, from: 0), elementType: elementType)
    if pieces.count > 1 { tensor = tensor.adding("chunks", String(pieces.count)) }
    return tensor
  }

  /// Pieces that agree in the axes before one, joined along it and those behind it.
  private func joined(_ pieces: [Piece], from axis: Int) throws(Diagnostic) -> Weight {
    guard axis < shape.count else {
      guard let only = pieces.first, pieces.count == 1 else {
        throw layout("two chunks are at the same place")
      }
      return only.weight
    }
    let sorted = pieces.sorted { $0.place.offsets[axis] < $1.place.offsets[axis] }
    var parts: [Weight] = []
    var end = 0
    var index = 0
    while index < sorted.count {
      let place = sorted[index].place
      guard place.offsets[axis] == end else {
        throw layout(
          "a chunk begins at \(place.offsets[axis]) of axis \(axis), the one before ends at \(end)")
      }
      let group = sorted[index...].prefix { $0.place.offsets[axis] == end }
      guard group.allSatisfy({ $0.place.sizes[axis] == place.sizes[axis] }) else {
        throw layout("chunks side by side differ in their size along axis \(axis)")
      }
      parts.append(try joined(Array(group), from: axis + 1))
      index += group.count
      let (next, overflow) = end.addingReportingOverflow(place.sizes[axis])
      guard !overflow, next <= shape[axis] else {
        throw layout("a chunk leaves the tensor along axis \(axis)")
      }
      end = next
    }
    guard end == shape[axis] else {
      throw layout("the chunks end at \(end) of axis \(axis), which has \(shape[axis])")
    }
    return Weight.concatenated(parts, along: axis)
  }

  private func layout(_ finding: String) -> Diagnostic {
    Diagnostic(
      .torchDistributedLayout,
      "the chunks of tensor '\(name)' of sizes \(shape) are no grid: \(finding)")
  }
}
