import Diagnostics
import ModelIR

extension ATenOperatorTable {
  /// Random numbers, which are others each time that the model runs.
  static let random: [ATenOperator] = family(
    named("rand(size, generator=None, dtype=None, layout=None, device=None, pin_memory=None)") {
      call throws(Diagnostic) in
      call.result(try call.uniform(try call.sizes("size"), try call.type(orElse: .float32)))
    },
    named("randn(size, generator=None, dtype=None, layout=None, device=None, pin_memory=None)") {
      call throws(Diagnostic) in
      call.result(try call.normal(try call.sizes("size"), try call.type(orElse: .float32)))
    },
    named(
      """
      randint.low(low, high, size, generator=None, dtype=None, layout=None, device=None, \
      pin_memory=None)
      """
    ) { call throws(Diagnostic) in
      call.result(try call.randomIntegers(try call.sizes("size"), .int64, low: "low"))
    },
    named(
      "randint(high, size, generator=None, dtype=None, layout=None, device=None, pin_memory=None)"
    ) { call throws(Diagnostic) in
      call.result(try call.randomIntegers(try call.sizes("size"), .int64, low: nil))
    },
    named(
      """
      rand_like(self, generator=None, dtype=None, layout=None, device=None, pin_memory=None, \
      memory_format=None)
      """
    ) { call throws(Diagnostic) in
      let x = try call.tensor("self")
      let type = try call.type(orElse: call.elementType(of: x))
      return call.result(try call.uniform(call.shape(x).dimensions, type))
    },
    named(
      """
      randn_like(self, generator=None, dtype=None, layout=None, device=None, pin_memory=None, \
      memory_format=None)
      """
    ) { call throws(Diagnostic) in
      let x = try call.tensor("self")
      let type = try call.type(orElse: call.elementType(of: x))
      return call.result(try call.normal(call.shape(x).dimensions, type))
    },
    named(
      """
      randint_like.low_dtype(self, low, high, generator=None, dtype=None, layout=None, \
      device=None, pin_memory=None, memory_format=None)
      """
    ) { call throws(Diagnostic) in
      let x = try call.tensor("self")
      return call.result(
        try call.randomIntegers(call.shape(x).dimensions, call.elementType(of: x), low: "low"))
    },
    named(
      """
      randint_like(self, high, generator=None, dtype=None, layout=None, device=None, \
      pin_memory=None, memory_format=None)
      """
    ) { call throws(Diagnostic) in
      let x = try call.tensor("self")
      return call.result(
        try call.randomIntegers(call.shape(x).dimensions, call.elementType(of: x), low: nil))
    },
    named("randperm(n, generator=None, dtype=None, layout=None, device=None, pin_memory=None)") {
      call throws(Diagnostic) in
      let numbers = try call.uniform([try call.size("n")], .float32)
      let order = try call.context.addAll(Sort(axis: 0), [numbers])[1]
      return call.result(try call.context.cast(order, to: try call.type(orElse: .int64)))
    },
    named("uniform(self, from=0.0, to=1.0, generator=None)") { call throws(Diagnostic) in
      let x = try call.tensor("self")
      return call.result(
        try call.uniform(
          call.shape(x).dimensions, call.elementType(of: x), low: try call.number("from"),
          high: try call.number("to")))
    },
    named("bernoulli.p(self, p, generator=None)") { call throws(Diagnostic) in
      let x = try call.tensor("self")
      let numbers = try call.uniform(call.shape(x).dimensions, .float32)
      let chosen = try call.add(
        Less(), numbers, try call.context.operand(call.value("p"), .float32))
      return call.result(try call.context.cast(chosen, to: call.elementType(of: x)))
    },
    named("bernoulli(self, generator=None)") { call throws(Diagnostic) in
      call.result(try call.add(Bernoulli(), try call.floating("self")))
    },
    named(
      """
      normal.float_float(mean, std, size, generator=None, dtype=None, layout=None, device=None, \
      pin_memory=None)
      """
    ) { call throws(Diagnostic) in
      let numbers = try call.normal(try call.sizes("size"), try call.type(orElse: .float32))
      return call.result(try call.spread(numbers, mean: "mean"))
    },
    named("normal.Tensor_Tensor(mean: Tensor, std=1.0, generator=None)") {
      call throws(Diagnostic) in
      let mean = try call.floating("mean")
      let numbers = try call.normal(call.shape(mean).dimensions, call.elementType(of: mean))
      return call.result(try call.spread(numbers, mean: "mean"))
    },
    named("normal.float_Tensor(mean, std: Tensor, generator=None)") { call throws(Diagnostic) in
      let deviation = try call.floating("std")
      let numbers = try call.normal(
        call.shape(deviation).dimensions, call.elementType(of: deviation))
      return call.result(try call.spread(numbers, mean: "mean"))
    },
    named("normal_functional(self, mean=0.0, std=1.0, generator=None)") {
      call throws(Diagnostic) in
      let x = try call.tensor("self")
      let numbers = try call.normal(call.shape(x).dimensions, call.elementType(of: x))
      return call.result(try call.spread(numbers, mean: "mean"))
    })
}

extension ATenCall {
  /// Random numbers between two others.
  fileprivate func uniform(
    _ sizes: [Dimension], _ type: ElementType, low: Double = 0, high: Double = 1
  ) throws(Diagnostic) -> ValueID {
    let drawn: ElementType = type.isFloatingPoint ? type : .float32
    let isKnown = sizes.allSatisfy(\.isFixed)
    let numbers = try add(
      RandomUniform(shape: sizes, low: low, high: high, elementType: drawn),
      isKnown ? nil : try context.vector(of: sizes))
    return try context.cast(numbers, to: type)
  }

  /// Random numbers around 0.
  fileprivate func normal(
    _ sizes: [Dimension], _ type: ElementType
  ) throws(Diagnostic) -> ValueID {
    let drawn: ElementType = type.isFloatingPoint ? type : .float32
    let isKnown = sizes.allSatisfy(\.isFixed)
    let numbers = try add(
      RandomNormal(shape: sizes, elementType: drawn),
      isKnown ? nil : try context.vector(of: sizes))
    return try context.cast(numbers, to: type)
  }

  /// Random numbers with a mean and the deviation `std`.
  fileprivate func spread(_ numbers: ValueID, mean: String) throws(Diagnostic) -> ValueID {
    let type = elementType(of: numbers)
    let scaled = try self.scaled(numbers, by: "std")
    return try add(Add(), scaled, try context.operand(value(mean), type))
  }

  /// Random integers from a lowest one up to and without `high`.
  fileprivate func randomIntegers(
    _ sizes: [Dimension], _ type: ElementType, low: String?
  ) throws(Diagnostic) -> ValueID {
    let low = try low.map { name throws(Diagnostic) in try integer(name) } ?? 0
    let high = try integer("high")
    guard low < high else { throw problem("draws from \(low) to \(high)") }
    let numbers = try uniform(sizes, .float32, low: Double(low), high: Double(high))
    return try context.cast(try add(Floor(), numbers), to: try self.type(orElse: type))
  }
}
