import ByteIO
import ModelIR

/// A tensor as a file describes it.
struct TorchTensor: Sendable {
  /// The elements.
  var weight: Weight
  /// PyTorch's own type of the elements.
  var elementType: TorchElementType
  /// The bytes of the storage that it views, for telling which tensors share one.
  var storageBytes: DeferredRange?
  /// By which numbers the elements are to be read, where they are quantised.
  var quantization: TorchQuantization?
  /// Whether gradients were computed for it.
  var requiresGradient = false
  /// What there is to know beside the type and the sizes.
  var facts: [MetadataEntry] = []
  /// Attributes that were set on the tensor.
  var attributes: [TorchAttribute] = []

  /// The tensor with one more fact.
  func adding(_ key: String, _ value: String) -> TorchTensor {
    var copy = self
    copy.facts.append(MetadataEntry(key, value))
    return copy
  }
}

/// By which numbers the integers of a quantised tensor are to be read: `(x − zeroPoint) · scale`.
struct TorchQuantization: Sendable {
  /// One, or as many as there are elements along the axis.
  let scales: Weight
  /// As many as scales.
  let zeroPoints: Weight
  /// The axis along which scales differ; nothing for one of all.
  let axis: Int?
}
