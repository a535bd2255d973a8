import ModelIR

/// A constant of a graph or an attribute of a primitive.
indirect enum MindSporeValue: Hashable, Sendable {
  /// `None`.
  case none
  /// The token by which side effects are ordered.
  case monad
  case boolean(Bool)
  case integer(Int)
  case number(Double)
  case text(String)
  case tensor(Weight)
  /// A type of elements; nothing for one that tensors do not have.
  case elementType(ElementType?)
  case tuple([MindSporeValue])
  case list([MindSporeValue])
  /// A function, by the name of its graph.
  case graph(String)
  /// Something that no conversion needs: a dictionary, a class, a name space.
  case other(String)
}

/// What a file says of a result: its type and sizes.
indirect enum MindSporeAbstract: Hashable, Sendable {
  /// A tensor; sizes of −1 are open, no sizes at all an unknown number of axes.
  case tensor(ElementType, [Int]?)
  case tuple([MindSporeAbstract])
  /// Anything else.
  case other
}

/// The attributes of a primitive in the file's order.
struct MindSporeAttributes: Hashable, Sendable {
  private var names: [String] = []
  private var values: [MindSporeValue] = []

  /// The value of a name.
  subscript(_ name: String) -> MindSporeValue? {
    names.firstIndex(of: name).map { values[$0] }
  }

  /// Adds an attribute.
  mutating func append(_ name: String, _ value: MindSporeValue) {
    names.append(name)
    values.append(value)
  }
}
