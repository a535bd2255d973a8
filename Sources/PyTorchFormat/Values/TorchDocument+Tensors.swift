import Diagnostics
import ModelIR
import Pickle

/// A call that makes a tensor.
struct TensorCall {
  /// The function or class.
  let callable: PickleValue
  /// What it is called with.
  let arguments: [PickleValue]
  /// The states that are set afterwards.
  let states: [PickleValue]
}

extension TorchDocument {
  /// A tensor by the function that would rebuild it.
  ///
  /// - Throws: ``DiagnosticCode/torchTensorMalformed`` and the other codes of tensors.
  func tensorValue(
    _ object: TensorCall, _ meaning: TorchGlobal, depth: Int
  ) throws(Diagnostic) -> TorchValue {
    let arguments = object.arguments
    func need(_ count: Int) throws(Diagnostic) {
      guard arguments.count >= count else {
        throw malformed(
          "\(className(object.callable)) takes \(count) arguments, it is given \(arguments.count)")
      }
    }
    switch meaning {
    case .rebuildTensor:
      try need(4)
      return .tensor(try dense(arguments, type: nil, metadata: 6))
    case .rebuildTypedTensor:
      try need(7)
      return .tensor(try dense(arguments, type: elementType(arguments[6]), metadata: 7))
    case .rebuildQuantizedTensor:
      try need(5)
      return .tensor(try quantized(arguments, depth: depth))
    case .rebuildParameter, .rebuildParameterWithState:
      try need(2)
      return try parameter(arguments, depth: depth)
    case .parameterClass: return try oldParameter(object, arguments, depth: depth)
    case .tensorClass(let type): return try oldTensor(object, arguments, type)
    case .rebuildMetaTensor:
      try need(4)
      let type = try elementType(arguments[0])
      return .tensor(
        try absent(type, shape: integers(arguments[1], "sizes"), "it is on the device 'meta'"))
    case .rebuildWrapperSubclass:
      try need(3)
      let type = try elementType(arguments[1])
      return .tensor(
        try absent(
          type, shape: integers(arguments[2], "sizes"),
          "the class \(className(arguments[0])) keeps its values in its own way"))
    case .rebuildDeviceTensor:
      try need(2)
      return try tensorArgument(arguments[0], depth: depth)
    case .rebuildDeviceTensorFromNumPy:
      try need(2)
      return try tensorArgument(arguments[0], depth: depth)
    case .rebuildFromType:
      try need(4)
      return try subclass(arguments, depth: depth)
    case .rebuildSparseTensor:
      try need(2)
      return try sparse(arguments)
    case .rebuildNestedTensor:
      try need(4)
      let names = ["values", "sizes", "strides", "offsets"]
      return .composite(
        TorchComposite(
          text: "nested tensor",
          parts: zip(names, arguments).map { TorchAttribute(name: $0, value: node($1)) },
          facts: [MetadataEntry("layout", "nested")]))
    default: throw malformed("\(className(object.callable)) makes no tensor")
    }
  }

  /// `(storage, offset, size, stride, requires_grad, hooks, …)`.
  private func dense(
    _ arguments: [PickleValue], type: TorchElementType?, metadata: Int
  ) throws(Diagnostic) -> TorchTensor {
    guard let offset = arguments[1].integer else {
      throw malformed("an offset has to be an integer, it is \(arguments[1].kindDescription)")
    }
    let storage = try storage(arguments[0])
    var tensor = try Self.view(
      of: storage, as: type, offset: offset, shape: integers(arguments[2], "sizes"),
      strides: integers(arguments[3], "strides"))
    if arguments.count > 4 { tensor.requiresGradient = arguments[4].boolean ?? false }
    if arguments.count > metadata, let pairs = pickle.pairs(arguments[metadata]) {
      for pair in pairs where pair.value.boolean == true {
        if pickle.isText(pair.key, "conj") { tensor.weight = tensor.weight.conjugated() }
        if pickle.isText(pair.key, "neg") { tensor.weight = tensor.weight.negated() }
      }
    }
    return tensor
  }

  /// The storage that an argument is: a reference, or a file in a byte string that is one.
  func storage(_ value: PickleValue) throws(Diagnostic) -> TorchStorage {
    if case .persistent = value {
      if case .storage(let storage) = try container.resolve(value) { return storage }
    } else if case .object = value, case .storage(let storage) = try self.value(value) {
      return storage
    }
    throw malformed("a storage is expected, this is \(value.kindDescription)")
  }

