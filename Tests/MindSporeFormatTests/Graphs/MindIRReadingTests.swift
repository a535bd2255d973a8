import ByteIO
import Checkpoints
import ConversionKit
import Diagnostics
import ModelIR
import ProtobufWire
import TestSupport
import Testing

@testable import MindSporeFormat

@Suite struct MindIRReadingTests {
  private let folder: TemporaryFolder
  private let importer = MindIRImporter()
  private let diagnostics = DiagnosticCollector()

  init() throws { folder = try TemporaryFolder() }

  private func open(_ bytes: [UInt8], named name: String = "net.mindir") throws -> any ImportedFile
  {
    try importer.open(try folder.sourceFile(bytes, named: name), diagnostics: diagnostics)
  }

  /// `relu(x · wᵀ + b)` with the operands' settings behind them, as current releases write it.
  private func dense(_ batch: Int = 2) -> MindIRSample {
    var sample = MindIRSample()
    sample.addInput("x", [batch, 3])
    sample.addParameter("fc.weight", [4, 3], (0..<12).map(Float.init))
    sample.addParameter("fc.bias", [4], [1, 2, 3, 4])
    sample.addConstant("u", .monad)
    sample.addConstant("no", .boolean(false))
    sample.addConstant("yes", .boolean(true))
    sample.addConstant("layout", .integer(0))
    sample.addNode("main:1", "Load", ["main:fc.weight", "u"])
    sample.addNode("main:2", "MatMul", ["main:x", "main:1", "no", "yes"], gives: [batch, 4])
    sample.addNode("main:3", "BiasAdd", ["main:2", "main:fc.bias", "layout"], gives: [batch, 4])
    sample.addNode("main:4", "ReLU", ["main:3"], gives: [batch, 4])
    sample.addNode("main:5", "UpdateState", ["u", "main:1"])
    sample.addNode("main:6", "Depend", ["main:4", "main:5"])
    sample.addOutput("main:6")
    return sample
  }

  private func model(
    _ sample: MindIRSample, _ request: ModelRequest = ModelRequest()
  ) throws -> Model {
    try open(try sample.bytes()).makeModel(request, diagnostics: diagnostics)
  }

  private func failures(_ sample: MindIRSample) -> [Diagnostic] {
    do {
      _ = try model(sample)
      return []
    } catch {
      return (error as? DiagnosticList)?.diagnostics ?? [error as? Diagnostic].compactMap(\.self)
    }
  }

  @Test func `a file is recognised by its fields and not by its name`() throws {
    let bytes = try dense().bytes()
    func claim(_ bytes: [UInt8], _ name: String) throws -> FormatClaim {
      let file = try folder.sourceFile(bytes, named: name)
      return importer.claim(file, prefix: try file.prefix(4096))
    }
    #expect(try claim(bytes, "a.bin") == .signature)
    #expect(try claim(Array("nothing".utf8), "a.mindir") == .suffixOnly)
    #expect(try claim(try dense().bytes { $0.add(1, field: 40) }, "a.bin") == .no)
  }

