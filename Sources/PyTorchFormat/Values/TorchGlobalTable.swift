/// The exact table of names that mean something; modules that were renamed stand in it under each of
/// their names.
enum TorchGlobalTable {
  /// What a name means, if it is in the table.
  static func meaning(module: String, name: String) -> TorchGlobal? {
    switch module {
    case "torch._utils": rebuilders[name]
    case "torch._tensor", "torch.tensor":
      name == "_rebuild_from_type_v2" || name == "_rebuild_from_type"
        ? .rebuildFromType : tensorClass(name)
    case "torch.storage":
      name == "_load_from_bytes" ? .loadFromBytes : storageClass(name)
    case "torch.nn.parameter":
      name == "Parameter" || name == "Buffer" ? .parameterClass : nil
    case "torch.serialization": name == "_get_layout" ? .layoutFunction : nil
    case "torch.torch_version": name == "TorchVersion" ? .versionText : nil
    case "torch": torchName(name)
    case "torch.cuda", "torch.sparse", "torch.cuda.sparse", "torch.xpu", "torch.npu", "torch.hpu",
      "torch.mtia":
      storageClass(name) ?? tensorClass(name)
    case "torch.jit._pickle": scriptNames[name]
    case "collections": collections[name]
    case "builtins", "__builtin__": builtins[name]
    case "_codecs": name == "encode" ? .encode : nil
    case "copyreg", "copy_reg":
      name == "_reconstructor" ? .blankInstance : name == "__newobj__" ? .newInstance : nil
    default: other(module, name)
    }
  }

  private static func torchName(_ name: String) -> TorchGlobal? {
    if let type = TorchElementType(globalName: name) { return .elementType(type) }
    switch name {
    case "Size": return .size
    case "device": return .device
    case "Tensor": return .tensorClass(.float32)
    case "per_tensor_affine", "per_channel_affine", "per_tensor_symmetric",
      "per_channel_symmetric", "per_channel_affine_float_qparams", "strided", "sparse_coo",
      "sparse_csr", "sparse_csc", "sparse_bsr", "sparse_bsc", "jagged", "_mkldnn",
      "contiguous_format", "channels_last", "channels_last_3d", "preserve_format":
      return .namedConstant("torch.\(name)")
    default: return storageClass(name) ?? tensorClass(name)
    }
  }

  private static func storageClass(_ name: String) -> TorchGlobal? {
    TorchElementType(storageClass: name).map { .storageClass($0) }
  }

  private static func tensorClass(_ name: String) -> TorchGlobal? {
    TorchElementType(tensorClass: name).map { .tensorClass($0) }
  }

  private static func other(_ module: String, _ name: String) -> TorchGlobal? {
    switch module {
    case "numpy.core.multiarray", "numpy._core.multiarray":
      switch name {
      case "_reconstruct": return .arrayReconstruct
      case "scalar": return .arrayScalar
      default: return nil
      }
    case "numpy.core.numeric", "numpy._core.numeric":
      return name == "_frombuffer" ? .arrayFromBuffer : nil
    case "numpy":
      switch name {
      case "dtype": return .arrayElementType
      case "ndarray": return .arrayClass
      default: return nil
      }
    case "numpy.dtypes": return numpyClasses[name].map { .arrayElementClass($0) }
    case "datetime":
      return ["datetime", "date", "time", "timedelta"].contains(name)
        ? .dateTime(name) : nil
    case "pathlib", "pathlib._local":
      return ["PosixPath", "PurePosixPath", "WindowsPath", "PureWindowsPath", "Path", "PurePath"]
        .contains(name) ? .path : nil
    case "uuid": return name == "UUID" ? .identifier : nil
    case "decimal": return name == "Decimal" ? .textOfArgument : nil
    case "fractions": return name == "Fraction" ? .textOfArgument : nil
    case "argparse": return name == "Namespace" ? .attributes : nil
    case "types": return name == "SimpleNamespace" ? .attributes : nil
    case "omegaconf.dictconfig": return name == "DictConfig" ? .configurationMapping : nil
    case "omegaconf.listconfig": return name == "ListConfig" ? .configurationList : nil
    case "omegaconf.nodes": return name.hasSuffix("Node") ? .configurationLeaf : nil
    default: return nil
    }
  }

  private static let rebuilders: [String: TorchGlobal] = [
    "_rebuild_tensor": .rebuildTensor, "_rebuild_tensor_v2": .rebuildTensor,
    "_rebuild_tensor_v3": .rebuildTypedTensor, "_rebuild_parameter": .rebuildParameter,
    "_rebuild_parameter_with_state": .rebuildParameterWithState,
    "_rebuild_qtensor": .rebuildQuantizedTensor, "_rebuild_sparse_tensor": .rebuildSparseTensor,
    "_rebuild_sparse_csr_tensor": .rebuildSparseTensor,
    "_rebuild_nested_tensor": .rebuildNestedTensor,
    "_rebuild_meta_tensor_no_storage": .rebuildMetaTensor,
    "_rebuild_wrapper_subclass": .rebuildWrapperSubclass,
    "_rebuild_device_tensor_from_numpy": .rebuildDeviceTensorFromNumPy,
    "_rebuild_xla_tensor": .rebuildDeviceTensorFromNumPy,
    "_rebuild_device_tensor_from_cpu_tensor": .rebuildDeviceTensor,
  ]

  private static let scriptNames: [String: TorchGlobal] = [
    "restore_type_tag": .typeTag, "build_intlist": .taggedList, "build_tensorlist": .taggedList,
    "build_doublelist": .taggedList, "build_boollist": .taggedList,
  ]

  private static let collections: [String: TorchGlobal] = [
    "OrderedDict": .orderedDictionary, "defaultdict": .defaultDictionary, "Counter": .counter,
    "deque": .deque,
  ]

  private static let builtins: [String: TorchGlobal] = [
    "set": .collection("set"), "frozenset": .collection("frozenset"), "list": .collection("list"),
    "tuple": .collection("tuple"), "dict": .dictionary, "bytearray": .byteArray, "bytes": .bytes,
    "complex": .complex, "int": .numeric, "long": .numeric, "float": .numeric, "bool": .numeric,
    "str": .string, "unicode": .string, "range": .range, "xrange": .range, "slice": .slice,
    "object": .object, "Ellipsis": .ellipsis,
  ]

  private static let numpyClasses: [String: String] = [
    "BoolDType": "b1", "Int8DType": "i1", "UInt8DType": "u1", "Int16DType": "i2",
    "UInt16DType": "u2", "Int32DType": "i4", "UInt32DType": "u4", "Int64DType": "i8",
    "UInt64DType": "u8", "Float16DType": "f2", "Float32DType": "f4", "Float64DType": "f8",
    "Complex64DType": "c8", "Complex128DType": "c16",
  ]
}
