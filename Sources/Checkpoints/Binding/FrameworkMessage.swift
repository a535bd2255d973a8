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
    if let mismatch = report.shapeMismatches.first {
      let name = mismatch.expected.name
      return "For 'load_param_into_net', \(name) in the argument 'net' should have the same shape "
        + "as \(name) in the argument 'parameter_dict'. But got its shape "
        + "\(Self.tuple(mismatch.expected.shape)) in the argument 'net' and shape "
        + "\(Self.tuple(mismatch.found)) in the argument 'parameter_dict'."
    }
    return "(\(Self.list(report.missing.map(\.name))), "
      + "\(Self.list(report.unexpected.map(\.name))))"
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
