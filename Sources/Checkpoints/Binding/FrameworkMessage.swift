import ModelIR

/// A report in the words and the order of the framework's own error.
public struct FrameworkMessage: Sendable {
  private let report: BindingReport
  private let className: String
  private let framework: Framework
  private let isStrict: Bool

  /// Makes a message.
  ///
  /// - Parameter className: the class of the model as the framework names it: `Network`.
  public init(
    _ report: BindingReport, className: String, framework: Framework, isStrict: Bool
  ) {
    self.report = report
    self.className = className
    self.framework = framework
    self.isStrict = isStrict
  }

  /// The text, without a line break at its end.
  ///
  /// PyTorch's is that of `torch.nn.Module.load_state_dict`, MindSpore's that of
  /// `mindspore.load_param_into_net`; others get PyTorch's.
  public var text: String {
    switch framework {
    case .mindspore: mindSpore
    case .pytorch, .flux, .unspecified: pytorch
    }
  }

  private var pytorch: String {
    var items: [String] = []
    if isStrict {
      if !report.missing.isEmpty {
        items.append("Missing key(s) in state_dict: \(quoted(report.missing.map(\.name))). ")
      }
      if !report.unexpected.isEmpty {
        items.append("Unexpected key(s) in state_dict: \(quoted(report.unexpected.map(\.name))). ")
      }
    }
    for mismatch in report.shapeMismatches {
      items.append(
        "size mismatch for \(mismatch.expected.name): copying a param with shape "
          + "\(Self.size(mismatch.found)) from checkpoint, the shape in current model is "
          + "\(Self.size(mismatch.expected.shape)).")
    }
    guard !items.isEmpty else {
      guard report.missing.isEmpty, report.unexpected.isEmpty else {
        return "_IncompatibleKeys(missing_keys=\(Self.list(report.missing.map(\.name))), "
          + "unexpected_keys=\(Self.list(report.unexpected.map(\.name))))"
      }
      return "<All keys matched successfully>"
    }
    return "Error(s) in loading state_dict for \(className):\n\t"
      + items.joined(separator: "\n\t")
  }

  private var mindSpore: String {
    guard let name = report.firstRefused else {
      return "(\(Self.list(report.missing.map(\.name))), \(Self.list(report.notLoadedByName)))"
    }
    func refusal(_ what: String, _ but: String, _ expected: String, _ found: String) -> String {
      "For 'load_param_into_net', \(name) in the argument 'net' should have the same \(what) as "
        + "\(name) in the argument 'parameter_dict'. \(but) got its \(what) \(expected) in the "
        + "argument 'net' and \(what) \(found) in the argument 'parameter_dict'."
        + "May you need to check whether the checkpoint you loaded is correct"
    }
    if let shape = report.shapeMismatches.first(where: { $0.expected.name == name }) {
      return refusal("shape", "But", Self.tuple(shape.expected.shape), Self.tuple(shape.found))
        + " or the batch size and so on in the 'net' and 'parameter_dict' are same."
    }
    let type = report.typeMismatches.first { $0.expected.name == name }
    return refusal(
      "type", "but", Self.typeName(type?.expected.elementType), Self.typeName(type?.found)) + "."
  }

  /// A type as MindSpore writes it: `Float32`, `BFloat16`, `UInt8`.
  private static func typeName(_ type: ElementType?) -> String {
    switch type {
    case .bool: "Bool"
    case .uint8: "UInt8"
    case .uint16: "UInt16"
    case .uint32: "UInt32"
    case .uint64: "UInt64"
    case .int8: "Int8"
    case .int16: "Int16"
    case .int32: "Int32"
    case .int64: "Int64"
    case .float16: "Float16"
    case .bfloat16: "BFloat16"
    case .float32: "Float32"
    case .float64: "Float64"
    case .complex64: "Complex64"
    case .complex128: "Complex128"
    default: type?.rawValue ?? ""
    }
  }

  private func quoted(_ names: [String]) -> String {
    names.map { "\"\($0)\"" }.joined(separator: ", ")
  }

  private static func list(_ names: [String]) -> String {
    "[\(names.map { "'\($0)'" }.joined(separator: ", "))]"
  }

  private static func size(_ shape: [Int]) -> String {
    "torch.Size([\(shape.map(String.init).joined(separator: ", "))])"
  }

  private static func tuple(_ shape: [Int]) -> String {
    shape.count == 1
      ? "(\(shape[0]),)" : "(\(shape.map(String.init).joined(separator: ", ")))"
  }
}
