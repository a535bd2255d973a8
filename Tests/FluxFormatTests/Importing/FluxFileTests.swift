import ByteIO
import ConversionKit
import Diagnostics
import ModelIR
import TestSupport
import Testing

@testable import FluxFormat

@Suite struct FluxFileTests {
  private func file(_ name: String, _ diagnostics: DiagnosticCollector = .init()) throws
    -> any ImportedFile
  {
    let path = PackageFolder.path(of: "Samples/flux/\(name).bson")
    return try FluxImporter().open(try SourceFile(path: path), diagnostics: diagnostics)
  }

  private func refusal(_ name: String, _ request: ModelRequest = ModelRequest()) throws
    -> [Diagnostic]
  {
    do {
      _ = try file(name).makeModel(request, diagnostics: DiagnosticCollector())
      return []
    } catch let error as Diagnostic {
      return [error]
    } catch let error as DiagnosticList {
      return error.diagnostics
    }
  }

  @Test func `a checkpoint's entries are told apart`() throws {
    let entries = try file("checkpoint_adam").summary.entries
    let kinds = Dictionary(uniqueKeysWithValues: entries.map { ($0.path, $0.kind) })
    #expect(kinds["model"] == .model)
    #expect(kinds["opt"] == .optimizer)
    #expect(kinds["loss"] == .value)
  }

  @Test func `the only model is chosen and what is left out is said`() throws {
    let diagnostics = DiagnosticCollector()
    let model = try file("checkpoint_adam").makeModel(ModelRequest(), diagnostics: diagnostics)
    #expect(model.name == "model")
    #expect(diagnostics.diagnostics.map(\.code).contains(.fluxOthersLeftOut))
    #expect(diagnostics.diagnostics.allSatisfy { $0.location.file != nil })
  }

  @Test func `two models are listed and none is guessed`() throws {
    let found = try refusal("two_models_ambiguous")
    #expect(found.map(\.code) == [.fluxAmbiguousModel])
    #expect(found.first?.message.contains("--select") == true)
  }

  @Test func `a path that leads nowhere is refused`() throws {
    #expect(
      try refusal("seed", ModelRequest(selection: "model.layers[9]")).map(\.code)
        == [.fluxBadSelection])
  }

  @Test func `every unknown layer and every array on a GPU is named in one run`() throws {
    let found = try refusal("gpu_model")
    #expect(found.count > 1)
    #expect(found.allSatisfy { $0.code == .fluxDeviceArray })
  }

  @Test func `weights alone are a checkpoint and no model`() throws {
    for name in ["weights_list", "weights_params", "weights_tracker"] {
      #expect(try file(name).summary.entries.contains { $0.kind == .checkpoint })
      #expect(try refusal(name).map(\.code) == [.fluxNoModel])
      #expect(try !file(name).tensors().isEmpty)
    }
  }

  @Test func `swapping the spatial axes transposes inputs and outputs only`() throws {
    let input = try InputSpecification(parsing: "x:2,1,10,8")
    let plain = try file("conv_lenet").makeModel(
      ModelRequest(inputs: [input]), diagnostics: DiagnosticCollector())
    let swapped = try file("conv_lenet").makeModel(
      ModelRequest(inputs: [input], swapsSpatialAxes: true), diagnostics: DiagnosticCollector())
    #expect(swapped.graph.nodes.count == plain.graph.nodes.count + 1)
    #expect(swapped.graph.nodes.first?.operator == AnyOperator(Transpose(axes: [0, 1, 3, 2])))
  }

  @Test func `an open picture size that a dense layer fixes is warned of with the sizes that fit`()
    throws
  {
    let diagnostics = DiagnosticCollector()
    _ = try file("conv_lenet").makeModel(ModelRequest(), diagnostics: diagnostics)
    let warning = try #require(
      diagnostics.diagnostics.first { $0.code == .fluxOpenSpatialSize })
    #expect(warning.severity == .warning)
    #expect(warning.message.contains("--input-shape"))
    #expect(diagnostics.diagnostics.filter { $0.code == .fluxSpatialOrder }.count == 1)
  }

  @Test func `what only carries the name is named for what it is`() throws {
    for name in ["julia_serialization", "git_lfs_pointer", "jld2", "empty_file"] {
      let error = #expect(throws: Diagnostic.self) { _ = try file(name) }
      #expect(error?.code == .fluxForeignFile)
    }
  }

  @Test func `the last step of a sequence of open length is taken from its end`() throws {
    let model = try file("closure_last_step").makeModel(
      ModelRequest(), diagnostics: DiagnosticCollector())
    let slices = model.graph.nodes.map(\.operator)
    #expect(slices.contains(AnyOperator(Slice(axis: 0, start: -1, end: nil))))
  }

  @Test(arguments: ["model_composed", "model_closure"])
  func `a function of layers is the model where there is no other`(name: String) throws {
    let model = try file(name).makeModel(ModelRequest(), diagnostics: DiagnosticCollector())
    #expect(model.graph.nodes.count(where: { $0.operator == AnyOperator(Linear()) }) == 2)
  }

  @Test func `models inside named tuples and numbered dictionaries are entries`() throws {
    #expect(
      try file("named_tuple_of_models").summary.entries.map(\.path)
        == ["checkpoint.model", "checkpoint.epoch", "checkpoint.loss"])
    #expect(try file("dictionary_of_integers").summary.entries.map(\.path) == ["models.7"])
  }

  @Test func `a function of the user's own is exported with a warning or refused with advice`()
    throws
  {
    let diagnostics = DiagnosticCollector()
    _ = try file("user_function").makeModel(ModelRequest(), diagnostics: diagnostics)
    let warning = try #require(diagnostics.diagnostics.first { $0.code == .fluxUserFunction })
    #expect(warning.severity == .warning)
    let refused = try refusal("user_function_unknown")
    #expect(refused.map(\.code) == [.fluxUnsupportedCall])
    #expect(refused.first?.message.contains("select the layers before or behind it") == true)
  }
}