  /// The dtype that an argument is.
  func elementType(_ value: PickleValue) throws(Diagnostic) -> TorchElementType {
    if case .elementType(let type)? = meaning(value) { return type }
    // TorchScript writes dtypes as numbers, and some tools as texts.
    if let text = pickle.text(value), let type = TorchElementType(globalName: text) { return type }
    let name = pickle.global(value).map { "\($0.module).\($0.name)" } ?? value.kindDescription
    throw Diagnostic(.torchTensorUnsupported, "a dtype is expected, this is \(name)")
  }

  private func absent(
    _ type: TorchElementType, shape: [Int], _ reason: String
  ) throws(Diagnostic) -> TorchTensor {
    guard shape.count <= Self.highestRank,
      let weight = Weight(absent: reason, type.carrier, shape: shape)
    else { throw malformed("sizes \(shape) are none of a tensor") }
    return TorchTensor(weight: weight, elementType: type).adding("values", "none: \(reason)")
  }

  /// What has to be a tensor.
  private func tensorArgument(_ value: PickleValue, depth: Int) throws(Diagnostic) -> TorchValue {
    let value = try self.value(value, depth: depth)
    guard value.isTensor else { throw malformed("a tensor is expected inside of another") }
    return value
  }

  private func parameter(_ arguments: [PickleValue], depth: Int) throws(Diagnostic) -> TorchValue {
    let data = try tensorArgument(arguments[0], depth: depth)
    guard case .tensor(var tensor) = data else { return data }
    tensor.requiresGradient = arguments[1].boolean ?? true
    if arguments.count > 3 { tensor.attributes += attributes([arguments[3]]) }
    return .tensor(tensor)
  }

  /// `Parameter(tensor, requires_grad)`, or a blank one with the state `(tensor, requires_grad, …)`.
  private func oldParameter(
    _ object: TensorCall, _ arguments: [PickleValue], depth: Int
  ) throws(Diagnostic) -> TorchValue {
    if let first = arguments.first {
      let requiresGradient = arguments.count > 1 ? arguments[1] : .boolean(true)
      let made = try parameter([first, requiresGradient], depth: depth)
      if object.states.isEmpty { return made }
    }
    for state in object.states {
      guard let parts = pickle.items(state), parts.count >= 2 else { continue }
      return try parameter([parts[0], parts[1]], depth: depth)
    }
    guard let first = arguments.first else {
      throw malformed("a Parameter has neither data nor a state")
    }
    return try parameter([first, .boolean(true)], depth: depth)
  }

  /// `FloatTensor()` with the state `(storage, offset, size, stride)`.
  private func oldTensor(
    _ object: TensorCall, _ arguments: [PickleValue], _ type: TorchElementType
  ) throws(Diagnostic) -> TorchValue {
    for state in object.states {
      guard let parts = pickle.items(state), parts.count >= 4 else { continue }
      return .tensor(try dense(Array(parts.prefix(4)), type: nil, metadata: .max))
    }
    if arguments.isEmpty, object.states.isEmpty {
      return .tensor(
        TorchTensor(
          weight: Weight(type.carrier, shape: [0], bytes: []), elementType: type))
    }
    throw malformed("\(className(object.callable)) has no state of storage, offset, sizes, strides")
  }

  /// `_rebuild_from_type_v2(function, class, arguments, state)`.
  private func subclass(
    _ arguments: [PickleValue], depth: Int
  ) throws(Diagnostic) -> TorchValue {
    guard let function = meaning(arguments[0]), function.makesTensor, function != .rebuildFromType,
      let inner = pickle.items(arguments[2])
    else {
      throw malformed(
        "a tensor is to be made by \(className(arguments[0])), which is not PyTorch's")
    }
    let call = TensorCall(callable: arguments[0], arguments: Array(inner), states: [])
    let state = attributes([arguments[3]])
    let type = className(arguments[1])
    if function == .rebuildWrapperSubclass,
      let local = state.first(where: { $0.name == "_local_tensor" })
    {
      // A distributed tensor: the file has the part of the rank that wrote it.
      let shape = try integers(inner[safe: 2] ?? .none, "sizes")
      guard case .tensor(let tensor) = try value(local.value.pickle, depth: depth) else {
        throw malformed("a distributed tensor's local part is no tensor")
      }
      return .tensor(tensor.adding("distributed", "this rank's part of a tensor of \(shape)"))
    }
    let made = try tensorValue(call, function, depth: depth)
    guard case .tensor(var tensor) = made else { return made }
    tensor.attributes += state
    if type.name != "Tensor" && type.name != "Parameter" {
      tensor = tensor.adding("class", type.description)
    }
    return .tensor(tensor)
  }
}

extension RandomAccessCollection where Index == Int {
  /// The element at a position, if there is one.
  subscript(safe position: Int) -> Element? { indices.contains(position) ? self[position] : nil }
}
