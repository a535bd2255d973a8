import Checkpoints
import Diagnostics
import ModelIR
import TestSupport
import Testing

@testable import Architectures

@Suite struct `Functions of steps` {
  @Test func `compute elementwise in the type that the framework takes`() throws {
    #expect(
      try GraphProbe.results(of: "add", on: floats(.batch, .time, 4), floats(.time, 4))
        == ["f32[batch, time, 4]"])
    #expect(
      try GraphProbe.results(of: "mul", ["value": .number(0.5)], on: floats(.batch, 4))
        == ["f32[batch, 4]"])
    #expect(
      try GraphProbe.results(of: "add", ["value": .integer(1)], on: integers(.batch))
        == ["i64[batch]"])
    #expect(
      try GraphProbe.results(of: "div", ["value": .integer(2)], on: integers(.batch))
        == ["f32[batch]"])
    #expect(
      try GraphProbe.results(of: "mul", on: integers(.batch), floats(.batch)) == ["f32[batch]"])
    #expect(
      try GraphProbe.results(of: "ne", ["value": .integer(1)], on: integers(.batch, .time))
        == ["bool[batch, time]"])
    #expect(
      try GraphProbe.results(of: "where", on: integers(.batch), floats(.batch), floats())
        == ["f32[batch]"])
    #expect(
      try GraphProbe.results(of: "cast", ["to": .text("f16")], on: floats(.batch))
        == ["f16[batch]"])
  }

  @Test func `change shapes without needing open sizes`() throws {
    let x = floats(.batch, .time, 12)
    #expect(
      try GraphProbe.results(
        of: "reshape",
        ["shape": .list([.text("=0"), .text("=1"), .integer(3), .integer(-1)])], on: x)
        == ["f32[batch, time, 3, 4]"])
    #expect(
      try GraphProbe.results(of: "flatten", ["start_dim": .integer(1)], on: floats(.batch, 3, 4))
        == ["f32[batch, 12]"])
    #expect(
      try GraphProbe.results(
        of: "permute", ["dims": .list([.integer(0), .integer(2), .integer(1)])], on: x)
        == ["f32[batch, 12, time]"])
    #expect(
      try GraphProbe.results(
        of: "transpose", ["dim0": .integer(-1), "dim1": .integer(-2)], on: x)
        == ["f32[batch, 12, time]"])
    #expect(
      try GraphProbe.results(of: "unsqueeze", ["dim": .integer(-1)], on: x)
        == ["f32[batch, time, 12, 1]"])
    #expect(
      try GraphProbe.results(of: "squeeze", ["dim": .integer(1)], on: floats(.batch, 1, 4))
        == ["f32[batch, 4]"])
    #expect(
      try GraphProbe.results(of: "stack", ["dim": .integer(1)], on: x, x)
        == ["f32[batch, 2, time, 12]"])
    #expect(
      try GraphProbe.results(of: "cat", ["dim": .integer(-1)], on: x, x)
        == ["f32[batch, time, 24]"])
    #expect(
      try GraphProbe.results(
        of: "expand_like", ["dims": .list([.integer(0)])], on: floats(1, 1, 12), x)
        == ["f32[batch, 1, 12]"])
  }

  @Test func `cut axes into parts`() throws {
    #expect(
      try GraphProbe.results(
        of: "chunk", ["chunks": .integer(3), "dim": .integer(-1)], on: floats(.batch, 8))
        == ["f32[batch, 3]", "f32[batch, 3]", "f32[batch, 2]"])
    #expect(
      try GraphProbe.results(
        of: "split", ["sizes": .list([.integer(2), .integer(6)]), "dim": .integer(1)],
        on: floats(.batch, 8)) == ["f32[batch, 2]", "f32[batch, 6]"])
    #expect(
      try GraphProbe.results(
        of: "slice", ["dim": .integer(1), "start": .integer(1)], on: floats(.batch, .time, 4))
        == ["f32[batch, time - 1, 4]"])
    #expect(
      try GraphProbe.results(
        of: "select", ["dim": .integer(1), "index": .integer(0)], on: floats(.batch, .time, 4))
        == ["f32[batch, 4]"])
  }

  @Test func `follow another value's size`() throws {
    let like = integers(.batch, .time)
    #expect(
      try GraphProbe.results(
        of: "take_like", ["dim": .integer(0), "axis": .integer(1)], on: floats(512, 8), like)
        == ["f32[?, 8]"])
    #expect(
      try GraphProbe.results(
        of: "take_like", ["dim": .integer(1), "offset": .integer(2), "axis": .integer(1)],
        on: floats(1, 512, 8), floats(.batch, 7)) == ["f32[1, 7, 8]"])
    #expect(
      try GraphProbe.results(of: "positions_like", ["axis": .integer(1)], on: like) == ["i64[?]"])
    #expect(
      try GraphProbe.results(
        of: "positions_like", ["axis": .integer(0), "offset": .integer(3)], on: floats(5, .batch))
        == ["i64[5]"])
    #expect(try GraphProbe.results(of: "ones_like", on: like) == ["i64[batch, time]"])
  }

  @Test func `reduce axes`() throws {
    #expect(
      try GraphProbe.results(
        of: "mean", ["dim": .list([.integer(-1), .integer(-2)])], on: floats(.batch, 8, 4, 4))
        == ["f32[batch, 8]"])
    #expect(
      try GraphProbe.results(
        of: "sum", ["dim": .integer(1), "keepdim": .boolean(true)], on: floats(.batch, .time))
        == ["f32[batch, 1]"])
    #expect(
      try GraphProbe.results(
        of: "cumsum", ["dim": .integer(1)], on: TensorType(.bool, [.batch, .time]))
        == ["i64[batch, time]"])
  }

  @Test func `attend with several query heads for one of a key's, and a mask`() throws {
    let query = floats(.batch, .time, 32)
    #expect(
      try GraphProbe.results(
        of: "attention", ["heads": .integer(4), "causal": .boolean(true)], on: query, query, query)
        == ["f32[batch, time, 32]"])
    let key = floats(.batch, 7, 16)
    #expect(
      try GraphProbe.results(
        of: "attention",
        ["heads": .integer(4), "kv_heads": .integer(2), "mask": .boolean(true)], on: query, key,
        key, integers(.batch, 7)) == ["f32[batch, time, 32]"])
    let error = thrownDiagnostic {
      try GraphProbe.results(
        of: "attention", ["heads": .integer(4), "kv_heads": .integer(3)], on: query, query, query)
    }
    #expect(error?.code == .layerSettingInvalid)
  }

  @Test func `attend with a mask for each query, and with heads apart`() throws {
    let query = floats(.batch, .time, 32)
    let mask = TensorType(.bool, [.batch, 1, .time, .time])
    #expect(
      try GraphProbe.results(
        of: "attention", ["heads": .integer(4), "mask": .boolean(true)], on: query, query, query,
        mask) == ["f32[batch, time, 32]"])
    let apart = floats(.batch, .time, 4, 8)
    #expect(
      try GraphProbe.results(of: "attention", ["heads": .integer(4)], on: apart, apart, query)
        == ["f32[batch, time, 32]"])
    let error = thrownDiagnostic {
      try GraphProbe.results(
        of: "attention", ["heads": .integer(4), "mask": .boolean(true)], on: query, query, query,
        floats(.batch))
    }
    #expect(error?.code == .layerInputs)
  }

  @Test func `turn features by their positions`() throws {
    #expect(
      try GraphProbe.results(
        of: "rotary_positions", ["axis": .integer(1), "size": .integer(8)],
        on: integers(.batch, 5)) == ["f32[5, 1, 8]", "f32[5, 1, 8]"])
    let tables = floats(.time, 1, 8)
    #expect(
      try GraphProbe.results(of: "rotary", on: floats(.batch, .time, 4, 8), tables, tables)
        == ["f32[batch, time, 4, 8]"])
    let error = thrownDiagnostic {
      try GraphProbe.results(of: "rotary", on: floats(.batch, .time, 4, 7), tables, tables)
    }
    #expect(error?.code == .layerInputs)
  }

  @Test func `take tables that layers share`() throws {
    let table = floats(50, 8)
    #expect(
      try GraphProbe.results(of: "embedding", on: integers(.batch, .time), table)
        == ["f32[batch, time, 8]"])
    #expect(
      try GraphProbe.results(of: "linear", on: floats(.batch, .time, 8), table)
        == ["f32[batch, time, 50]"])
    #expect(
      try GraphProbe.results(of: "layer_norm", on: floats(.batch, 8), floats(8), floats(8))
        == ["f32[batch, 8]"])
  }

  @Test func `join truth values`() throws {
    #expect(
      try GraphProbe.results(of: "logical_and", on: integers(.batch, .time), integers(.time))
        == ["bool[batch, time]"])
    #expect(try GraphProbe.results(of: "logical_not", on: integers(.batch)) == ["bool[batch]"])
  }

  @Test func `compute what layers without tensors compute`() throws {
    #expect(try GraphProbe.results(of: "gelu_tanh", on: floats(.batch)) == ["f32[batch]"])
    #expect(
      try GraphProbe.results(of: "log_softmax", ["dim": .integer(1)], on: floats(.batch, 4))
        == ["f32[batch, 4]"])
    #expect(
      try GraphProbe.results(
        of: "max_pool2d", ["kernel_size": .integer(2)], on: floats(.batch, 3, 8, 8))
        == ["f32[batch, 3, 4, 4]"])
    #expect(
      try GraphProbe.results(
        of: "adaptive_avg_pool2d", ["output_size": .integer(1)], on: floats(.batch, 3, 8, .time))
        == ["f32[batch, 3, 1, 1]"])
    #expect(
      try GraphProbe.results(
        of: "pixel_shuffle", ["upscale_factor": .integer(2)], on: floats(.batch, 12, 4, 4))
        == ["f32[batch, 3, 8, 8]"])
    #expect(
      try GraphProbe.results(
        of: "interpolate", ["scale_factor": .integer(2), "mode": .text("nearest")],
        on: floats(.batch, 3, 4, .time)) == ["f32[batch, 3, 8, 2*time]"])
  }

  @Test func `normalise`() throws {
    #expect(
      try GraphProbe.results(of: "normalize", ["dim": .integer(-1)], on: floats(.batch, 4))
        == ["f32[batch, 4]"])
    #expect(
      try GraphProbe.results(
        of: "layer_norm", ["axes": .list([.integer(-1)])], on: floats(.batch, 4))
        == ["f32[batch, 4]"])
  }

  @Test(arguments: ForwardFunctionCatalog.all.flatMap { $0.names })
  func `refuse settings that they do not have`(_ name: String) throws {
    let error = thrownDiagnostic {
      try GraphProbe.results(of: name, ["no_such": .integer(1)], on: floats(.batch, 4))
    }
    let codes: [DiagnosticCode] = [
      .layerSettingUnknown, .layerSettingMissing, .layerSettingInvalid,
    ]
    #expect(error.map { codes.contains($0.code) } == true)
  }
}
