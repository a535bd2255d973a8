import Diagnostics
import ModelIR
import Testing

@testable import ATen

@Suite struct ElementwiseTests {
  private let batch = Dimension.symbol("batch")

  @Test func `a number keeps the type of the tensor that it is added to`() throws {
    let program = CallRecorder()
    let x = try program.input([batch, 3], .float16)
    #expect(try program.type(try program.call("add", x, .number(1.5))).elementType == .float16)
    let whole = try program.input([batch, 3], .int32, named: "whole")
    #expect(try program.type(try program.call("add", whole, 2)).elementType == .int32)
    #expect(try program.type(try program.call("add", whole, .number(0.5))).elementType == .float32)
    #expect(try program.type(try program.call("div", whole, 2)).elementType == .float32)
  }

  @Test func `a factor of 1 adds no node`() throws {
    let program = CallRecorder()
    let x = try program.input([batch, 3])
    _ = try program.call("sub", x, x)
    #expect(program.operators == ["Subtract"])
  }

  @Test func `usual exponents have operators of their own`() throws {
    let program = CallRecorder()
    let x = try program.input([batch, 3])
    for exponent in [ATenValue.integer(2), .number(0.5), .number(-0.5), .number(-1), .integer(3)] {
      _ = try program.call("pow", x, exponent)
    }
    #expect(program.operators == ["Square", "Sqrt", "Rsqrt", "Reciprocal", "Pow"])
  }

  @Test func `what is written in place keeps its element type`() throws {
    let program = CallRecorder()
    let x = try program.input([batch, 3], .float16)
    let y = try program.input([batch, 3], named: "y")
    let z = try program.call("clone", x)
    #expect(try program.call("add_", z, y) == z)
    #expect(try program.type(z).elementType == .float16)
  }

  @Test func `bounds may be numbers or tensors`() throws {
    let program = CallRecorder()
    let x = try program.input([batch, 3])
    _ = try program.call("clamp", x, 0, 6)
    _ = try program.call("clamp", x, x, .none)
    #expect(program.operators == ["Clamp", "Maximum"])
  }

  @Test func `a softmax of a single number has no axes`() throws {
    let program = CallRecorder()
    let y = try program.call("softmax", try program.input([]), 0)
    #expect(try program.shape(y) == [])
  }

  @Test func `dropout is what it is given`() throws {
    let program = CallRecorder()
    let x = try program.input([batch, 3])
    #expect(try program.call("dropout", x, .number(0.5), .boolean(false)) == x)
  }

  @Test func `an unknown rounding mode is refused`() throws {
    let program = CallRecorder()
    let x = try program.input([batch, 3])
    #expect(throws: Diagnostic.self) { try program.call("div", x, x, .text("up")) }
  }
}
