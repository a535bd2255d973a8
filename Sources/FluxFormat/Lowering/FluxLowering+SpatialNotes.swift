import Diagnostics
import ModelIR

/// A size that comes out of open picture sizes and has to be one number.
struct FluxFixedFeatures: Sendable {
  let path: String
  let size: Dimension
  let expected: Int
}

extension FluxLowering {
  /// Remembers that a layer takes a fixed number of features where the picture's size is open.
  mutating func noteFixedFeatures(_ id: ValueID, expected: Int) {
    guard let last = shape(id).dimensions.last else { return }
    noteFixedFeatures(size: last, expected: expected)
  }

  /// Remembers that a size that may be open has to be a number.
  mutating func noteFixedFeatures(size: Dimension, expected: Int) {
    guard !size.isFixed, size.text != nil else { return }
    fixedFeatures.append(
      FluxFixedFeatures(path: builder.path, size: size, expected: expected))
  }

  /// Says once what the file does not say about pictures.
  func emitSpatialNotes(isSwapped: Bool) {
    guard usesSpatialAxes else { return }
    diagnostics.emit(
      Diagnostic(
        .fluxSpatialOrder, severity: .note,
        isSwapped
          ? "spatial axes are exported in Julia's order because of --swap-spatial: [batch, channels, dimension 1, dimension 2]"
          : "the file does not say whether Julia's first dimension is a picture's width or height; it is exported as the last axis, as a width: use --swap-spatial if it was the height"
      ))
    for fixed in fixedFeatures {
      let sizes = squareSizes(giving: fixed)
      let fits =
        sizes.isEmpty
        ? "no square size fits"
        : "square sizes that fit: " + sizes.map(String.init).joined(separator: ", ")
      diagnostics.emit(
        Diagnostic(
          .fluxOpenSpatialSize, severity: .warning,
          "the layers do not determine the size of the pictures, and this layer takes \(fixed.expected) features (\(fits)); fix it with --input-shape",
          at: Location(path: fixed.path)))
    }
  }

  /// The sizes of square pictures that give the number of features that a layer takes.
  private func squareSizes(giving fixed: FluxFixedFeatures) -> [Int] {
    let names = fixed.size.symbols.filter { $0 != "batch" }
    guard !names.isEmpty else { return [] }
    var sizes: [Int] = []
    for size in 1...2048 {
      let symbols = Dictionary(uniqueKeysWithValues: names.map { ($0, size) })
      if fixed.size.evaluated(symbols) == fixed.expected { sizes.append(size) }
      if sizes.count == 8 { break }
    }
    return sizes
  }
}
