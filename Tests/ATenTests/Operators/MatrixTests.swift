import Diagnostics
import ModelIR
import Testing

@testable import ATen

@Suite struct MatrixTests {
  private let batch = Dimension.symbol("batch")

  @Test func `an inverse is a loop over the columns`() throws {
    let program = CallRecorder()
    let x = try program.input([batch, 4, 4])
    let results = try program.context.call("linalg_inv_ex", [x])
    #expect(try results.map(program.shape) == [[batch, 4, 4], [batch]])
    #expect(program.all(Loop.self).count == 1)
  }

  @Test func `a right side without columns has a solution without`() throws {
    let program = CallRecorder()
    let a = try program.input([batch, 4, 4])
    let b = try program.input([batch, 4], named: "b")
    #expect(try program.shape(try program.call("linalg_solve", a, b)) == [batch, 4])
  }

  @Test func `one matrix solves many right sides`() throws {
    let program = CallRecorder()
    let a = try program.input([4, 4])
    let b = try program.input([batch, 4, 2], named: "b")
    #expect(try program.shape(try program.call("linalg_solve", a, b)) == [batch, 4, 2])
  }

  @Test func `Cholesky's factor has the matrix's shape`() throws {
    let program = CallRecorder()
    let x = try program.input([batch, 3, 3])
    #expect(
      try program.shape(try program.call("linalg_cholesky", x, .boolean(true))) == [batch, 3, 3])
  }

  @Test(arguments: ["linalg_eigh", "linalg_svd", "linalg_qr", "linalg_pinv"])
  func `a decomposition that ONNX lacks is refused with a reason`(name: String) throws {
    let program = CallRecorder()
    let x = try program.input([3, 3])
    let error = try #require(throws: Diagnostic.self) { try program.call(name, x) }
    #expect(error.code == .atenOperatorUnsupported)
  }

  @Test func `divisors of tensors of different shapes have the common one`() throws {
    let program = CallRecorder()
    let x = try program.input([batch, 3], .int64)
    let y = try program.input([3], .int64, named: "y")
    #expect(try program.shape(try program.call("gcd", x, y)) == [batch, 3])
    #expect(try program.shape(try program.call("lcm", x, y)) == [batch, 3])
  }

  @Test func `bits are read as another type only where a cast keeps them`() throws {
    let program = CallRecorder()
    let flags = try program.input([batch], .bool)
    let y = try program.call("view", flags, .elementType(.uint8), overload: "dtype")
    #expect(try program.type(y) == TensorType(.uint8, [batch]))
    let x = try program.input([batch], named: "y")
    #expect(throws: Diagnostic.self) {
      try program.call("view", x, .elementType(.int32), overload: "dtype")
    }
  }

  @Test func `the inverse of short transforms is one convolution and its divisor`() throws {
    let program = CallRecorder()
    let real = try program.input([batch, 33, 20])
    let imaginary = try program.input([batch, 33, 20], named: "imaginary")
    let spectrum = try program.call("complex", real, imaginary)
    let window = try program.call("hann_window", 64)
    let y = try program.context.call(
      "istft", [spectrum, 64, 16], named: [("window", window), ("center", .boolean(true))])[0]
    #expect(try program.shape(y) == [batch, 304])
    #expect(program.all(ConvolutionTranspose.self).count == 2)
  }
}
