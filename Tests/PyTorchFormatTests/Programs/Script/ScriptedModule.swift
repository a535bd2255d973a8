import ConversionKit
import Diagnostics
import ModelIR
import TestSupport

@testable import PyTorchFormat

/// An archive of TorchScript with one module, made of the text of its code.
///
/// The module has a `weight` of 2 × 3 elements and a list `sizes` of 4 and 8; the constants are the
/// integer 2 and the number 1.5.
struct ScriptedModule {
  private let members: [(String, [UInt8])]

  /// Makes an archive.
  ///
  /// - Parameters:
  ///   - code: the text of the class's methods, without indentation of their first lines.
  ///   - functions: what stands behind the class.
  init(_ code: String, functions: String = "", version: Int = 3) {
    let body = code.split(separator: "\n", omittingEmptySubsequences: false)
      .map { "  \($0)\n" }.joined()
    let text = """
      class Net(Module):
        __parameters__ = ["weight", ]
        weight : Tensor
        sizes : List[int]
      \(body)\(functions)
      """
    let module = PickledValue.object(
      .global("__torch__", "Net"),
      state: .dictionary([
        (.text("weight"), .tensor(.storage("0", count: 6), shape: [2, 3])),
        (
          .text("sizes"),
          .call(
            .global("torch.jit._pickle", "build_intlist"), [.list([.integer(4), .integer(8)])])
        ),
        (.text("training"), .boolean(false)),
      ]))
    let constants = PickledValue.tuple([
      .tensor(.storage("0", count: 1, type: "LongStorage"), shape: []),
      .tensor(.storage("1", count: 1), shape: []),
    ])
    members = [
      ("net/data.pkl", module.pickle),
      ("net/data/0", TorchFileBytes.floats([1, 2, 3, 4, 5, 6])),
      ("net/code/__torch__.py", Array(text.utf8)),
      ("net/constants.pkl", constants.pickle),
      ("net/constants/0", [2, 0, 0, 0, 0, 0, 0, 0]),
      ("net/constants/1", TorchFileBytes.floats([1.5])),
      ("net/version", Array("\(version)\n".utf8)),
    ]
  }

  /// The model for inputs of these shapes.
  func model(_ shapes: String...) throws -> Model { try model(shapes) }

  /// The operators of the graph in order.
  func operators(_ shapes: String...) throws -> [String] {
    try model(shapes).graph.nodes.map { $0.operator.definition.name }
  }

  /// The names and types of the outputs.
  func outputs(_ shapes: String...) throws -> [String] {
    let graph = try model(shapes).graph
    return graph.outputs.map { "\(graph[$0].name): \(graph[$0].type)" }
  }

  /// Everything that the conversion is refused with.
  func refusals(_ shapes: String...) -> [Diagnostic] {
    do {
      _ = try model(shapes)
      return []
    } catch let list as DiagnosticList {
      return list.diagnostics
    } catch let error as Diagnostic {
      return [error]
    } catch {
      return []
    }
  }

  private func model(_ shapes: [String]) throws -> Model {
    let request = ModelRequest(
      inputs: try shapes.map { text throws(Diagnostic) in try InputSpecification(parsing: text) })
    let imported = try ImportedBytes(TorchFileBytes.zip(members))
    return try imported.file.makeModel(request, diagnostics: imported.notes)
  }
}
