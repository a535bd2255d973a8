import ByteIO
import Diagnostics

/// Finds the module that a path leads to.
struct FluxSelection {
  let document: JuliaDocument

  /// The module at a path.
  ///
  /// - Throws: ``DiagnosticCode/fluxBadSelection`` if the path leads nowhere.
  func module(at text: String) throws(Diagnostic) -> FluxModule {
    var rest = FluxPath(parsing: text).components[...]
    var value = try document.root()
    var path = ""
    while let component = rest.first {
      if case .structure = value { break }
      guard let (next, nextPath) = try step(from: value, component, path: path) else { break }
      value = next
      path = nextPath
      rest = rest.dropFirst()
    }
    if rest.isEmpty { return FluxModule(value, path: path) }
    if case .structure = value,
      let module = Self.descendant(of: FluxModule(value, path: path), at: Array(rest))
    {
      return module
    }
    throw Diagnostic(
      .fluxBadSelection,
      "'\(text)' leads to nothing\(path.isEmpty ? "" : " behind '\(path)'"); 'recast inspect' shows what there is",
      at: Location(file: document.file.path, path: path.isEmpty ? nil : path))
  }

  /// One step into a container that is no layer.
  private func step(
    from value: JuliaValue, _ component: FluxPath.Component, path: String
  ) throws(Diagnostic) -> (JuliaValue, String)? {
    let prefix = path.isEmpty ? "" : "\(path)."
    switch (value, component) {
    case (.document(let record), .name(let name)), (.namedTuple(let record), .name(let name)):
      guard let found = try record.value(named: name) else { return nil }
      return (found, prefix + name)
    case (.document(let record), .index(let index)), (.namedTuple(let record), .index(let index)):
      if let found = try record.value(named: "\(index)") { return (found, "\(prefix)\(index)") }
      guard index < record.count else { return nil }
      return (try record.value(at: index), prefix + record.names[index])
    case (.dictionary(let dictionary), _):
      let wanted: String =
        switch component {
        case .name(let name): name
        case .index(let index): "\(index)"
        }
      for index in 0..<dictionary.count {
        let key = try dictionary.keys.value(at: index)
        guard key.name == wanted || key.int.map(String.init) == wanted else { continue }
        return (try dictionary.values.value(at: index), prefix + wanted)
      }
      return nil
    case (.list(let list), .index(let index)), (.tuple(let list), .index(let index)):
      guard index < list.count else { return nil }
      return (try list.value(at: index), "\(path)[\(index + 1)]")
    default:
      return nil
    }
  }

  /// The module below another one at a path; `layers` may be left out.
  private static func descendant(
    of module: FluxModule, at components: [FluxPath.Component]
  ) -> FluxModule? {
    if components.isEmpty { return module }
    for child in module.children {
      let own = FluxPath(parsing: child.path).components
      if components.starts(with: own),
        let found = descendant(of: child.module, at: Array(components.dropFirst(own.count)))
      {
        return found
      }
    }
    for child in module.children {
      let own = FluxPath(parsing: child.path).components
      guard own.first == .name("layers"), own.count > 1 else { continue }
      let short = Array(own.dropFirst())
      if components.starts(with: short),
        let found = descendant(of: child.module, at: Array(components.dropFirst(short.count)))
      {
        return found
      }
    }
    return nil
  }
}
