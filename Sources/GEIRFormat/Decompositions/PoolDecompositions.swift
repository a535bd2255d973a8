import ConversionKit
import Diagnostics
import ModelIR

extension LoweringTable where Context == Decomposition {
  /// Pools, which GE has over planes.
  mutating func addPools() {
    add(MaxPool.self) { (operation, node) throws(Diagnostic) in try node.maxPool(operation) }
    add(AveragePool.self) { (operation, node) throws(Diagnostic) in
      try node.averagePool(operation)
    }
    add(LpPool.self) { (operation, node) throws(Diagnostic) in
      let order = Double(operation.order)
      let powers = try node.emit(
        Pow(), node.emit(Absolute(), node[0]), node.scalar(order))
      let mean = AveragePool(
        kernel: operation.kernel, window: operation.window, rounding: operation.rounding,
        countsPadding: true)
      guard operation.rounding == .floor else {
        throw node.unsupported("partial windows count by their own size")
      }
      let area = Double(operation.kernel.reduce(1, *))
      let sums = try node.emit(
        Multiply(), node.emit(mean, powers), node.scalar(area))
      try node.result(Pow(), sums, node.scalar(1 / order))
    }
    add(GlobalAveragePool.self) { (_, node) throws(Diagnostic) in
      try node.result(
        ReduceMean(axes: Array(2..<node.shape(0).rank), keepsAxes: true), node[0])
    }
    add(GlobalMaxPool.self) { (_, node) throws(Diagnostic) in
      try node.result(
        ReduceMax(axes: Array(2..<node.shape(0).rank), keepsAxes: true), node[0])
    }
    add(AdaptiveAveragePool.self) { (operation, node) throws(Diagnostic) in
      try node.adaptivePool(operation, isMaximum: false)
    }
    add(AdaptiveMaxPool.self) { (operation, node) throws(Diagnostic) in
      try node.adaptivePool(operation, isMaximum: true)
    }
  }
}

extension Decomposition {
  fileprivate mutating func maxPool(_ operation: MaxPool) throws(Diagnostic) {
    let window = operation.window
    if window.crops {
      let cut = try cropped(self[0], by: window)
      let rest = MaxPool(
        kernel: operation.kernel, window: window.withoutCropping, rounding: operation.rounding)
      return try result(rest, cut)
    }
    let rounding = effectiveRounding(operation)
    switch shape(0).rank {
    case 3:
      let plane = try emit(Unsqueeze(axes: [2]), self[0])
      let pooled = try emit(
        MaxPool(
          kernel: [1] + operation.kernel, window: window.withLeadingAxis, rounding: rounding),
        plane)
      try result(Squeeze(axes: [2]), pooled)
    case 4:
      guard !window.dilations.contains(where: { $0 > 1 }) else {
        throw unsupported("GE has no pools with dilations")
      }
      try result(
        MaxPool(kernel: operation.kernel, window: window, rounding: rounding), self[0])
    case 5:
      try volumePool(
        operation.kernel, window,
        over: { MaxPool(kernel: $0, window: $1, rounding: operation.rounding) })
    default: throw unsupported("the input has \(shape(0).rank) axes, GE has 3 to 5")
    }
  }

  /// A pool over volumes as one over each plane, then one along the depth.
  private mutating func volumePool(
    _ kernel: [Int], _ window: SlidingWindow,
    over pool: ([Int], SlidingWindow) -> some WindowedPool
  ) throws(Diagnostic) {
    let (input, output) = (shape(0), resultType().shape)
    guard let sizes = Shape(Array(input.dimensions.dropFirst())).sizes,
      let results = Shape(Array(output.dimensions.dropFirst())).sizes
    else { throw unsupported("pools over volumes need known sizes") }
    let batch = input[0].size.map { ReshapeDimension.size($0) } ?? .inferred
    func part(_ axes: [Int?]) -> SlidingWindow {
      SlidingWindow(
        strides: axes.map { $0.map { window.strides[$0] } ?? 1 },
        dilations: axes.map { $0.map { window.dilations[$0] } ?? 1 },
        padsBefore: axes.map { $0.map { window.padsBefore[$0] } ?? 0 },
        padsAfter: axes.map { $0.map { window.padsAfter[$0] } ?? 0 })
    }
    let planes = try emit(
      Reshape(target: [batch, .size(sizes[0] * sizes[1]), .size(sizes[2]), .size(sizes[3])]),
      self[0])
    let pooled = try emit(pool([kernel[1], kernel[2]], part([1, 2])), planes)
    let columns = try emit(
      Reshape(target: [
        batch, .size(sizes[0]), .size(sizes[1]), .size(results[2] * results[3]),
      ]), pooled)
    let deep = try emit(pool([kernel[0], 1], part([0, nil])), columns)
    try result(Reshape(target: [batch] + results.map { .size($0) }), deep)
  }

  /// How sizes are rounded, where both ways do not give the same.
  private mutating func effectiveRounding(
    _ pool: some WindowedPool
  ) -> SlidingWindow.Rounding {
    guard pool.rounding == .ceiling else { return .floor }
    let (input, output) = (shape(0), resultType().shape)
    let isSame = pool.kernel.indices.allSatisfy { axis in
      guard let size = input[axis + 2].size, let count = output[axis + 2].size else { return false }
      let reach = pool.window.dilations[axis] * (pool.kernel[axis] - 1) + 1
      let room = size + pool.window.padsBefore[axis] + pool.window.padsAfter[axis] - reach
      return room >= 0 && room / pool.window.strides[axis] + 1 == count
    }
    return isSame ? .floor : .ceiling
  }

