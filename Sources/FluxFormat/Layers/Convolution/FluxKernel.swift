import Diagnostics
import ModelIR

/// The kernel of a convolution as Flux stores it: `(k1, …, kn, inner, outer)`.
///
/// | layer | inner | outer |
/// |---|---|---|
/// | `Conv`, `CrossCor` | input channels of a group | output channels |
/// | `ConvTranspose` | output channels of a group | input channels |
/// | `DepthwiseConv` | output channels for each input channel | input channels |
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

  /// The inner channels of all groups together.
  ///
  /// - Throws: ``DiagnosticCode/fluxMalformedLayer`` for a number of groups that cannot be.
  func innerChannels(groups: Int, in fields: FluxFields) throws(Diagnostic) -> Int {
    let (channels, overflow) = inner.multipliedReportingOverflow(by: groups)
    guard groups >= 1, !overflow, outer.isMultiple(of: groups) else {
      throw fields.malformed("\(groups) groups do not fit a weight that is \(array.summary)")
    }
    return channels
  }

  /// The kernel read backwards along every spatial axis, as a true convolution needs it: a view.
  func flipped(in lowering: FluxLowering) throws(Diagnostic) -> JuliaArray {
    let elements = try lowering.elements(of: array)
    return array.showing(elements.flipped(along: Array(2..<spatialRank + 2)))
  }
}

extension FluxLowering {
  /// Checks that an input has the number of dimensions that a window over pictures needs.
  mutating func requirePicture(
    _ id: ValueID, spatialRank: Int, _ name: String
  ) throws(Diagnostic) {
    if spatialRank >= 2 { usesSpatialAxes = true }
    try requireRank(
      spatialRank + 2...spatialRank + 2, of: id,
      "this \(name) works on \(spatialRank + 2) dimensions (spatial, channels, batch)")
  }
}
