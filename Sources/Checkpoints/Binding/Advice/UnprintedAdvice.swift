import ByteIO

/// Advice about tensors that a printed model does not show: those that a module holds itself beside
/// its layers (`class_token`, `layer_scale`), and those of layers that print no sizes.
package struct UnprintedAdvice {
  private let report: BindingReport
  private let tree: ModuleTree

  /// Makes advice on a checkpoint that was compared with a printed model.
  package init(report: BindingReport, printed tree: ModuleTree) {
    self.report = report
    self.tree = tree
  }

  /// The advice; nothing where every unexpected tensor is of a module that the text does not have.
  package func advice() -> [BindingAdvice] {
    let tensors = report.unexpected.filter { $0.shape != nil }
    guard !tensors.isEmpty else { return [] }
    let modules = unshown
    let own = tensors.filter { modules.contains(ExactName(Self.owner(of: $0.name))) }
    guard let first = own.first else { return [] }
    let names = own.prefix(3).map { "'\($0.name)'" }.joined(separator: ", ")
    let rest = own.count > 3 ? " and \(own.count - 3) more" : ""
    let owner = Self.owner(of: first.name)
    let place = owner.isEmpty ? "the model itself" : "'\(owner)'"
    let text =
      own.count == 1
      ? "\(names) belongs to \(place), and a printed model does not show what a module holds beside "
        + "its layers: --no-strict accepts it"
      : "\(names)\(rest) belong to modules that the text has, and a printed model does not show what "
        + "a module holds beside its layers: --no-strict accepts them"
    return [BindingAdvice(.unprinted, text, matches: (own.count, tensors.count))]
  }

  /// The paths of the modules for which the text shows no parameter of their own.
  private var unshown: Set<ExactName> {
    var result = Set<ExactName>()
    var open = [tree]
    while let module = open.popLast() {
      if module.parameters.isEmpty { result.insert(ExactName(module.path)) }
      open += module.children
    }
    return result
  }

  /// What stands before the last dot of a name.
  private static func owner(of name: String) -> String {
    name.lastIndex(of: ".").map { String(name[..<$0]) } ?? ""
  }
}
