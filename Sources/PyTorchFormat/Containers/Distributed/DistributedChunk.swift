import ByteIO
import Diagnostics
import ModelIR

/// A part of a tensor that one process saved: a whole file of `torch.save` inside of another file.
struct DistributedChunk: Sendable {
  /// Where a chunk lies in its tensor.
  struct Place: Hashable, Sendable {
    /// Where it begins along each axis.
    let offsets: [Int]
    /// How large it is along each axis.
    let sizes: [Int]

    /// Whether it has no elements.
    var isEmpty: Bool { sizes.contains(0) }
  }

  /// Where it lies in its tensor.
  let place: Place
  /// The bytes of the file of `torch.save`.
  let range: FileRange

  /// The chunk's elements, the file in it being opened.
  ///
  /// - Throws: what opening raises, ``DiagnosticCode/torchDistributedMalformed`` if the chunk is not
  ///   what the metadata says.
  func weight(of elementType: TorchElementType, named name: String) throws(Diagnostic) -> Weight {
    let location = Location(file: range.file.path, byteRange: range.byteRange, path: name)
    guard
      case .object(let container) = try TorchFile.open(
        range, diagnostics: DiagnosticCollector()
      ).content
    else {
      throw Diagnostic(
        .torchDistributedMalformed, "a chunk has to be a tensor of torch.save", at: location)
    }
    let document = PyTorchFile.document(container, path: range.file.path)
    guard case .tensor(let tensor) = try document.root.value() else {
      throw Diagnostic(
        .torchDistributedMalformed, "a chunk has to be a tensor, it is something else",
        at: location)
    }
    guard tensor.elementType == elementType, tensor.weight.shape == place.sizes else {
      throw Diagnostic(
        .torchDistributedMalformed,
        "a chunk of sizes \(place.sizes) and type \(elementType.rawValue) is expected, its file has "
          + "\(tensor.weight.shape) and \(tensor.elementType.rawValue)",
        at: location)
    }
    return tensor.weight
  }

  /// The chunk's elements, its file being opened when they are read.
  ///
  /// Elements that turn out not to lie one after the other are refused then.
  func deferredWeight(
    of elementType: TorchElementType, carrier: ElementType, named name: String
  ) throws(Diagnostic) -> Weight {
    let count = byteCountOfTensor(carrier, shape: place.sizes)
    let bytes = count.map { count in
      DeferredRange(byteCount: count) {
        let weight = try weight(of: elementType, named: name)
        guard weight.view.isContiguous, let source = try Self.range(of: weight.source) else {
          throw Diagnostic(
            .torchDistributedLayout,
            "the chunk's elements do not lie one after the other in its file",
            at: Location(file: range.file.path, byteRange: range.byteRange, path: name))
        }
        return FileRange(
          file: source.file,
          byteOffset: source.byteOffset + weight.view.elementOffset * carrier.byteCount,
          byteCount: count)
      }
    }
    guard let bytes, let weight = Weight(carrier, shape: place.sizes, in: bytes) else {
      throw Diagnostic(
        .torchDistributedMalformed, "a chunk of sizes \(place.sizes) cannot be",
        at: Location(file: range.file.path, byteRange: range.byteRange, path: name))
    }
    return weight
  }

  private static func range(of source: Weight.Source) throws(Diagnostic) -> FileRange? {
    switch source {
    case .file(let range): range
    case .deferred(let bytes): try bytes.range()
    default: nil
    }
  }
}
