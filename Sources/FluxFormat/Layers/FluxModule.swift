import Diagnostics

/// Anything that can stand in a model: a layer, a function, a closure, or what is not understood.
indirect enum FluxModule: Sendable {
  /// A layer of Flux.
  case layer(any FluxLayer, path: String)
  /// A named function such as `NNlib.softmax`.
  case function(JuliaFunction, path: String)
  /// A function made of others or anonymous; read when it is lowered.
  case callable(JuliaValue, path: String)
  /// A struct of the user's own or of another package, with what it holds.
  case opaque(JuliaStructure, fields: [FluxChild], path: String)
  /// Something that cannot stand in a model, or a layer that could not be read.
  case unreadable(Diagnostic, kind: String, path: String)

  /// The place in the file: `model.layers[2]`.
  var path: String {
    switch self {
    case .layer(_, let path), .function(_, let path), .callable(_, let path): path
    case .opaque(_, _, let path), .unreadable(_, _, let path): path
    }
  }

  /// The modules inside.
  var children: [FluxChild] {
    switch self {
    case .layer(let layer, _): layer.children
    case .opaque(_, let fields, _): fields
    case .function, .callable, .unreadable: []
    }
  }

  /// The layer, if this is one.
  var layer: (any FluxLayer)? {
    if case .layer(let layer, _) = self { layer } else { nil }
  }

  /// What the module expects of its input.
  var inputExpectation: FluxInputExpectation {
    switch self {
    case .layer(let layer, _): layer.inputExpectation
    case .function(let function, _): FluxInputExpectation.of(function)
    case .callable(let value, _): FluxInputExpectation.of(value)
    case .opaque, .unreadable: .unknown
    }
  }
}

extension FluxModule {
  /// Reads a value as a module; a layer that cannot be read becomes `unreadable` with the reason.
  init(_ value: JuliaValue, path: String, nesting: FluxNesting = FluxNesting()) {
    do throws(Diagnostic) { try nesting.admit(at: path) } catch {
      self = .unreadable(error, kind: value.kindDescription, path: path)
      return
    }
    switch value {
    case .function(let function): self = .function(function, path: path)
    case .closure: self = .callable(value, path: path)
    case .structure(let structure): self.init(structure, path: path, nesting)
    default:
      let reason = Diagnostic(
        .fluxNotALayer, "a layer or a function is expected here, this is \(value.kindDescription)",
        at: Location(path: path))
      self = .unreadable(reason, kind: value.kindDescription, path: path)
    }
  }

  private init(_ structure: JuliaStructure, path: String, _ nesting: FluxNesting) {
    if FluxCallable.typeNames.contains(structure.type.description) {
      self = .callable(.structure(structure), path: path)
      return
    }
    guard let type = FluxLayerCatalog.layer(for: structure.type) else {
      self = .opaque(structure, fields: Self.fields(of: structure, path, nesting), path: path)
      return
    }
    do throws(Diagnostic) {
      let fields = FluxFields(structure, path: path, nesting: nesting)
      self = .layer(try type.init(decoding: fields), path: path)
    } catch {
      self = .unreadable(
        error.located(at: Location(path: path)), kind: "\(structure.type)", path: path)
    }
  }

  /// The fields of a struct that nobody knows: those that can be modules.
  private static func fields(
    of structure: JuliaStructure, _ path: String, _ nesting: FluxNesting
  ) -> [FluxChild] {
    var children: [FluxChild] = []
    for index in 0..<min(structure.fields.count, 1000) {
      guard let value = try? structure.fields.value(at: index) else { continue }
      children += Self.modules(in: value, at: ".\(index)", under: path, nesting.inner)
    }
    return children
  }

  /// The modules that a field holds: one, or those of a vector, tuple, named tuple or dictionary.
  private static func modules(
    in value: JuliaValue, at place: String, under path: String, _ nesting: FluxNesting
  ) -> [FluxChild] {
    guard (try? nesting.admit(at: path)) != nil else { return [] }
    let relative = place.hasPrefix(".") ? String(place.dropFirst()) : place
    switch value {
    case .structure, .function, .closure:
      return [
        FluxChild(
          path: relative, module: FluxModule(value, path: path + place, nesting: nesting.inner))
      ]
    case .list(let list), .tuple(let list):
      var result: [FluxChild] = []
      for index in 0..<min(list.count, 1000) {
        guard let item = try? list.value(at: index) else { continue }
        result += modules(in: item, at: "\(place)[\(index + 1)]", under: path, nesting.inner)
      }
      return result
    case .namedTuple(let record), .document(let record):
      var result: [FluxChild] = []
      for index in 0..<min(record.count, 1000) {
        guard let item = try? record.value(at: index) else { continue }
        result += modules(
          in: item, at: "\(place).\(record.names[index])", under: path, nesting.inner)
      }
      return result
    default:
      return []
    }
  }
}

/// Structs of Base that are functions made of other functions.
enum FluxCallable {
  static let typeNames: Set<String> = [
    "Base.Fix1", "Base.Fix2", "Base.ComposedFunction", broadcastFunction,
  ]

  /// A function that is applied to every element: `.+` by itself.
  static let broadcastFunction = "Base.Broadcast.BroadcastFunction"
}
