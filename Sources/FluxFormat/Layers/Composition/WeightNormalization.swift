import Diagnostics
import ModelIR

/// The weight that a direction and a length give: `g .* v ./ sqrt.(sum(v .^ 2; dims) .+ ϵ)`.
struct WeightNormalization {
  let direction: JuliaArray
  let length: JuliaArray
  /// The dimensions over which squares are added up, from 1; nothing for all.
  let dimensions: [Int]?

  /// The weight, computed in double precision and rounded once.
  ///
  /// - Throws: ``DiagnosticCode/fluxMalformedLayer`` if the length does not fit the direction, and
  ///   what reading the arrays raises.
  func weight() throws(Diagnostic) -> Weight {
    guard let v = direction.weight, let g = length.weight, let epsilon = Self.epsilon(v.elementType)
    else {
      throw malformed("floating-point numbers are needed, found \(direction.summary)")
    }
    let rank = v.shape.count
    let summed = Set((dimensions ?? Array(1...max(rank, 1))).map { rank - $0 })
    let groups = Broadcast(v.shape, keeping: (0..<rank).filter { !summed.contains($0) })
    guard g.shape.count == rank,
      zip(g.shape, v.shape).allSatisfy({ $0 == 1 || $0 == $1 })
    else {
      throw malformed("\(length.summary) does not fit \(direction.summary)")
    }
    let lengths = Broadcast(v.shape, keeping: (0..<rank).filter { g.shape[$0] != 1 })

    let elements = try v.doubles(limit: .max)
    let factors = try g.doubles(limit: .max)
    var sums = [Double](repeating: 0, count: groups.count)
    groups.forEach { sums[$1] += elements[$0] * elements[$0] }
    var results = elements
    groups.forEach { results[$0] /= (sums[$1] + epsilon).squareRoot() }
    lengths.forEach { results[$0] *= factors[$1] }
    guard let weight = Weight.array(results, v.elementType) else {
      throw malformed("floating-point numbers are needed, found \(direction.summary)")
    }
    return weight.reshaped(to: v.shape)
  }

  private func malformed(_ message: String) -> Diagnostic {
    Diagnostic(.fluxMalformedLayer, "a normalised weight: \(message)", at: direction.location)
  }

  /// The distance from 1 to the next number.
  private static func epsilon(_ elementType: ElementType) -> Double? {
    switch elementType {
    case .float64: Double.ulpOfOne
    case .float32: Double(Float.ulpOfOne)
    case .float16: 0x1p-10
    case .bfloat16: 0x1p-7
    default: nil
    }
  }
}

/// For each element of a tensor the position in a smaller one that has only some of its axes.
private struct Broadcast {
  private let shape: [Int]
  private let strides: [Int]
  /// How many elements the smaller tensor has.
  let count: Int

  init(_ shape: [Int], keeping axes: [Int]) {
    self.shape = shape
    var strides = [Int](repeating: 0, count: shape.count)
    var step = 1
    for axis in axes.reversed() {
      strides[axis] = step
      step *= shape[axis]
    }
    self.strides = strides
    count = step
  }

  /// Calls with each element's position in the tensor and in the smaller one.
  func forEach(_ body: (Int, Int) -> Void) {
    guard !shape.contains(0) else { return }
    var indices = [Int](repeating: 0, count: shape.count)
    var position = 0
    var target = 0
    while true {
      body(position, target)
      position += 1
      var axis = shape.count - 1
      while axis >= 0 {
        indices[axis] += 1
        target += strides[axis]
        if indices[axis] < shape[axis] { break }
        target -= strides[axis] * shape[axis]
        indices[axis] = 0
        axis -= 1
      }
      if axis < 0 { return }
    }
  }
}
