import ModelIR

/// The weights by which MindSpore samples one axis with a cubic kernel, which it takes from a table of
/// 1024 steps.
///
/// Source of the rule: TensorFlow's `resize_bicubic`, whose table and borders MindSpore has as well.
struct BicubicWeights {
  let inputSize: Int
  let outputSize: Int
  let alignsCorners: Bool
  let hasHalfPixels: Bool

  private static let steps = 1024

  /// Row by row what each sample takes of each element.
  var matrix: [Double] {
    var matrix = [Double](repeating: 0, count: inputSize * outputSize)
    let scale =
      alignsCorners && outputSize > 1
      ? Float(inputSize - 1) / Float(outputSize - 1) : Float(inputSize) / Float(outputSize)
    for sample in 0..<outputSize {
      let place = hasHalfPixels ? (Float(sample) + 0.5) * scale - 0.5 : Float(sample) * scale
      let first = Int(place.rounded(.down))
      let offset = Int(
        ((place - place.rounded(.down)) * Float(Self.steps)).rounded(.toNearestOrEven))
      let kernel = [
        outer(offset), inner(offset), inner(Self.steps - offset), outer(Self.steps - offset),
      ]
      var weights: [(index: Int, weight: Double)] = []
      for (position, weight) in kernel.enumerated() {
        let index = first - 1 + position
        let bounded = min(max(index, 0), inputSize - 1)
        // With half pixels, what lies outside counts nothing; else the edge stands for it.
        weights.append((bounded, hasHalfPixels && bounded != index ? 0 : weight))
      }
      let sum = hasHalfPixels ? weights.reduce(0) { $0 + $1.weight } : 1
      for (index, weight) in weights { matrix[sample * inputSize + index] += weight / sum }
    }
    return matrix
  }

  private var coefficient: Double { hasHalfPixels ? -0.5 : -0.75 }

  private func inner(_ step: Int) -> Double {
    let x = Double(step) / Double(Self.steps)
    return ((coefficient + 2) * x - (coefficient + 3)) * x * x + 1
  }

  private func outer(_ step: Int) -> Double {
    let x = Double(step) / Double(Self.steps) + 1
    let a = coefficient
    return ((a * x - 5 * a) * x + 8 * a) * x - 4 * a
  }
}
