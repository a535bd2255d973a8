extension FluxModule {
  /// Whether this is a function made of others or anonymous.
  var isCallable: Bool {
    if case .callable = self { true } else { false }
  }

  /// Whether this is a function of one argument around layers, which can be the model itself:
  /// `x -> decoder(encoder(x))`, `decoder ∘ encoder`.
  var isFunctionOfLayers: Bool { isFunctionOfLayers(depth: 0) }

  private func isFunctionOfLayers(depth: Int) -> Bool {
    guard depth < 16 else { return false }
    switch self {
    case .callable(.closure(let closure), _):
      return Self.holdsLayer(closure.captured, depth: depth) && (try? readClosure(closure)) != nil
    case .callable(.structure(let structure), _):
      return Self.holdsLayer(structure.fields, depth: depth)
    default: return false
    }
  }

  private static func holdsLayer(_ list: JuliaList, depth: Int) -> Bool {
    for index in 0..<min(list.count, 64) {
      guard let value = try? list.value(at: index) else { continue }
      let module = FluxModule(value, path: "")
      if module.layer != nil || module.isFunctionOfLayers(depth: depth + 1) { return true }
    }
    return false
  }
}
