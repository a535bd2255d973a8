package import ModelIR

/// Names for the sizes of inputs that stay open and that the source has no names for.
package struct OpenSizeNames {
  private var taken = UniqueNames()

  /// Makes an empty set of names.
  package init() {}

  /// Keeps the names in a shape, which the user gave, from being given again.
  package mutating func reserve(_ dimensions: some Sequence<Dimension>) {
    for dimension in dimensions { taken.formUnion(dimension.symbols) }
  }

  /// A name that no other size has, made of a wanted one.
  package mutating func free(_ wanted: String) -> String { taken.insertUnique(wanted) }

  /// A name that no other size has, made of what the size's place suggests.
  ///
  /// - Parameter isTokens: whether the input holds integers, as texts do.
  package mutating func name(
    axis: Int, rank: Int, of input: String, isTokens: Bool
  ) -> String {
    let wanted =
      switch (axis, rank) {
      case (0, _): "batch"
      case (1, 2) where isTokens: "sequence"
      case (1, 3): "sequence"
      case (2, 4): "height"
      case (3, 4): "width"
      default: "\(input)_axis\(axis)"
      }
    return free(wanted)
  }
}
