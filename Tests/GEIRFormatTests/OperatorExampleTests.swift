import ConversionKit
import Diagnostics
import ModelIR
import Testing

@testable import GEIRFormat

/// Every example of the operator catalogue as a model of one node: its operands as inputs, and once more
/// with stored numbers for all but the first of them.
struct CatalogModel: Sendable, CustomStringConvertible {
  let description: String
  let model: Model

  static let all: [CatalogModel] = OperatorCatalog.operators.flatMap { type in
    type.examples.enumerated().flatMap { index, example in
      [false, true].compactMap { isStored in
        model(of: example, named: type.definition.name, isStored: isStored).map { model in
          CatalogModel(
            description: "\(model.name) \(index)\(isStored ? " stored" : "")", model: model)
        }
      }
    }
  }

  private static func model(
    of example: OperatorExample, named name: String, isStored: Bool
  ) -> Model? {
    var builder = GraphBuilder()
    var operands: [ValueID?] = []
    for (position, operand) in example.operands.enumerated() {
      let weight = isStored && position > 0 ? operand.flatMap(weight) : nil
      if let weight {
        operands.append(builder.addWeight(weight, named: "w\(position)"))
      } else {
        operands.append(operand.map { builder.addInput(named: "x\(position)", $0) })
      }
    }
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
    return Model(graph: builder.graph, name: name)
  }

  /// Ones of a type whose sizes are known.
  private static func weight(_ type: TensorType) -> Weight? {
    guard let sizes = type.shape.sizes else { return nil }
    let count = sizes.reduce(1, *)
    return Weight.array([Double](repeating: 1, count: count), type.elementType)?
      .reshaped(to: sizes)
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
