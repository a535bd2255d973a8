import ConversionKit
import Diagnostics
import ModelIR

/// The inputs of a model: what the layers expect, completed by what the user says.
struct FluxInputs {
  let expectation: FluxInputExpectation
  let request: ModelRequest

  /// The inputs with their names and types.
  ///
  /// One input is called `x` or as the user names it; several are `x1`, `x2`, ….
  func named() throws(Diagnostic) -> [NamedType] {
    guard case .tuple(let parts) = expectation else {
      guard request.inputs.count <= 1 else { return try several(nil) }
      let given = request.inputs.first
      return [
        NamedType(name: given?.name ?? "x", type: try type(of: expectation, given: given))
      ]
    }
    return try several(parts)
  }

  /// Several inputs, whose names are fixed.
  private func several(_ parts: [FluxInputExpectation]?) throws(Diagnostic) -> [NamedType] {
    let count = parts?.count ?? request.inputs.count
    let names = (1...max(count, 1)).map { "x\($0)" }
    var given: [String: InputSpecification] = [:]
    for (index, input) in request.inputs.enumerated() {
      let name = input.name ?? (index < names.count ? names[index] : "")
      guard names.contains(name), given[name] == nil else {
        throw Diagnostic(
          .fluxInputMismatch,
          "'\(input.name ?? "\(index + 1)")' is no input of the model; its inputs are \(names.joined(separator: ", "))"
        )
      }
      given[name] = input
    }
    // Sequences side by side, such as queries and keys, may be of different lengths.
    let sequenceCount = parts?.count(where: \.isSequence) ?? 0
    var result: [NamedType] = []
    for (index, name) in names.enumerated() {
      let time = sequenceCount > 1 ? "time\(index + 1)" : "time"
      let part = parts?[index] ?? .unknown
      result.append(
        NamedType(name: name, type: try type(of: part, given: given[name], time: time)))
    }
    return result
  }

  private func type(
    of expectation: FluxInputExpectation, given: InputSpecification?, time: String = "time"
  ) throws(Diagnostic) -> TensorType {
    let elementType = given?.elementType ?? expectation.elementType ?? .float32
    if let given { return TensorType(elementType, given.shape) }
    guard let shape = Self.defaultShape(expectation, time: time) else {
      throw Diagnostic(
        .inputShapeNeeded,
        "the layers do not determine the shape of the input: give it in the exported order, for example --input-shape x:batch,10"
      )
    }
    return TensorType(elementType, shape)
  }

  /// The shape that an expectation determines, in the exported order; sizes that stay open have names.
  private static func defaultShape(
    _ expectation: FluxInputExpectation, time: String
  ) -> Shape? {
    let batch = Dimension.symbol("batch")
    switch expectation {
    case .features(let count, _), .channels(let count, _): return [batch, .fixed(count)]
    case .image(let spatialRank, let channels, _):
      // Where nothing tells, pictures have two spatial dimensions.
      guard let spatial = spatialNames[spatialRank ?? 2] else { return nil }
      let channelCount = channels.map(Dimension.fixed) ?? .symbol("channels")
      return Shape([batch, channelCount] + spatial.map(Dimension.symbol))
    case .sequence(let features, _, .featuresBatchTime):
      return [.symbol(time), batch, .fixed(features)]
    case .sequence(let features, _, .featuresTimeBatch):
      return [batch, .symbol(time), .fixed(features)]
    case .tokens: return [batch, .symbol(time)]
    case .anything, .unknown, .flattened, .tuple: return nil
    }
  }

  /// The names of spatial axes by their number, outermost first.
  static let spatialNames = [
    1: ["length"], 2: ["height", "width"], 3: ["depth", "height", "width"],
  ]
}
