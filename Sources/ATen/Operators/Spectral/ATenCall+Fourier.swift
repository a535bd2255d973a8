import Diagnostics
import ModelIR

/// By what a transform's sums are divided.
enum ATenFourierNorm: Int {
  case none, root, count

  /// The norm that a name stands for: the inverse is divided by the count unless it is named.
  init?(_ name: String?, isInverse: Bool) {
    switch name {
    case nil, "backward": self = isInverse ? .count : .none
    case "ortho": self = .root
    case "forward": self = isInverse ? .none : .count
    default: return nil
    }
  }
}

extension ATenCall {
  /// The transform along axes, of which the last may be one-sided.
  func fourier(
    _ x: (real: ValueID, imaginary: ValueID?), axes: [Int], isInverse: Bool,
    isOneSided: Bool = false, norm: ATenFourierNorm
  ) throws(Diagnostic) -> (real: ValueID, imaginary: ValueID) {
    var pair = try paired(try context.floating(x.real), x.imaginary)
    var count = Dimension.fixed(1)
    for (index, axis) in axes.reversed().enumerated() {
      count = count * shape(pair)[axis]
      pair = try add(
        DFT(axis: axis, isInverse: isInverse, isOneSided: isOneSided && index == 0), pair)
    }
    // The inverse is divided by the count already.
    let done: ATenFourierNorm = isInverse ? .count : .none
    if norm != done {
      guard let count = count.size else {
        throw unsupported("a transform of an open number of elements that is scaled")
      }
      let sum = isInverse ? Double(count) : 1
      let factor =
        switch norm {
        case .none: sum
        case .root: sum / Double(count).squareRoot()
        case .count: sum / Double(count)
        }
      pair = try scaled(pair, by: factor)
    }
    return try unpaired(pair)
  }

  /// The real numbers whose one-sided transform is given.
  func realFourier(
    _ x: (real: ValueID, imaginary: ValueID?), axes: [Int], count: Dimension,
    norm: ATenFourierNorm
  ) throws(Diagnostic) -> ValueID {
    guard let last = axes.last, let count = count.size, (1...1 << 24).contains(count),
      let given = shape(x.real)[last].size, given >= count / 2 + 1, let imaginary = x.imaginary
    else { throw unsupported("real numbers of an open or longer spectrum") }
    let half = count / 2 + 1
    let places = context.integers(
      Array(0..<half) + (half..<max(half, count)).map { count - $0 })
    let signs = (0..<count).map { $0 < half ? 1.0 : -1.0 }
    guard let weight = Weight.array(signs, elementType(of: imaginary)) else {
      throw unsupported("a spectrum of type \(elementType(of: imaginary))")
    }
    let behind = rank(imaginary) - 1 - last
    let sign = context.constant(weight.reshaped(to: [count] + [Int](repeating: 1, count: behind)))
    // The other half repeats the first, conjugate; where there are more axes, of mirrored places.
    let partial =
      axes.count == 1
      ? x : try fourier(x, axes: Array(axes.dropLast()), isInverse: true, norm: .count)
    let full = (
      try add(Gather(axis: last), partial.real, places),
      try add(
        Multiply(), try add(Gather(axis: last), partial.imaginary ?? imaginary, places), sign)
    )
    var y = try fourier(full, axes: [last], isInverse: true, norm: .count).real
    guard norm != .count else { return y }
    let total = axes.dropLast().reduce(Dimension.fixed(count)) { $0 * shape(x.real)[$1] }
    guard let total = total.size else { throw unsupported("a scaled transform of open sizes") }
    y = try scaled(y, by: norm == .none ? Double(total) : Double(total).squareRoot())
    return y
  }

  /// A tensor with an axis cut or filled with zeros to a size.
  func fitted(
    _ x: (real: ValueID, imaginary: ValueID?), axis: Int, to size: Int
  ) throws(Diagnostic) -> (real: ValueID, imaginary: ValueID?) {
    (
      try fitted(x.real, axis, size),
      try x.imaginary.map { part throws(Diagnostic) in try fitted(part, axis, size) }
    )
  }

  private func fitted(_ x: ValueID, _ axis: Int, _ size: Int) throws(Diagnostic) -> ValueID {
    guard let own = shape(x)[axis].size, size >= 1 else {
      throw unsupported("a transform of \(size) elements of an open size")
    }
    if own == size { return x }
    if own > size { return try add(Slice(axis: axis, start: 0, end: size), x) }
    var after = [Int](repeating: 0, count: rank(x))
    after[axis] = size - own
    return try add(Pad(before: after.map { _ in 0 }, after: after, mode: .constant(0)), x)
  }

  /// The norm that the argument `norm` names.
  func fourierNorm(isInverse: Bool) throws(Diagnostic) -> ATenFourierNorm {
    let name = isGiven("norm") ? try text("norm") : nil
    guard let norm = ATenFourierNorm(name, isInverse: isInverse) else {
      throw problem("does not know the norm '\(name ?? "")'")
    }
    return norm
  }

  /// The norm that the argument `normalization` numbers.
  func fourierNormNumber() throws(Diagnostic) -> ATenFourierNorm {
    let number = try integer("normalization")
    guard let norm = ATenFourierNorm(rawValue: number) else {
      throw problem("does not know the normalisation \(number)")
    }
    return norm
  }
}
