import Diagnostics
import Glibc
import ModelIR

extension ATenCall {
  /// The signal whose short transforms are given, `[batch, frequencies, frames]`.
  ///
  /// The inverse transform of every frame, the window and the sum of what overlaps are one transposed
  /// convolution with a kernel that is made of the window, as long as that is not too large; the sum of
  /// the windows' squares is what the signal is divided by.
  func inverseShortTransform() throws(Diagnostic) -> [ATenValue] {
    let count = try integer("n_fft")
    let step = try optionalInteger("hop_length") ?? count / 4
    let spectrum = try parts("self")
    guard var imaginary = spectrum.imaginary else { throw problem("takes complex numbers") }
    var real = spectrum.real
    guard (1...1 << 16).contains(count), step > 0, try !boolean("return_complex"),
      rank(real) == 2 || rank(real) == 3
    else { throw unsupported("frames of \(count) elements with a step of \(step)") }
    let isBatched = rank(real) == 3
    if !isBatched {
      real = try add(Unsqueeze(axes: [0]), real)
      imaginary = try add(Unsqueeze(axes: [0]), imaginary)
    }
    let half = count / 2 + 1
    let isOneSided = isGiven("onesided") ? try boolean("onesided") : shape(real)[1].size == half
    let type = elementType(of: real)
    let window = try frameWindow(count, type)
    let square = try context.reshape(try add(Square(), window), to: [1, .fixed(count), 1])
    let first = try add(
      Slice(axis: 1, start: 0, end: 1), try add(Slice(axis: 0, start: 0, end: 1), real))
    let ones = try add(FillLike(value: 1), first)
    let root = try boolean("normalized") ? Double(count).squareRoot() : 1
    var y: ValueID
    var divisor: ValueID
    if 2 * half * count <= Self.constantLimit, isOneSided || 2 * count * count <= Self.constantLimit
    {
      let waves = try constant(
        Self.inverseWaves(count, isOneSided: isOneSided, scale: root / Double(count)),
        shape: [2 * (isOneSided ? half : count), 1, count], type)
      let overlap = ConvolutionTranspose(
        window: SlidingWindow(strides: [step], dilations: [1], padsBefore: [0], padsAfter: [0]),
        outputPadding: [0])
      let sum = try add(
        overlap, try add(Concat(axis: 1), real, imaginary), try add(Multiply(), waves, window))
      y = try add(Squeeze(axes: [1]), sum)
      let kernel = try add(Transpose(axes: [0, 2, 1]), square)
      divisor = try add(Squeeze(axes: [1]), try add(overlap, ones, kernel))
    } else {
      var frames =
        isOneSided
        ? try realFourier((real, imaginary), axes: [1], count: .fixed(count), norm: .count)
        : try fourier((real, imaginary), axes: [1], isInverse: true, norm: .count).real
      frames = try scaled(frames, by: root)
      let column = try context.reshape(window, to: [1, .fixed(count), 1])
      y = try overlapAdded(try add(Multiply(), frames, column), step)
      divisor = try overlapAdded(try add(Multiply(), ones, square), step)
    }
    (y, divisor) = (try cutSignal(y, count), try cutSignal(divisor, count))
    y = try add(Divide(), y, divisor)
    if let length = try optionalInteger("length"), let own = shape(y)[1].size, own < length {
      y = try add(Pad(before: [0, 0], after: [0, length - own], mode: .constant(0)), y)
    }
    return result(isBatched ? y : try add(Squeeze(axes: [0]), y))
  }

  /// `Σ (re · cos − im · sin)` for the elements of a frame; of a one-sided spectrum most rows stand for
  /// two.
  private static func inverseWaves(_ count: Int, isOneSided: Bool, scale: Double) -> [Double] {
    let half = count / 2 + 1
    var waves: [Double] = []
    for isReal in [true, false] {
      for row in 0..<(isOneSided ? half : count) {
        let isSingle = !isOneSided || row == 0 || (count.isMultiple(of: 2) && row == half - 1)
        for place in 0..<count {
          let angle = 2 * Double.pi * Double(row * place % count) / Double(count)
          waves.append((isReal ? cos(angle) : -sin(angle)) * scale * (isSingle ? 1 : 2))
        }
      }
    }
    return waves
  }

  /// Frames `[batch, count, frames]` added up where they overlap, each a step later than the one before.
  private func overlapAdded(_ frames: ValueID, _ step: Int) throws(Diagnostic) -> ValueID {
    guard let count = shape(frames)[1].size, count.isMultiple(of: step), count / step <= 64 else {
      throw unsupported("frames of \(shape(frames)[1]) elements with a step of \(step)")
    }
    let pieces = count / step
    let (batch, number) = (shape(frames)[0], shape(frames)[2])
    let split = try context.reshape(
      frames, to: [batch, .fixed(pieces), .fixed(step), number])
    var sum: ValueID?
    for piece in 0..<pieces {
      let part = try add(
        Pad(before: [0, 0, piece], after: [0, 0, pieces - 1 - piece], mode: .constant(0)),
        try add(Gather(axis: 1), split, context.constant(.scalar(integer: piece))))
      sum = try sum.map { sum throws(Diagnostic) in try add(Add(), sum, part) } ?? part
    }
    let ordered = try add(Transpose(axes: [0, 2, 1]), sum ?? frames)
    return try context.reshape(ordered, to: [batch, (number + (pieces - 1)) * step])
  }

  /// The window in the middle of a frame, ones where there is none.
  private func frameWindow(_ count: Int, _ type: ElementType) throws(Diagnostic) -> ValueID {
    let length = try optionalInteger("win_length") ?? count
    guard (1...count).contains(length) else {
      throw problem("has a window of \(length) elements in frames of \(count)")
    }
    var window = try constant([Double](repeating: 1, count: length), shape: [length], type)
    if let given = try optionalTensor("window") { window = try context.cast(given, to: type) }
    guard length < count else { return window }
    let before = (count - length) / 2
    return try add(
      Pad(before: [before], after: [count - length - before], mode: .constant(0)), window)
  }

  /// A signal without what the frames at its ends reach over it.
  private func cutSignal(_ x: ValueID, _ count: Int) throws(Diagnostic) -> ValueID {
    let start = try boolean("center") ? count / 2 : 0
    if let length = try optionalInteger("length") {
      guard (1...1 << 40).contains(length) else { throw problem("has the length \(length)") }
      return try add(Slice(axis: 1, start: start, end: start + length), x)
    }
    return start == 0 ? x : try add(Slice(axis: 1, start: start, end: -start), x)
  }
}
