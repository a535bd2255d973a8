import GEIRFormat
import ONNXFormat

extension FuzzedGrammar {
  /// Models of ONNX, and of the graph engine.
  static let onnx = FuzzedGrammar("onnx") { input in
    let graphEngine = Result { try input.open(by: GEIRImporter(), named: "model.air") }
    do {
      try input.open(by: ONNXImporter(), named: "model.onnx")
    } catch {
      try graphEngine.get()
    }
  }
}
