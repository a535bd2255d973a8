import Checkpoints
import ConversionKit
import Diagnostics
import ModelIR
import Recast
import TestSupport
import Testing

@Suite struct InspectionTests {
  private func inspection() throws -> Inspection {
    try Inspection(
      of: PackageFolder.path(of: "Samples/flux/seed.bson"), diagnostics: DiagnosticCollector())
  }

  @Test(arguments: ["model.layers[2]", "model.layers.1", "model[2]", "model.1"])
  func `a path may be spelt as Julia counts or from 0, with layers or without`(
    path: String
  ) throws {
    let inspection = try inspection()
    let entry = try #require(try inspection.entries(at: path).first)
    #expect(entry.tree?.text == "Dense(5 => 2)")
    #expect(try inspection.tensors(at: path).map(\.weight.shape) == [[5, 2], [2]])
  }

  @Test func `without a path everything is there`() throws {
    let inspection = try inspection()
    #expect(try inspection.entries().map(\.path) == ["model"])
    #expect(try inspection.tensors().count == 4)
    #expect(try inspection.tensors(at: "model").count == 4)
  }

  @Test func `a path to nothing is a usage error`() throws {
    let inspection = try inspection()
    for path in ["model.layers[4]", "nothing", "", "model.layers[0]", "model.weight"] {
      #expect(thrownDiagnostic { try inspection.entries(at: path) }?.code == .pathNotFound)
    }
  }

  @Test(arguments: SampleRow.all.filter { $0.expect != "flux.foreign-file" })
  func `a sample that can be read shows its parts and its tensors`(row: SampleRow) throws {
    guard
      let inspection = try? Inspection(of: row.path, diagnostics: DiagnosticCollector())
    else {
      #expect(row.expect.contains("."))
      return
    }
    #expect(inspection.summary.format.id == "flux-bson")
    let names = try inspection.tensors().map(\.name)
    #expect(Set(names).count == names.count)
    for tensor in try inspection.tensors() {
      #expect(try tensor.weight.sha256().count == 64)
    }
  }
}
