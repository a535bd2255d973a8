import ConversionKit
import Diagnostics
import ModelIR
import Testing

@testable import GEIRFormat

/// Every example of the operator catalogue as a model of one node, its operands as inputs.
struct CatalogModel: Sendable, CustomStringConvertible {
  let description: String
  let model: Model

  static let all: [CatalogModel] = OperatorCatalog.operators.flatMap { type in
    type.examples.enumerated().compactMap { index, example in
      var builder = GraphBuilder()
      var operands: [ValueID?] = []
      for (position, operand) in example.operands.enumerated() {
        operands.append(operand.map { builder.addInput(named: "x\(position)", $0) })
      }
      let name = type.definition.name
      guard let results = try? builder.addNode(example.operator, operands, named: "node") else {
        return nil
      }
      for (position, result) in results.enumerated() {
        do throws(Diagnostic) {
          try builder.addOutput(result, named: "y\(position)")
        } catch {
          return nil
        }
      }
      return CatalogModel(
        description: "\(name) \(index)", model: Model(graph: builder.graph, name: name))
    }
  }
}

@Suite struct OperatorExampleTests {
  private static let targets: [CANNTarget] = [
    .portable, .release(.early), .release(.middle), .release(.late),
  ]

  @Test(arguments: CatalogModel.all)
  func `an example is refused with a reason or keeps every rule`(_ example: CatalogModel) throws {
    for target in Self.targets {
      let model: GEModel
      do {
        model = try GEModelSample.lowered(example.model, for: target)
      } catch {
        let codes: [DiagnosticCode] = [
          .geirUnsupportedOperator, .geirUnsupportedType, .geirNeedsRelease,
        ]
        #expect(error.diagnostics.allSatisfy { codes.contains($0.code) }, "\(error)")
        continue
      }
      var check = GEModelCheck(model, isCompiled: false, releases: target.releases)
      let found = check.result()
      #expect(found.passes, "\(target): \(found.findings.filter(\.isViolation))")
      let back = try model.translated(file: "example")
      #expect(back.graph.verify().isEmpty)
      #expect(
        back.graph.outputs.map { back.graph[$0].type.elementType }
          == example.model.graph.outputs.map { example.model.graph[$0].type.elementType })
      let again = try GEModelSample.lowered(back, for: target)
      #expect(try GEModelSample.bytes(of: again) == GEModelSample.bytes(of: model))
    }
  }

  @Test func `most of the catalogue is written`() {
    let written = CatalogModel.all.filter { (try? GEModelSample.lowered($0.model)) != nil }
    #expect(written.count * 100 >= CatalogModel.all.count * 65, "\(written.count)")
  }
}
