import Diagnostics
import ModelIR
import Synchronization

/// The fields of a layer's struct while it is decoded, with the checks that layers share.
struct FluxFields: Sendable {
  /// The struct.
  let structure: JuliaStructure
  /// The place of the layer: `model.layers[2]`.
  let path: String
  private let nesting: FluxNesting
  private let askedNames = AskedNames()

  /// What a decoder called the fields; the last name for each counts.
  private final class AskedNames: Sendable {
    let names = Mutex<[Int: String]>([:])
  }
  private var replaced: [Int: JuliaValue] = [:]

  init(_ structure: JuliaStructure, path: String, nesting: FluxNesting = FluxNesting()) {
    self.structure = structure
    self.path = path
    self.nesting = nesting
  }

  /// The struct's type with its parameters.
  var type: JuliaType { structure.type }
  /// How many fields there are.
  var count: Int { structure.fields.count }

  /// The names under which the fields were asked for, which the file does not store.
  var names: [Int: String] { askedNames.names.withLock { $0 } }

  /// A field's value.
  func value(_ index: Int, _ name: String) throws(Diagnostic) -> JuliaValue {
    askedNames.names.withLock { $0[index] = name }
    if let value = replaced[index] { return value }
    return try structure.fields.value(at: index, named: name)
  }

  /// The same fields with another value in the place of one.
  func replacing(_ index: Int, with value: JuliaValue) -> FluxFields {
    var copy = self
    copy.replaced[index] = value
    return copy
  }

  /// A field that holds an array.
  ///
  /// - Throws: ``DiagnosticCode/fluxDeviceArray`` for an array that stayed on a GPU,
  ///   ``DiagnosticCode/fluxMalformedLayer`` for anything else.
  func array(_ index: Int, _ name: String) throws(Diagnostic) -> JuliaArray {
    let value = try value(index, name)
    guard let array = try Self.array(in: value, path: "\(path).\(name)") else {
      throw expected("an array", in: name, found: value)
    }
    return array
  }

  /// A field that holds an array or says that there is none: `nothing`, `false`, `Flux.Zeros`, 0.
  func optionalArray(_ index: Int, _ name: String) throws(Diagnostic) -> JuliaArray? {
    guard index < count else { return nil }
    let value = try value(index, name)
    switch value {
    case .nothing, .boolean(false), .undefined: return nil
    case .integer(0), .float(0, _): return nil
    case .structure(let structure)
    where structure.type.name == "Zeros" && structure.type.package == "Flux":
      return nil
    case .tuple(let list) where list.count == 0: return nil
    default: break
    }
    guard let array = try Self.array(in: value, path: "\(path).\(name)") else {
      throw expected("an array or false", in: name, found: value)
    }
    return array
  }

  /// A field that holds an activation function.
  func activation(_ index: Int, _ name: String = "σ") throws(Diagnostic) -> FluxActivation {
    FluxActivation(try value(index, name), path: "\(path).\(name)")
  }

  /// A field that holds an integer.
  func integer(_ index: Int, _ name: String) throws(Diagnostic) -> Int {
    let value = try value(index, name)
    guard let integer = value.int else { throw expected("an integer", in: name, found: value) }
    return integer
  }

  /// A field that holds a number.
  func number(_ index: Int, _ name: String) throws(Diagnostic) -> Double {
    let value = try value(index, name)
    guard let number = value.double else { throw expected("a number", in: name, found: value) }
    return number
  }

  /// A field that holds a tuple of integers, or one integer for all `count` places.
  func integers(_ index: Int, _ name: String, count: Int? = nil) throws(Diagnostic) -> [Int] {
    let value = try value(index, name)
    if let single = value.int { return [Int](repeating: single, count: count ?? 1) }
    guard let items = try Self.integers(in: value) else {
      throw expected("a tuple of integers", in: name, found: value)
    }
    if let count, items.count != count {
      throw malformed("'\(name)' has \(items.count) entries, \(count) are expected")
    }
    return items
  }

  /// A field that holds a layer or a function.
  func module(_ index: Int, _ name: String) throws(Diagnostic) -> FluxModule {
    FluxModule(try value(index, name), path: "\(path).\(name)", nesting: nesting.inner)
  }

  /// A field that holds layers: a tuple, a vector, a named tuple, or a single one.
  func modules(_ index: Int, _ name: String) throws(Diagnostic) -> [FluxChild] {
    let value = try value(index, name)
    switch value {
    case .namedTuple(let record):
      var children: [FluxChild] = []
      for position in 0..<record.count {
        let childPath = "\(name).\(record.names[position])"
        children.append(
          FluxChild(
            path: childPath, name: record.names[position],
            module: FluxModule(
              try record.value(at: position), path: "\(path).\(childPath)", nesting: nesting.inner))
        )
      }
      return children
    case .list(let list), .tuple(let list):
      var children: [FluxChild] = []
      for position in 0..<list.count {
        let childPath = "\(name)[\(position + 1)]"
        children.append(
          FluxChild(
            path: childPath,
            module: FluxModule(
              try list.value(at: position), path: "\(path).\(childPath)", nesting: nesting.inner)))
      }
      return children
    default:
      return [
        FluxChild(
          path: name, module: FluxModule(value, path: "\(path).\(name)", nesting: nesting.inner))
      ]
    }
  }

  /// The failure of a struct that has the fields of no known release.
  func unknownEra() -> Diagnostic {
    malformed(
      "\(structure.type) has \(count) fields, which no release of Flux that is known writes")
  }

  /// A failure at this layer.
  func malformed(_ message: String) -> Diagnostic {
    Diagnostic(
      .fluxMalformedLayer, message,
      at: structure.fields.location.filled(
        from: Location(path: path)))
  }

  private func expected(_ what: String, in name: String, found: JuliaValue) -> Diagnostic {
    malformed("'\(name)' of \(structure.type) has to be \(what), it is \(found.kindDescription)")
  }

  /// The array that a value is, or nothing if it is something else.
  ///
  /// - Throws: ``DiagnosticCode/fluxDeviceArray`` for an array that stayed on a GPU.
  static func array(in value: JuliaValue, path: String) throws(Diagnostic) -> JuliaArray? {
    switch value {
    case .array(let array): return array
    case .deviceArray(let array):
      throw Diagnostic(
        .fluxDeviceArray,
        "\(array.summary): save cpu(model) instead of model", at: Location(path: path))
    default: return nil
    }
  }

  /// The integers of a tuple, vector or array of them, or nothing.
  static func integers(in value: JuliaValue) throws(Diagnostic) -> [Int]? {
    if case .array(let array) = value { return try array.integers() }
    guard let items = value.items else { return nil }
    var result: [Int] = []
    for item in try items.values() {
      guard let integer = item.int else { return nil }
      result.append(integer)
    }
    return result
  }
}
