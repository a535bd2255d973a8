import ConversionKit
import Diagnostics
import ModelIR

extension LoweringTable where Context == NodeLowering {
  /// Operators between a plane and the columns of its windows.
  mutating func addWindowColumns() {
    add(Im2Col.self) { (operation, node) throws(Diagnostic) in try node.im2col(operation) }
    add(Col2Im.self) { (operation, node) throws(Diagnostic) in try node.col2im(operation) }
  }
}

extension NodeLowering {
  /// Rows, then columns of all windows are gathered.
  fileprivate mutating func im2col(_ operation: Im2Col) throws(Diagnostic) {
    let window = operation.window
    let elementCount = operation.kernel.reduce(1, *)
    let windows = resultType().shape[2].size
    guard shape(0)[1].isFixed || windows != nil else {
      throw unsupported("neither the channels nor the windows are a number")
    }
    let channels = shape(0)[1].size.map { $0 * elementCount } ?? -1
    var value = self[0]
    if (window.padsBefore + window.padsAfter).contains(where: { $0 != 0 }) {
      value = padded(
        value, before: [0, 0] + window.padsBefore, after: [0, 0] + window.padsAfter, with: 0)
    }
    for axis in 0..<2 {
      let rows = windowIndices(operation, axis, of: value)
      value = emit("Gather", value, rows, attributes: [.integer("axis", 2 + 2 * axis)])
    }
    let ordered = emit("Transpose", value, attributes: [.integers("perm", [0, 1, 2, 4, 3, 5])])
    result("Reshape", ordered, integers([0, channels, channels < 0 ? windows ?? -1 : -1]))
  }

  /// Where the elements of the windows are along an axis: a row for each element of a window.
  private mutating func windowIndices(
    _ operation: Im2Col, _ axis: Int, of padded: String
  ) -> String {
    let window = operation.window
    let offsets = (0..<operation.kernel[axis]).map { $0 * window.dilations[axis] }
    let reach = window.dilations[axis] * (operation.kernel[axis] - 1) + 1
    let stride = window.strides[axis]
    if let size = shape(0)[2 + axis].size {
      let count = (size + window.padsBefore[axis] + window.padsAfter[axis] - reach) / stride + 1
      let indices = offsets.flatMap { offset in (0..<count).map { $0 * stride + offset } }
      return constant(Weight.integers(indices).reshaped(to: [offsets.count, count]))
    }
    let size = emit("Gather", emit("Shape", padded), integer(2 + 2 * axis))
    let end = emit("Sub", size, integer(reach - 1))
    let starts = emit("Range", integer(0), end, integer(stride))
    let column = constant(Weight.integers(offsets).reshaped(to: [offsets.count, 1]))
    return emit("Add", starts, column)
  }

  /// Below opset 18 a transposed convolution with a kernel of ones and zeros puts each element of a
  /// window at its place.
  fileprivate mutating func col2im(_ operation: Col2Im) throws(Diagnostic) {
    let window = operation.window
    let hasCrop = (window.padsBefore + window.padsAfter).contains { $0 < 0 }
    if hasCrop { throw unsupported("the padding is negative") }
    if opset >= 18 {
      return result(
        "Col2Im", self[0], integers(operation.imageSize), integers(operation.kernel),
        attributes: [
          .integers("dilations", window.dilations), .integers("pads", window.onnxPads),
          .integers("strides", window.strides),
        ])
    }
    let elementCount = operation.kernel.reduce(1, *)
    let counts = (try? operation.windowCounts.compactMap(\.size)) ?? []
    guard let channels = resultType().shape[1].size, counts.count == 2, elementCount <= 1 << 10,
      channels <= 1 << 20, channels * elementCount * elementCount <= 1 << 22,
      let kernel = placingKernel(channels, operation.kernel)
    else { throw needs(opset: 18, "Col2Im of windows this large") }
    let columns = emit("Reshape", self[0], integers([0, 0] + counts))
    let extra = (0..<2).map { axis in
      let reach = window.dilations[axis] * (operation.kernel[axis] - 1) + 1
      let pads = window.padsBefore[axis] + window.padsAfter[axis]
      return operation.imageSize[axis] - ((counts[axis] - 1) * window.strides[axis] + reach - pads)
    }
    result(
      "ConvTranspose", columns, constant(kernel),
      attributes: [
        .integers("dilations", window.dilations), .integer("group", channels),
        .integers("kernel_shape", operation.kernel), .integers("output_padding", extra),
        .integers("pads", window.onnxPads), .integers("strides", window.strides),
      ])
  }

  /// For each channel and element of the window a kernel that has a one at the element's place.
  private func placingKernel(_ channels: Int, _ kernel: [Int]) -> Weight? {
    let count = kernel.reduce(1, *)
    var values = [Double](repeating: 0, count: channels * count * count)
    for row in 0..<channels * count { values[row * count + row % count] = 1 }
    return Weight.array(values, type(0).elementType)?
      .reshaped(to: [channels * count, 1] + kernel)
  }
}
