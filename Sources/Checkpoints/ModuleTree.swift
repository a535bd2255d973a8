import ByteIO
public import ModelIR

/// A model's modules as a tree: an architecture, independent of any framework.
public struct ModuleTree: Hashable, Sendable {
  /// One tensor that a module owns.
  public struct Parameter: Hashable, Sendable {
    /// The name inside the module: `weight`.
    public let name: String
    /// Its element type and its sizes in the framework's own order.
    public let elementType: ElementType
    /// The sizes in the framework's own order.
    public let shape: [Int]
    /// Whether training changes it by gradients; running statistics are not trainable.
    public let isTrainable: Bool
    /// Whether a checkpoint may lack it: `num_batches_tracked`, which old releases did not have.
    public let isOptional: Bool

    /// Makes a parameter.
    public init(
      name: String, elementType: ElementType, shape: [Int], isTrainable: Bool = true,
      isOptional: Bool = false
    ) {
      self.name = name
      self.elementType = elementType
      self.shape = shape
      self.isTrainable = isTrainable
      self.isOptional = isOptional
    }

    /// The number of elements.
    public var elementCount: Int { shape.reduce(1, *) }
    /// The size in bytes.
    public var byteCount: Int { elementCount * elementType.byteCount }
  }

  /// The module's path from the root: `layers[2]`; empty for the root.
  public let path: String
  /// The module's name in its parent, if it has one other than its position: `encoder`.
  public let name: String?
  /// The kind as the framework calls it: `Dense`.
  public let kind: String
  /// The module as the framework prints it, without its children: `Dense(10 => 5, relu)`.
  public let text: String
  /// Settings in the framework's order.
  public let hyperparameters: Hyperparameters
  /// The tensors that the module owns itself.
  public let parameters: [Parameter]
  /// The modules inside.
  public let children: [ModuleTree]
  /// How it computes its results, as far as the source says it.
  public let forward: ForwardPass

  /// Makes a tree.
  public init(
    path: String, name: String? = nil, kind: String, text: String,
    hyperparameters: Hyperparameters = Hyperparameters(), parameters: [Parameter] = [],
    children: [ModuleTree] = [], forward: ForwardPass = .unknown
  ) {
    self.path = path
    self.name = name
    self.kind = kind
    self.text = text
    self.hyperparameters = hyperparameters
    self.parameters = parameters
    self.children = children
    self.forward = forward
  }

  /// The number of elements of all parameters in the tree that training changes.
  public var trainableElementCount: Int {
    children.reduce(
      parameters.reduce(0) { $0.addingSaturated($1.isTrainable ? $1.elementCount : 0) }
    ) { $0.addingSaturated($1.trainableElementCount) }
  }

  /// The number of elements of all parameters in the tree.
  public var elementCount: Int {
    children.reduce(parameters.reduce(0) { $0.addingSaturated($1.elementCount) }) {
      $0.addingSaturated($1.elementCount)
    }
  }

  /// The bytes of all parameters in the tree.
  public var byteCount: Int {
    children.reduce(parameters.reduce(0) { $0.addingSaturated($1.byteCount) }) {
      $0.addingSaturated($1.byteCount)
    }
  }
}
