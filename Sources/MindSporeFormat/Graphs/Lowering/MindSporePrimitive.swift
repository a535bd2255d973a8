import ATen
import Diagnostics
import ModelIR

/// One primitive of MindSpore and the nodes that compute it.
///
/// Releases before 2.3 keep most of a primitive's settings in attributes, later ones give them as
/// operands behind the tensors. A signature names them all in the later order; what has several names
/// has them with `|` between.
struct MindSporePrimitive: Sendable {
  /// Builds the nodes and gives the results in MindSpore's order.
  typealias Build = @Sendable (ATenCall) throws(Diagnostic) -> [ATenValue]

  /// The names, and the values of what may be left out.
  let signature: ATenSignature
  let build: Build
  /// The names of each argument, that of the signature first.
  private let names: [[String]]

  /// A primitive whose nodes a function builds.
  init(_ signature: StaticString, build: @escaping Build) {
    let parsed = ATenSignature(signature)
    names = parsed.parameters.map { $0.name.split(separator: "|").map(String.init) }
    self.signature = parsed.renamingParameters(names.map { $0.first ?? "" })
    self.build = build
  }

  /// A primitive that is an operator of PyTorch with the same arguments in the same order.
  init(_ signature: StaticString, is name: String) {
    self.init(signature) { call throws(Diagnostic) in
      try call.aten(name, call.arguments)
    }
  }

  /// The primitive's name.
  var name: String { signature.name }

  /// The values of the arguments.
  ///
  /// - Parameters:
  ///   - operands: what the node takes.
  ///   - attributes: what the primitive has; nothing for a name that it has not.
  /// - Throws: ``DiagnosticCode/mindSporePrimitiveArgument`` for a call that does not fit.
  func bound(
    _ operands: [ATenValue], attribute: (String) throws(Diagnostic) -> ATenValue?
  ) throws(Diagnostic) -> [ATenValue] {
    var fromAttributes: [ATenValue?] = []
    for spellings in names {
      var value: ATenValue?
      for spelling in spellings where value == nil { value = try attribute(spelling) }
      fromAttributes.append(value)
    }
    // Where all arguments are operands, attributes of the same names are leftovers.
    let attributeCount = fromAttributes.count(where: { $0 != nil })
    let usesAttributes = operands.count + attributeCount <= names.count
    var rest = operands[...]
    var values: [ATenValue] = []
    for (index, parameter) in signature.parameters.enumerated() {
      if usesAttributes, let value = fromAttributes[index] {
        values.append(value)
      } else if let next = rest.popFirst() {
        values.append(next)
      } else if let fallback = fromAttributes[index] ?? parameter.fallback {
        values.append(fallback)
      } else {
        throw Diagnostic(
          .mindSporePrimitiveArgument, "\(name) lacks its argument '\(parameter.name)'")
      }
    }
    guard rest.isEmpty else {
      throw Diagnostic(
        .mindSporePrimitiveArgument,
        "\(name) takes \(names.count) arguments, \(operands.count) are given")
    }
    return values
  }
}

/// The primitives by name.
struct MindSporePrimitiveTable: Sendable {
  /// Every primitive that is converted.
  static let standard = MindSporePrimitiveTable(all)

  /// The primitives in the order in which their families list them.
  let primitives: [MindSporePrimitive]
  private let byName: [String: Int]

  /// Makes a table.
  init(_ primitives: [MindSporePrimitive]) {
    self.primitives = primitives
    byName = Dictionary(
      primitives.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The primitive of a name.
  func primitive(named name: String) -> MindSporePrimitive? {
    byName[name].map { primitives[$0] }
  }
}
