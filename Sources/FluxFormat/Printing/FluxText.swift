/// Pieces of text as Flux prints them.
enum FluxText {
  /// `name(positional…; keywords…)`, empty pieces left out.
  static func call(_ name: String, _ positional: [String], _ keywords: [String] = []) -> String {
    let first = positional.filter { !$0.isEmpty }.joined(separator: ", ")
    let second = keywords.filter { !$0.isEmpty }.joined(separator: ", ")
    if second.isEmpty { return "\(name)(\(first))" }
    return first.isEmpty ? "\(name)(; \(second))" : "\(name)(\(first); \(second))"
  }

  /// A tuple: `(3, 3)`, `(3,)`.
  static func tuple(_ values: [Int]) -> String {
    values.count == 1
      ? "(\(values[0]),)" : "(" + values.map(String.init).joined(separator: ", ") + ")"
  }

  /// A tuple whose entries are all equal as one number, any other as a tuple.
  static func compactTuple(_ values: [Int]) -> String {
    if let first = values.first, values.allSatisfy({ $0 == first }) { return "\(first)" }
    return tuple(values)
  }

  /// The activation, or nothing if it is the identity.
  static func activation(_ activation: FluxActivation) -> String {
    activation.isIdentity ? "" : activation.text
  }

  /// The names under which Flux prints functions that have two.
  static let shownNames = ["sigmoid": "σ", "sigmoid_fast": "σ", "tanh_fast": "tanh"]
}

extension FluxModule {
  /// The module as Flux prints it on one line, without what is inside.
  var printedText: String {
    switch self {
    case .layer(let layer, _): return layer.text
    case .function(let function, _): return FluxText.shownNames[function.name] ?? function.name
    case .callable(let value, let path): return FluxModule.text(ofCallable: value, path: path)
    case .opaque(let structure, _, _): return structure.type.path.last ?? "?"
    case .unreadable(_, let kind, _): return kind
    }
  }

  private static func text(ofCallable value: JuliaValue, path: String) -> String {
    guard case .structure(let structure) = value else {
      if case .closure(let closure) = value { return closure.name }
      return value.kindDescription
    }
    let parts = (0..<structure.fields.count).map { index in
      (try? structure.fields.value(at: index)).map { part in
        if let number = part.double { return "\(number)" }
        return FluxModule(part, path: path, nesting: .deepest).printedText
      } ?? "?"
    }
    if structure.type.name == "ComposedFunction" { return parts.joined(separator: " ∘ ") }
    return FluxText.call("\(structure.type)", parts)
  }
}
