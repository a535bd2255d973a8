import Diagnostics
import ModelIR
import Passes
import Testing

struct RebuildActivationsTests {
  private func rebuilt(
    _ body: (inout GraphBuilder, ValueID) throws -> ValueID
  ) throws -> [AnyOperator] {
    try result(of: RebuildActivations(), on: graph(.batch(4), body)).nodes.map(\.operator)
  }

  @Test func `a clamp in two halves times x over 6 is a hard swish`() throws {
    let operators = try rebuilt { builder, x throws in
      let sum = try builder.add(Add(), x, builder.number(3))
      let low = try builder.add(Clamp(minimum: 0, maximum: nil), sum)
      let gate = try builder.add(Clamp(minimum: nil, maximum: 6), low)
      let product = try builder.add(Multiply(), x, gate)
      return try builder.add(Divide(), product, builder.number(6))
    }
    #expect(operators == [AnyOperator(HardSwish())])
  }

  @Test func `a clamp over 6 without x is a hard sigmoid`() throws {
    let operators = try rebuilt { builder, x throws in
      let sum = try builder.add(Add(), x, builder.number(3))
      let gate = try builder.add(Relu6(), sum)
      return try builder.add(Multiply(), gate, builder.number(1 / 6.0))
    }
    #expect(operators == [AnyOperator(HardSigmoid(alpha: 1 / 6.0, beta: 0.5))])
  }

  @Test func `x times its sigmoid is a sigmoid linear unit`() throws {
    let operators = try rebuilt { builder, x throws in
      try builder.add(Multiply(), try builder.add(Sigmoid(), x), x)
    }
    #expect(operators == [AnyOperator(Silu())])
  }

  @Test func `x times the sigmoid of 1_702 x is the quick error unit`() throws {
    let operators = try rebuilt { builder, x throws in
      let inside = try builder.add(Multiply(), x, builder.number(1.702))
      return try builder.add(Multiply(), x, try builder.add(Sigmoid(), inside))
    }
    #expect(operators == [AnyOperator(QuickGelu())])
  }

  @Test func `the error function's form is a gelu`() throws {
    let operators = try rebuilt { builder, x throws in
      let inside = try builder.add(Divide(), x, builder.number(1.4142135623730951))
      let step = try builder.add(Add(), try builder.add(Erf(), inside), builder.number(1))
      let half = try builder.add(Multiply(), x, builder.number(0.5))
      return try builder.add(Multiply(), half, step)
    }
    #expect(operators == [AnyOperator(Gelu(approximation: .none))])
  }

  @Test func `the tangent's form is a gelu, the cubic as a power or as products`() throws {
    for usesPower in [true, false] {
      let operators = try rebuilt { builder, x throws in
        let cube =
          usesPower
          ? try builder.add(Pow(), x, builder.number(3))
          : try builder.add(Multiply(), try builder.add(Square(), x), x)
        let term = try builder.add(Multiply(), cube, builder.number(0.044715))
        let sum = try builder.add(Add(), x, term)
        let inside = try builder.add(Multiply(), sum, builder.number(0.7978845608028654))
        let step = try builder.add(Add(), try builder.add(Tanh(), inside), builder.number(1))
        let half = try builder.add(Multiply(), x, builder.number(0.5))
        return try builder.add(Multiply(), half, step)
      }
      #expect(operators == [AnyOperator(Gelu(approximation: .tanh))])
    }
  }

  @Test func `a gate that something else takes stays`() throws {
    let operators = try rebuilt { builder, x throws in
      let gate = try builder.add(Sigmoid(), x)
      return try builder.add(Add(), gate, try builder.add(Multiply(), x, gate))
    }
    #expect(operators.count == 3)
  }

  @Test func `other numbers are left`() throws {
    let operators = try rebuilt { builder, x throws in
      let sum = try builder.add(Add(), x, builder.number(2))
      let gate = try builder.add(Clamp(minimum: 0, maximum: 6), sum)
      let product = try builder.add(Multiply(), x, gate)
      return try builder.add(Divide(), product, builder.number(6))
    }
    #expect(operators.count == 4)
  }

  @Test func `a mean over both spatial axes is a pool`() throws {
    let graph = try graph(.batch(3, 5, 5)) { builder, x throws in
      try builder.add(ReduceMean(axes: [2, 3], keepsAxes: true), x)
    }
    let operators = try result(of: RebuildPools(), on: graph).nodes.map(\.operator)
    #expect(operators == [AnyOperator(GlobalAveragePool())])
  }

  @Test func `a mean that drops its axes stays`() throws {
    let graph = try graph(.batch(3, 5, 5)) { builder, x throws in
      try builder.add(ReduceMean(axes: [2, 3], keepsAxes: false), x)
    }
    #expect(try RebuildPools().run(on: graph) == nil)
  }
}

extension GraphBuilder {
  /// A number as a constant without axes.
  mutating func number(_ value: Double) -> ValueID {
    addConstant(Weight.scalar(value, .float32) ?? Weight.zeros())
  }
}