  fileprivate mutating func averagePool(_ operation: AveragePool) throws(Diagnostic) {
    let window = operation.window
    if window.crops {
      let cut = try cropped(self[0], by: window)
      return try result(
        AveragePool(
          kernel: operation.kernel, window: window.withoutCropping, rounding: operation.rounding,
          countsPadding: operation.countsPadding), cut)
    }
    guard !window.dilations.contains(where: { $0 > 1 }) else {
      throw unsupported("GE has no pools with dilations")
    }
    let rounding = effectiveRounding(operation)
    switch shape(0).rank {
    case 3:
      let plane = try emit(Unsqueeze(axes: [2]), self[0])
      let wide = AveragePool(
        kernel: [1] + operation.kernel, window: window.withLeadingAxis, rounding: rounding,
        countsPadding: operation.countsPadding)
      return try result(Squeeze(axes: [2]), emit(wide, plane))
    case 4: break
    case 5:
      return try volumePool(
        operation.kernel, window,
        over: {
          AveragePool(
            kernel: $0, window: $1, rounding: operation.rounding,
            countsPadding: operation.countsPadding)
        })
    default: throw unsupported("the input has \(shape(0).rank) axes, GE has 3 to 5")
    }
    if rounding == .floor {
      let plain = AveragePool(
        kernel: operation.kernel, window: window.withoutPadding, countsPadding: true)
      if !window.pads { return try result(plain, self[0]) }
      if operation.countsPadding {
        return try result(plain, padded(self[0], window))
      }
    }
    if allHave("AvgPoolV2") {
      return try result(
        AveragePool(
          kernel: operation.kernel, window: window, rounding: rounding,
          countsPadding: operation.countsPadding), self[0])
    }
    try averageOfCounted(operation, rounding)
  }

  private mutating func padded(
    _ value: ValueID, _ window: SlidingWindow
  ) throws(Diagnostic) -> ValueID {
    try emit(
      Pad(
        before: [0, 0] + window.padsBefore, after: [0, 0] + window.padsAfter, mode: .constant(0)),
      value)
  }

  /// The average over padded windows times how much of each window is inside: sizes are known.
  private mutating func averageOfCounted(
    _ operation: AveragePool, _ rounding: SlidingWindow.Rounding
  ) throws(Diagnostic) {
    let (window, kernel) = (operation.window, operation.kernel)
    let output = resultType().shape
    var counts: [[Int]] = []
    var ends: [Int] = []
    for axis in 0..<2 {
      guard let size = shape(0)[axis + 2].size, let count = output[axis + 2].size else {
        throw unsupported("padding that does not count needs known sizes")
      }
      let (before, after) = (window.padsBefore[axis], window.padsAfter[axis])
      let stride = window.strides[axis]
      counts.append(
        (0..<count).map { index in
          let start = index * stride - before
          let end = min(start + kernel[axis], size + (operation.countsPadding ? after : 0))
          return max(1, end - (operation.countsPadding ? start : max(0, start)))
        })
      ends.append(max(after, (count - 1) * stride + kernel[axis] - size - before))
    }
    let elementType = type(0).elementType
    let area = Double(kernel[0] * kernel[1])
    let factors = counts[0].flatMap { row in counts[1].map { area / Double(row * $0) } }
    guard let weight = Weight.array(factors, elementType) else {
      throw unsupported("elements of type \(elementType) have no average")
    }
    let extended = try emit(
      Pad(before: [0, 0] + window.padsBefore, after: [0, 0] + ends, mode: .constant(0)), self[0])
    let average = try emit(
      AveragePool(kernel: kernel, window: window.withoutPadding, countsPadding: true), extended)
    let shares = stored(
      weight.reshaped(to: [1, 1, counts[0].count, counts[1].count]), named: "shares")
    try result(Multiply(), average, shares)
  }

  /// The mean or maximum over a box is that of its parts, so each axis is cut into its bins.
  fileprivate mutating func adaptivePool(
    _ operation: some AdaptivePool, isMaximum: Bool
  ) throws(Diagnostic) {
    let outputs = operation.outputSizes
    let rank = shape(0).rank
    if outputs.allSatisfy({ $0 == 1 }) {
      let axes = Array(2..<rank)
      return isMaximum
        ? try result(ReduceMax(axes: axes, keepsAxes: true), self[0])
        : try result(ReduceMean(axes: axes, keepsAxes: true), self[0])
    }
    let sizes = shape(0).dimensions.dropFirst(2).compactMap(\.size)
    let uniform = zip(sizes, outputs).compactMap {
      operation.rule.uniformWindow(from: $0, to: $1)
    }
    if uniform.count == outputs.count, rank == 4 {
      let window = SlidingWindow(
        strides: uniform.map(\.stride), padsBefore: [0, 0], padsAfter: [0, 0])
      let kernel = uniform.map(\.kernel)
      return isMaximum
        ? try result(MaxPool(kernel: kernel, window: window), self[0])
        : try result(
          AveragePool(kernel: kernel, window: window, countsPadding: true), self[0])
    }
    let changed = outputs.indices.filter { sizes[$0] != outputs[$0] }
    guard let last = changed.last else { return try result(Identity(), self[0]) }
    var value = self[0]
    for axis in changed {
      var parts: [ValueID] = []
      for bin in operation.rule.bins(from: sizes[axis], to: outputs[axis]) {
        let part = try emit(
          Slice(axis: axis + 2, start: bin.lowerBound, end: bin.upperBound), value)
        parts.append(
          isMaximum
            ? try emit(ReduceMax(axes: [axis + 2], keepsAxes: true), part)
            : try emit(ReduceMean(axes: [axis + 2], keepsAxes: true), part))
      }
      if axis == last { return try results(Concat(axis: axis + 2), parts) }
      value = try emit(Concat(axis: axis + 2), parts)[0]
    }
  }
}
