import Diagnostics
import ModelIR

extension ATenOperatorTable {
  /// Numbers at equal distances.
  static let ranges: [ATenOperator] = family(
    named(
      """
      arange.start_step(start, end, step=1, dtype=None, layout=None, device=None, pin_memory=None)
      """
    ) { call throws(Diagnostic) in
      call.result(
        try call.range(call.value("start"), call.value("end"), call.value("step")))
    },
    named("arange(end, dtype=None, layout=None, device=None, pin_memory=None)") {
      call throws(Diagnostic) in
      call.result(try call.range(.integer(0), call.value("end"), .integer(1)))
    },
    named(
      "linspace(start, end, steps, dtype=None, layout=None, device=None, pin_memory=None)"
    ) { call throws(Diagnostic) in
      let numbers = try call.spacedNumbers()
      return call.result(
        try call.constant(numbers, shape: [numbers.count], try call.type(orElse: .float32)))
    },
    frequencies("fft_fftfreq(n, d=1.0, dtype=None, layout=None, device=None, pin_memory=None)") {
      count in Array(0..<(count + 1) / 2) + (0..<count / 2).map { $0 - count / 2 }
    },
    frequencies("fft_rfftfreq(n, d=1.0, dtype=None, layout=None, device=None, pin_memory=None)") {
      count in Array(0...count / 2)
    },
    named(
      """
      logspace(start, end, steps, base=10.0, dtype=None, layout=None, device=None, \
      pin_memory=None)
      """
    ) { call throws(Diagnostic) in
      let type = try call.type(orElse: .float32)
      let exponents = try call.spacedNumbers()
      let numbers = try call.constant(exponents, shape: [exponents.count], .float64)
      let base = try call.context.scalar(try call.number("base"), .float64)
      return call.result(
        try call.context.cast(try call.add(Pow(), base, numbers), to: type))
    })
}

extension ATenOperatorTable {
  /// The frequencies of a transform's results, by their numbers.
  private static func frequencies(
    _ signature: StaticString, _ numbers: @escaping @Sendable (Int) -> [Int]
  ) -> [ATenOperator] {
    named(signature) { call throws(Diagnostic) in
      let count = try call.constantCount(try call.integer("n"))
      let unit = Double(count) * (try call.number("d"))
      let values = numbers(count).map { Double($0) / unit }
      return call.result(
        try call.constant(values, shape: [values.count], try call.type(orElse: .float32)))
    }
  }
}

extension ATenCall {
  /// The numbers from a start by steps to an end that is not reached.
  fileprivate func range(
    _ start: ATenValue, _ end: ATenValue, _ step: ATenValue
  ) throws(Diagnostic) -> ValueID {
    let values = [start, end, step]
    let types = try values.map { value throws(Diagnostic) in try naturalType(of: value) }
    let isWhole = types.allSatisfy { $0.isInteger || $0 == .bool }
    let type = try type(orElse: isWhole ? .int64 : .float32)
    if let start = start.dimension, let end = end.dimension, let step = step.dimension {
      return try range(start, end, step, type)
    }
    let numbers = values.compactMap(\.plainNumber)
    guard numbers.count < 3 else { return try range(numbers, type) }
    // PyTorch counts by doubles.
    let inner: ElementType = isWhole ? .int64 : .float64
    let operands = try context.promoted(values, to: inner)
    let result = try add(DynamicRange(), operands[0], operands[1], operands[2])
    return try context.cast(result, to: type)
  }

  private func range(
    _ start: Dimension, _ end: Dimension, _ step: Dimension, _ type: ElementType
  ) throws(Diagnostic) -> ValueID {
    guard step.size != 0 else { throw problem("has the step 0") }
    if let first = start.size, let last = end.size, let distance = step.size {
      return try add(
        FixedRange(start: first, end: last, step: distance, elementType: type))
    }
    let size: Dimension
    switch step.size {
    case 1?: size = end - start
    case .some(let distance) where distance > 0:
      size = (end - start).ceilingDivided(by: distance)
    case .some(let distance) where distance > .min:
      size = (start - end).ceilingDivided(by: -distance)
    default: size = .unknown
    }
    let operands = [
      try context.operand(of: start), try context.operand(of: end), try context.operand(of: step),
    ]
    return try context.cast(try context.add(DynamicRange(size: size), operands), to: type)
  }

  private func range(_ numbers: [Double], _ type: ElementType) throws(Diagnostic) -> ValueID {
    let (start, end, step) = (numbers[0], numbers[1], numbers[2])
    guard step != 0, step.isFinite, start.isFinite, end.isFinite else {
      throw problem("counts from \(start) to \(end) by \(step)")
    }
    let exact = max(0, ((end - start) / step).rounded(.up))
    guard exact <= Double(Self.constantLimit) else {
      throw unsupported("a range of \(exact) elements would be written out")
    }
    let elements = (0..<Int(exact)).map { start + Double($0) * step }
    return try constant(elements, shape: [elements.count], type)
  }

  /// Numbers at equal distances with both ends.
  fileprivate func spacedNumbers() throws(Diagnostic) -> [Double] {
    let start = try number("start")
    let end = try number("end")
    let count = try constantCount(isGiven("steps") ? try integer("steps") : 100)
    guard count > 1 else { return count == 0 ? [] : [start] }
    let step = (end - start) / Double(count - 1)
    // From the middle on PyTorch counts from the end.
    return (0..<count).map { index in
      index < count / 2 ? start + step * Double(index) : end - step * Double(count - 1 - index)
    }
  }
}