  @Test func `a dense layer becomes a product, a sum and an activation`() throws {
    let model = try model(dense())
    #expect(model.graph.inputs.map { model.graph[$0].name } == ["x"])
    #expect(model.graph.outputs.map { model.graph[$0].name } == ["output"])
    #expect(model.graph.outputs.map { model.graph[$0].type.shape } == [[2, 4]])
    #expect(
      model.graph.usedWeights.map { model.graph[$0.id].name } == ["fc.weight", "fc.bias"])
    #expect(
      model.graph.nodes.map(\.operator.definition.name).contains("Relu"))
  }

  @Test func `an open size gets a name, and a given one replaces it`() throws {
    let open = try model(dense(-1))
    #expect(open.graph[open.graph.inputs[0]].type.shape == [.symbol("batch"), 3])
    #expect(open.graph[open.graph.outputs[0]].type.shape == [.symbol("batch"), 4])
    let request = ModelRequest(inputs: [InputSpecification(name: "x", shape: [7, 3])])
    let fixed = try model(dense(-1), request)
    #expect(fixed.graph[fixed.graph.outputs[0]].type.shape == [7, 4])
    #expect(
      thrownDiagnostic {
        try model(
          dense(2), ModelRequest(inputs: [InputSpecification(name: "x", shape: [7, 3])]))
      }?.code == .invalidInputShape)
  }

  @Test func `settings may be attributes with their older names`() throws {
    var sample = MindIRSample()
    sample.addInput("x", [1, 1, 4, 4])
    sample.addParameter("w", [2, 1, 3, 3], [Float](repeating: 1, count: 18))
    sample.addNode(
      "c", "Conv2D", ["main:x", "main:w"],
      [
        ("pad_mode", .text("pad")), ("stride", .tuple([.integer(1), .integer(1)])),
        ("pad_list", .tuple([.integer(1), .integer(2), .integer(0), .integer(3)])),
        ("group", .integer(1)), ("data_format", .text("NCHW")),
      ], gives: [1, 2, 5, 5])
    sample.addOutput("c")
    let model = try model(sample)
    let convolution = try #require(model.graph.nodes[0].operator.base as? Convolution)
    #expect(convolution.window.padsBefore == [1, 0])
    #expect(convolution.window.padsAfter == [2, 3])
  }

  @Test func `padding to the same size follows from the sizes`() throws {
    var sample = MindIRSample()
    sample.addInput("x", [1, 1, 7, 8])
    sample.addNode(
      "p", "MaxPool", ["main:x"],
      [
        ("pad_mode", .text("SAME")), ("format", .text("NCHW")),
        ("kernel_size", .tuple([.integer(1), .integer(1), .integer(3), .integer(3)])),
        ("strides", .tuple([.integer(1), .integer(1), .integer(2), .integer(2)])),
      ], gives: [1, 1, 4, 4])
    sample.addOutput("p")
    let pool = try #require(try model(sample).graph.nodes[0].operator.base as? MaxPool)
    #expect(pool.window.padsBefore == [1, 0])
    #expect(pool.window.padsAfter == [1, 1])
  }

  @Test func `everything that is unknown is named in one run with its count`() throws {
    var sample = MindIRSample()
    sample.addInput("x", [2])
    sample.addNode("a", "Sparkle", ["main:x"])
    sample.addNode("b", "Sparkle", ["a"])
    sample.addNode("c", "Glitter", ["main:x"])
    sample.addNode("d", "Add", ["b", "c"])
    sample.addOutput("d")
    let findings = failures(sample)
    #expect(findings.map(\.code) == [.mindSporePrimitiveUnknown, .mindSporePrimitiveUnknown])
    #expect(
      findings.map(\.message) == [
        "the primitive 'Sparkle' is not converted, 2 times",
        "the primitive 'Glitter' is not converted",
      ])
  }

  @Test func `what contradicts the file's own types is refused`() throws {
    var sample = MindIRSample()
    sample.addInput("x", [2, 3])
    sample.addNode("a", "ReLU", ["main:x"], gives: [2, 4])
    sample.addOutput("a")
    #expect(failures(sample).map(\.code) == [.mindSporeResultMismatch])
  }

  @Test func `values that nothing makes and nodes that need themselves are refused`() throws {
    var missing = MindIRSample()
    missing.addNode("a", "ReLU", ["nothing"])
    missing.addOutput("a")
    #expect(failures(missing).map(\.code) == [.mindIRMalformed])
    var circle = MindIRSample()
    circle.addNode("a", "ReLU", ["b"])
    circle.addNode("b", "ReLU", ["a"])
    circle.addOutput("a")
    #expect(failures(circle).map(\.code) == [.mindIRMalformed])
  }

  @Test func `a function that calls itself without end is refused`() throws {
    var sample = MindIRSample()
    sample.addInput("x", [2])
    sample.addCall("c", of: "again", ["main:x"])
    sample.addOutput("c")
    sample.addFunction("again") { function in
      function.addInput("x", [2])
      function.addCall("d", of: "again", ["again:x"])
      function.addOutput("d")
    }
    #expect(failures(sample).map(\.code) == [.mindIROverLimit])
  }

  @Test func `tuples that are nested without end are refused`() throws {
    var value = MindIRSample.Value.integer(1)
    for _ in 0..<200 { value = .tuple([value]) }
    var sample = MindIRSample()
    sample.addConstant("a", value)
    sample.addOutput("a")
    let bytes = try sample.bytes()
    #expect(thrownDiagnostic { try open(bytes) }?.code == .protobufOverLimit)
  }

  @Test func `every byte of a file may be cut off or changed`() throws {
    let bytes = try dense().bytes()
    var generator = SeededGenerator(seed: 5)
    for count in stride(from: 0, to: bytes.count, by: 7) {
      _ = try? open(Array(bytes.prefix(count))).makeModel(ModelRequest(), diagnostics: diagnostics)
    }
    for _ in 0..<300 {
      var changed = bytes
      changed[Int.random(in: 0..<bytes.count, using: &generator)] = .random(
        in: 0...255, using: &generator)
      _ = try? open(changed).makeModel(ModelRequest(), diagnostics: diagnostics)
    }
  }

  @Test func `parameters in other files are found beneath the model's folder only`() throws {
    let outside = try TemporaryFolder()
    try outside.write([1] + [UInt8](repeating: 0, count: 79), to: "data_0")
    func file(_ path: String, _ range: Range<Int> = 64..<80) throws -> any ImportedFile {
      var sample = MindIRSample()
      sample.addExternal("w", [4], at: path, range)
      sample.addOutput("main:w")
      return try open(try sample.bytes())
    }
    #expect(throws: DiagnosticList.self) { try file("../data_0").tensors() }
    #expect(throws: DiagnosticList.self) { try file("\(outside.path)/data_0").tensors() }
    #expect(throws: DiagnosticList.self) { try file("missing/data_0").tensors() }
    try folder.write([1] + [UInt8](repeating: 0, count: 79), to: "data_0")
    #expect(try file("data_0").tensors().map(\.name) == ["w"])
    #expect(throws: DiagnosticList.self) { try file("data_0", 65..<81).tensors() }
    try folder.write([0] + [UInt8](repeating: 0, count: 79), to: "data_1")
    #expect(throws: DiagnosticList.self) { try file("data_1").tensors() }
  }

  @Test func `other weights take the places of the parameters`() throws {
    let file = try open(try dense().bytes())
    let weight = try #require(Weight.array((0..<12).map(Double.init), .float64)).reshaped(
      to: [4, 3])
    let model = try #require(
      try file.makeModel(
        ModelRequest(),
        weights: [
          ("fc.weight", weight),
          ("fc.bias", Weight(.float32, shape: [4], bytes: [UInt8](repeating: 0, count: 16))),
        ],
        diagnostics: diagnostics))
    #expect(model.graph.usedWeights.allSatisfy { $0.weight.elementType == .float32 })
    #expect(
      try file.moduleTree(selection: nil)?.parameters.map(\.name) == ["fc.weight", "fc.bias"])
  }

  @Test func `releases before 1.6 write values beside expressions, and attributes at nodes`() throws
  {
    var sample = MindIRSample()
    sample.addInput("x", [2, 3])
    sample.addLegacyNode(
      "s", "ReduceSum", ["main:x", "a"], [("keep_dims", "scalar:value0", [1])], gives: [2, 1])
    sample.addLegacyConstant("a", "scalar:Tuple[value0,],", [1])
    sample.addOutput("s")
    let graph = try model(sample).graph
    #expect(graph[graph.outputs[0]].type.shape == [2, 1])
  }
}
