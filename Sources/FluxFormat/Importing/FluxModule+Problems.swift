import Diagnostics

extension FluxModule {
  /// Everything in the module that cannot be exported, all in one run.
  func problems() -> [Diagnostic] {
    switch self {
    case .layer(let layer, let path):
      return layer.children.flatMap { $0.module.problems() }
        + layer.exportProblems().map { $0.located(at: Location(path: path)) }
    case .function: return []
    case .callable(let value, let path): return Self.problems(inCallable: value, path: path)
    case .opaque(let structure, _, let path):
      let parts = exportableParts()
      let advice =
        parts.isEmpty
        ? "no part of it is made of Flux layers alone"
        : "select a part that is: " + parts.prefix(12).joined(separator: ", ")
      return [
        Diagnostic(
          .fluxUnknownLayer,
          "\(structure.type) is not a layer of Flux and its method is not in the file; \(advice)",
          at: Location(path: path))
      ]
    case .unreadable(let reason, _, let path): return [reason.located(at: Location(path: path))]
    }
  }

  /// The paths of the largest parts that are made of Flux layers alone.
  func exportableParts() -> [String] {
    if layer != nil, problems().isEmpty { return [path] }
    return children.flatMap { $0.module.exportableParts() }
  }

  private static func problems(inCallable value: JuliaValue, path: String) -> [Diagnostic] {
    guard case .closure(let closure) = value else { return [] }
    do throws(Diagnostic) {
      _ = try readClosure(closure)
      return []
    } catch {
      return [error.located(at: Location(path: path))]
    }
  }
}

extension FluxLayer {
  /// What prevents an export and can be told without an input: GPU arrays among the parameters are
  /// found while decoding already.
  func exportProblems() -> [Diagnostic] { [] }
}
