import ByteIO
import ConversionKit
import Diagnostics
import ModelIR
import TestSupport
import Testing

@testable import MindSporeFormat

@Suite struct ControlFlowTests {
  private let folder: TemporaryFolder
  private let diagnostics = DiagnosticCollector()

  init() throws { folder = try TemporaryFolder() }

  private func model(_ sample: MindIRSample) throws -> Model {
    try MindIRImporter().open(
      try folder.sourceFile(try sample.bytes(), named: "net.mindir"), diagnostics: diagnostics
    ).makeModel(ModelRequest(), diagnostics: diagnostics)
  }

  @Test func `a choice between functions becomes branches`() throws {
    var sample = MindIRSample()
    sample.addInput("x", [2])
    sample.addInput("c", [])
    sample.addConstant("zero", .floats([], [0]))
    sample.addNode("g", "Greater", ["main:c", "zero"])
    sample.addNode("p", "Partial", ["then", "main:x"])
    sample.addNode("q", "Partial", ["else", "main:x"])
    sample.addNode("s", "Switch", ["g", "p", "q"])
    sample.addCall("r", of: "s", [])
    sample.addOutput("r")
    for (name, primitive) in [("then", "ReLU"), ("else", "Neg")] {
      sample.addFunction(name) { function in
        function.addInput("x", [2])
        function.addNode("\(name):y", primitive, ["\(name):x"])
        function.addOutput("\(name):y")
      }
    }
    let graph = try model(sample).graph
    #expect(graph.nodes.contains { $0.operator.base is If })
    #expect(graph[graph.outputs[0]].type.shape == [2])
  }

  @Test func `a choice that is known is made`() throws {
    var sample = MindIRSample()
    sample.addInput("x", [2])
    sample.addConstant("yes", .boolean(true))
    sample.addNode("s", "Switch", ["yes", "then", "else"])
    sample.addCall("r", of: "s", ["main:x"])
    sample.addOutput("r")
    for (name, primitive) in [("then", "ReLU"), ("else", "Neg")] {
      sample.addFunction(name) { function in
        function.addInput("x", [2])
        function.addNode("\(name):y", primitive, ["\(name):x"])
        function.addOutput("\(name):y")
      }
    }
    #expect(try model(sample).graph.nodes.map(\.operator.definition.name) == ["Relu"])
  }

  @Test func `a head that a body calls again becomes a loop`() throws {
    var sample = MindIRSample()
    sample.addInput("x", [2])
    sample.addInput("n", [])
    sample.addConstant("zero", .floats([], [0]))
    sample.addConstant("one", .floats([], [1]))
    sample.addCall("r", of: "head", ["main:n", "zero", "main:x"])
    sample.addOutput("r")
    sample.addFunction("head") { head in
      head.addInput("n", [])
      head.addInput("i", [])
      head.addInput("x", [2])
      head.addNode("head:less", "Less", ["head:i", "head:n"])
      head.addNode("head:p", "Partial", ["body", "head:i", "head:x", "head:n"])
      head.addNode("head:q", "Partial", ["after", "head:x"])
      head.addNode("head:s", "Switch", ["head:less", "head:p", "head:q"])
      head.addCall("head:r", of: "head:s", [])
      head.addOutput("head:r")
    }
    sample.addFunction("body") { body in
      body.addInput("i", [])
      body.addInput("x", [2])
      body.addInput("n", [])
      body.addNode("body:next", "Add", ["body:i", "one"])
      body.addNode("body:y", "Add", ["body:x", "body:x"])
      body.addCall("body:r", of: "head", ["body:n", "body:next", "body:y"])
      body.addOutput("body:r")
    }
    sample.addFunction("after") { after in
      after.addInput("x", [2])
      after.addOutput("after:x")
    }
    let graph = try model(sample).graph
    let loop = try #require(graph.nodes.first { $0.operator.base is Loop })
    // What every iteration gets alike is not carried.
    #expect((loop.operator.base as? Loop)?.carriedCount == 2)
  }
}
