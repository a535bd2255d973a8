import Diagnostics
import ModelIR

/// The kernel of a convolution as Flux stores it: `(k1, …, kn, in / groups, out)`.
struct FluxKernel: Sendable {
  let array: JuliaArray

  /// Takes a weight array.
  ///
  /// - Throws: ``DiagnosticCode/fluxMalformedLayer`` unless it has 1 to 3 spatial dimensions.
  init(_ array: JuliaArray, in fields: FluxFields) throws(Diagnostic) {
    guard (3...5).contains(array.dimensions.count) else {
      throw fields.malformed(
        "the weight of a \(fields.type.name) has 3 to 5 dimensions, this is \(array.summary)")
    }
    self.array = array
  }

  /// The number of spatial dimensions.
  var spatialRank: Int { array.dimensions.count - 2 }
  /// The window's sizes in Julia's order.
  var sizes: [Int] { Array(array.dimensions.prefix(spatialRank)) }
  /// The last dimension but one.
  var inner: Int { array.dimensions[spatialRank] }
  /// The last dimension.
  var outer: Int { array.dimensions[spatialRank + 1] }

  /// The kernel read backwards along every spatial axis, as a true convolution needs it: a view.
  func flipped(in lowering: FluxLowering) throws(Diagnostic) -> Weight {
    try lowering.elements(of: array).flipped(along: Array(2..<spatialRank + 2))
  }
}

extension FluxLowering {
  /// Checks that an input has the number of dimensions that a window over pictures needs.
  mutating func requirePicture(
    _ id: ValueID, spatialRank: Int, _ name: String
  ) throws(Diagnostic) {
    usesSpatialAxes = true
    try requireRank(
      spatialRank + 2...spatialRank + 2, of: id,
      "this \(name) works on \(spatialRank + 2) dimensions (spatial, channels, batch)")
  }
}
