import Diagnostics
import ModelIR

extension ATenOperatorTable {
  /// Operators that spread windows of a plane as columns, and put them together again.
  static let columns: [ATenOperator] = [
    ATenOperator("im2col(self, kernel_size, dilation, padding, stride)") {
      call throws(Diagnostic) in
      call.result(
        try call.withBatch(try call.tensor("self"), axes: 3) { x throws(Diagnostic) in
          try call.columns(of: x)
        })
    },
    ATenOperator("col2im(self, output_size, kernel_size, dilation, padding, stride)") {
      call throws(Diagnostic) in
      call.result(
        try call.withBatch(try call.tensor("self"), axes: 2) { x throws(Diagnostic) in
          try call.image(of: x)
        })
    },
  ]
}

extension ATenCall {
  fileprivate func columns(of x: ValueID) throws(Diagnostic) -> ValueID {
    let kernel = try integers("kernel_size", count: 2)
    let dilation = try integers("dilation", count: 2)
    let padding = try integers("padding", count: 2).map(Dimension.fixed)
    let stride = try integers("stride", count: 2)
    guard rank(x) == 4 else { throw problem("needs 3 or 4 axes") }
    let whole = try padded(
      x, by: [padding[1], padding[1], padding[0], padding[0]], .constant(0))
    // [batch, channels, rows, kernel rows, columns, kernel columns]
    var parts = try windows(
      of: whole, axis: 2, size: kernel[0], step: stride[0], dilation: dilation[0])
    parts = try windows(
      of: parts, axis: 4, size: kernel[1], step: stride[1], dilation: dilation[1])
    let spread = try add(Transpose(axes: [0, 1, 3, 5, 2, 4]), parts)
    let sizes = shape(spread).dimensions
    return try context.reshape(
      spread, to: [sizes[0], sizes[1] * sizes[2] * sizes[3], sizes[4] * sizes[5]])
  }

  /// Windows are added up by a transposed convolution whose kernels put each element at its place.
  fileprivate func image(of x: ValueID) throws(Diagnostic) -> ValueID {
    let size = try integers("output_size", count: 2)
    let kernel = try integers("kernel_size", count: 2)
    let dilation = try integers("dilation", count: 2)
    let padding = try integers("padding", count: 2)
    let stride = try integers("stride", count: 2)
    let positive: [Int] = kernel + dilation + stride
    let all: [Int] = size + padding + positive
    guard all.allSatisfy({ (0..<1 << 15).contains($0) }), !positive.contains(0), rank(x) == 3,
      let rows = shape(x)[1].size, rows.isMultiple(of: kernel[0] * kernel[1]), rows > 0
    else { throw unsupported("windows of such sizes") }
    let area = kernel[0] * kernel[1]
    guard rows <= (1 << 24) / area else { throw unsupported("\(rows) rows of windows") }
    let reach: [Int] = [0, 1].map { axis in
      let window = dilation[axis] * (kernel[axis] - 1) + 1
      return size[axis] + 2 * padding[axis] - window
    }
    guard reach.allSatisfy({ $0 >= 0 }) else { throw problem("has windows larger than its result") }
    let counts: [Int] = [0, 1].map { axis in reach[axis] / stride[axis] + 1 }
    let added: [Int] = [0, 1].map { axis in reach[axis] % stride[axis] }
    var identity = [Double](repeating: 0, count: rows * area)
    for row in 0..<rows { identity[row * area + row % area] = 1 }
    guard let weight = Weight.array(identity, elementType(of: x)) else {
      throw unsupported("elements of type \(elementType(of: x))")
    }
    let parted = try context.reshape(
      x, to: [shape(x)[0], .fixed(rows), .fixed(counts[0]), .fixed(counts[1])])
    let window = SlidingWindow(
      strides: stride, dilations: dilation, padsBefore: padding, padsAfter: padding)
    return try add(
      ConvolutionTranspose(
        window: window, outputPadding: added, groups: rows / area),
      parted, context.constant(weight.reshaped(to: [rows, 1] + kernel)))
  }
}
