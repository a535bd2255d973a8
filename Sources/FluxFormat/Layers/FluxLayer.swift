import Checkpoints
import Diagnostics

/// A layer of Flux: a struct of its settings and parameters that prints and lowers itself.
///
/// Each layer is one file; ``FluxLayerCatalog`` lists them. Which release wrote a struct is decided by
/// the number and the kinds of its fields, never by a version.
protocol FluxLayer: Sendable {
  /// The names of the struct in Flux's modules: `Dense`; several where it was renamed.
  static var typeNames: [String] { get }

  /// Reads the struct's fields.
  ///
  /// - Throws: a diagnostic if the fields are those of no known release.
  init(decoding fields: FluxFields) throws(Diagnostic)

  /// The layer as Flux prints it, without its children: `Dense(10 => 5, relu)`.
  var text: String { get }

  /// The arrays that the layer owns itself, in field order.
  var parameters: [FluxParameter] { get }

  /// The layers inside, in order.
  var children: [FluxChild] { get }

  /// What the layer expects of its input, as far as its parameters tell.
  var inputExpectation: FluxInputExpectation { get }

  /// The releases whose struct has these fields: `FluxEra.between("0.12.6", "0.14")`.
  var era: FluxEra { get }

  /// What prevents an export and can be told without an input.
  func exportProblems() -> [Diagnostic]

  /// Adds the nodes that compute the layer.
  ///
  /// - Throws: a diagnostic if the input does not fit or the layer cannot be exported.
  func lower(_ input: FluxValue, in lowering: inout FluxLowering) throws(Diagnostic) -> FluxValue
}

extension FluxLayer {
  var parameters: [FluxParameter] { [] }
  var children: [FluxChild] { [] }
  var inputExpectation: FluxInputExpectation { .anything }
  var era: FluxEra { .any }
}

/// An array that a layer owns.
struct FluxParameter: Sendable {
  /// The field's name in today's Flux: `weight`, `bias`.
  let name: String
  /// The array.
  let array: JuliaArray
  /// Whether training changes it by gradients.
  let isTrainable: Bool

  init(_ name: String, _ array: JuliaArray, isTrainable: Bool = true) {
    self.name = name
    self.array = array
    self.isTrainable = isTrainable
  }
}

/// A module inside a layer.
struct FluxChild: Sendable {
  /// The place behind the parent's: `layers[2]`, `connection`.
  let path: String
  /// The name that a named tuple gives it.
  let name: String?
  /// The module.
  let module: FluxModule

  init(path: String, name: String? = nil, module: FluxModule) {
    self.path = path
    self.name = name
    self.module = module
  }
}
