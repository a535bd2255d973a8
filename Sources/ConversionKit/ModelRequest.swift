/// What the user asks of an import that builds a graph.
public struct ModelRequest: Hashable, Sendable {
  /// The path of the object inside the file, such as `model.layers[3]`; nothing picks the only model.
  public var selection: String?
  /// The shapes of the inputs, as far as they are given.
  public var inputs: [InputSpecification]
  /// Whether the first two spatial axes change places, for models that were trained on transposed
  /// pictures.
  public var swapsSpatialAxes: Bool

  /// Makes a request.
  public init(
    selection: String? = nil, inputs: [InputSpecification] = [], swapsSpatialAxes: Bool = false
  ) {
    self.selection = selection
    self.inputs = inputs
    self.swapsSpatialAxes = swapsSpatialAxes
  }
}
