import Checkpoints
import Diagnostics
import ModelIR

/// The sizes that an adaptive pool gives, some of which may be the input's own.
struct AdaptivePoolSizes: Sendable {
  /// The setting as it was written.
  let written: HyperparameterValue
  /// A number of cells for each spatial axis; nothing for as many as the input has.
  let sizes: [Int?]

  init(_ settings: inout LayerSettings) throws(Diagnostic) {
    let rank = settings.spatialRank
    guard let written = settings.value("output_size") else {
      throw settings.missing("output_size")
    }
    self.written = written
    let items = written.items ?? [HyperparameterValue](repeating: written, count: rank)
    var sizes: [Int?] = []
    for item in items.count == 1 ? [HyperparameterValue](repeating: items[0], count: rank) : items {
      if item == .none {
        sizes.append(nil)
      } else if let size = item.integer, LayerSettings.sizeRange.contains(size) {
        sizes.append(size)
      } else {
        throw settings.invalid("output_size", written, "sizes of 1 or more, or None")
      }
    }
    guard sizes.count == rank else {
      throw settings.invalid("output_size", written, "one size or \(rank)")
    }
    self.sizes = sizes
  }

  /// How the pool is computed for an input.
  enum Form: Hashable {
    /// Every axis keeps its size.
    case same
    /// One cell for all.
    case whole
    /// One cell along some axes, counted from the first spatial one; the others keep their sizes.
    case reduction(axes: [Int])
    /// Cells.
    case cells([Int])
  }

  /// The simplest form that gives the sizes.
  ///
  /// - Throws: ``DiagnosticCode/layerInputs`` where a size is the input's own, and open.
  func form(
    for x: ValueID, in context: LayerContext
  ) throws(Diagnostic) -> Form {
    let kept = sizes.indices.filter { sizes[$0] == nil }
    if kept.count == sizes.count { return .same }
    if kept.isEmpty, sizes.allSatisfy({ $0 == 1 }) { return .whole }
    let given = sizes.indices.filter { sizes[$0] != nil }
    if given.allSatisfy({ sizes[$0] == 1 }) { return .reduction(axes: given) }
    var cells: [Int] = []
    for (axis, size) in sizes.enumerated() {
      guard let size = size ?? context.shape(x)[axis + 2].size else {
        throw context.problem(
          "spatial axis \(axis) has \(context.shape(x)[axis + 2]) elements, a number is needed to "
            + "keep it; give it with the input's shape")
      }
      cells.append(size)
    }
    return .cells(cells)
  }
}
