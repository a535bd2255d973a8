import ByteIO
import Diagnostics
import ModelIR
import Pickle

extension TorchDocument {
  /// A tensor's axes beyond this are refused; PyTorch has the same limit.
  static let highestRank = 64

  /// A tensor as a view of a storage.
  ///
  /// - Throws: ``DiagnosticCode/torchTensorMalformed`` for sizes and strides that are none,
  ///   ``DiagnosticCode/torchTensorOutside`` if it reaches beyond its storage.
  static func view(
    of storage: TorchStorage, as type: TorchElementType? = nil, offset: Int, shape: [Int],
    strides: [Int]
  ) throws(Diagnostic) -> TorchTensor {
    guard let elementType = type ?? storage.elementType else {
      throw Diagnostic(
        .torchTensorUnsupported, "the elements of storage '\(storage.key)' are of no known type")
    }
    guard shape.count == strides.count else {
      throw malformed("\(shape.count) sizes have \(strides.count) strides")
    }
    guard shape.count <= highestRank else {
      throw malformed("\(shape.count) axes are more than PyTorch's \(highestRank)")
    }
    guard shape.allSatisfy({ $0 >= 0 }), strides.allSatisfy({ $0 >= 0 }), offset >= 0 else {
      throw malformed(
        "sizes \(shape), strides \(strides) and offset \(offset) have to be 0 or more")
    }
    let carrier = elementType.carrier
    if elementType.elementsPerByte > 1 {
      return try packed(storage, elementType, carrier, offset: offset, shape: shape)
    }
    try check(storage, elementType, offset: offset, shape: shape, strides: strides)
    let weight: Weight?
    if let bytes = storage.bytes {
      let view = StridedView(shape: shape, strides: strides, elementOffset: offset)
      weight = Weight(carrier, view: view, in: bytes)
    } else {
      weight = Weight(
        absent: "the tensor is on the device '\(storage.location)', its values are not stored",
        carrier, shape: shape)
    }
    guard var weight else {
      throw Diagnostic(
        .torchTensorOutside, "a tensor of sizes \(shape) does not lie in storage '\(storage.key)'")
    }
    if storage.isBigEndian && elementType.swappedByteCount > 1 { weight = weight.byteSwapped() }
    var tensor = TorchTensor(weight: weight, elementType: elementType, storageBytes: storage.bytes)
    if elementType.elementType == nil { tensor = tensor.adding("dtype", elementType.rawValue) }
    return tensor
  }

  /// Checks that every element of a view is one of its storage's.
  private static func check(
    _ storage: TorchStorage, _ type: TorchElementType, offset: Int, shape: [Int], strides: [Int]
  ) throws(Diagnostic) {
    if shape.contains(0) { return }
    let available =
      storage.isUntyped || storage.elementType != type
      ? storage.byteCount / type.byteCount : storage.elementCount
    var last = offset
    var isOutside = false
    for (size, stride) in zip(shape, strides) {
      let (reach, overflow) = (size - 1).multipliedReportingOverflow(by: stride)
      let (next, tooFar) = last.addingReportingOverflow(reach)
      if overflow || tooFar {
        isOutside = true
        break
      }
      last = next
    }
    guard !isOutside, last < available else {
      throw Diagnostic(
        .torchTensorOutside,
        "a tensor of sizes \(shape), strides \(strides) and offset \(offset) reaches beyond its "
          + "storage '\(storage.key)' of \(available) elements")
    }
  }

  /// A tensor of which several elements share a byte: the bytes themselves.
  private static func packed(
    _ storage: TorchStorage, _ type: TorchElementType, _ carrier: ElementType, offset: Int,
    shape: [Int]
  ) throws(Diagnostic) -> TorchTensor {
    guard let bytes = storage.bytes, let count = byteCountOfTensor(.uint8, shape: shape),
      offset == 0,
      let weight = Weight(
        carrier,
        view: StridedView(
          rowMajor: [count / type.elementsPerByte + (count % type.elementsPerByte == 0 ? 0 : 1)]),
        in: bytes)
    else {
      throw Diagnostic(
        .torchTensorOutside,
        "a tensor of sizes \(shape) and type \(type.rawValue) does not lie in its storage")
    }
    return TorchTensor(weight: weight, elementType: type, storageBytes: storage.bytes)
      .adding("dtype", type.rawValue).adding("packed_shape", "\(shape)")
  }

  /// Sizes or strides: a tuple, a list or a `torch.Size` of integers.
  func integers(_ value: PickleValue, _ what: String) throws(Diagnostic) -> [Int] {
    var value = value
    if let object = pickle.object(value), meaning(object.callable) == .size,
      let first = pickle.items(object.arguments)?.first
    {
      value = first
    }
    guard let items = pickle.items(value) else {
      throw malformed("\(what) have to be a tuple of integers, they are \(value.kindDescription)")
    }
    var integers: [Int] = []
    integers.reserveCapacity(items.count)
    for item in items {
      guard let integer = item.integer else {
        throw malformed("\(what) have to be integers, one is \(item.kindDescription)")
      }
      integers.append(integer)
    }
    return integers
  }

  /// An error about how a tensor is described.
  func malformed(_ message: String) -> Diagnostic { Self.malformed(message) }

  /// An error about how a tensor is described.
  static func malformed(_ message: String) -> Diagnostic {
    Diagnostic(.torchTensorMalformed, message)
  }
}

extension TorchTensorView {
  /// The tensor that a table describes.
  ///
  /// - Throws: ``DiagnosticCode/torchTensorOutside`` and the other codes of tensors.
  func tensor() throws(Diagnostic) -> TorchTensor {
    try TorchDocument.view(
      of: storage, as: elementType, offset: elementOffset, shape: shape, strides: strides)
  }
}
