/// What a class or function that a pickle names means here.
///
/// A name is looked up by exact text in a table of pure constructors; whatever is not in the table is
/// ``opaque`` and only ever shown.
enum TorchGlobal: Hashable, Sendable {
  // Tensors
  case rebuildTensor
  case rebuildTypedTensor
  case rebuildParameter
  case rebuildParameterWithState
  case parameterClass
  case tensorClass(TorchElementType)
  case rebuildQuantizedTensor
  case rebuildSparseTensor
  case rebuildNestedTensor
  case rebuildMetaTensor
  case rebuildWrapperSubclass
  case rebuildDeviceTensorFromNumPy
  case rebuildDeviceTensor
  case rebuildFromType
  case loadFromBytes
  case storageClass(TorchElementType)
  // PyTorch's small values
  case size
  case device
  case layoutFunction
  case elementType(TorchElementType)
  case namedConstant(String)
  case versionText
  // Python's own
  case orderedDictionary
  case defaultDictionary
  case counter
  case deque
  case collection(String)
  case dictionary
  case byteArray
  case bytes
  case complex
  case numeric
  case string
  case range
  case slice
  case ellipsis
  case encode
  case blankInstance
  case newInstance
  case object
  // NumPy
  case arrayReconstruct
  case arrayScalar
  case arrayElementType
  case arrayFromBuffer
  case arrayClass
  case arrayElementClass(String)
  // Configurations and other small objects
  case attributes
  case configurationMapping
  case configurationList
  case configurationLeaf
  case path
  case dateTime(String)
  case textOfArgument
  case identifier
  // TorchScript
  case typeTag
  case taggedList
  /// Something that reaches the system, other programs or Python itself.
  case forbidden
  /// Anything else.
  case opaque
}

extension TorchGlobal {
  /// Whether a call of it makes a tensor.
  var makesTensor: Bool {
    switch self {
    case .rebuildTensor, .rebuildTypedTensor, .rebuildParameter, .rebuildParameterWithState,
      .parameterClass, .tensorClass, .rebuildQuantizedTensor, .rebuildMetaTensor,
      .rebuildWrapperSubclass, .rebuildDeviceTensorFromNumPy, .rebuildDeviceTensor,
      .rebuildFromType, .rebuildSparseTensor, .rebuildNestedTensor:
      true
    default: false
    }
  }

  /// What a name in a module means.
  static func meaning(module: String, name: String) -> TorchGlobal {
    if let known = TorchGlobalTable.meaning(module: module, name: name) { return known }
    return ForbiddenGlobals.contains(module: module, name: name) ? .forbidden : .opaque
  }
}
