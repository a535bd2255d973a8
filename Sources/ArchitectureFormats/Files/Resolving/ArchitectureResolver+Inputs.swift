import Checkpoints
import ConversionKit
import Diagnostics
import ModelIR

extension ArchitectureResolver {
  /// The graph's inputs as the file declares them.
  mutating func inputs() -> [InputSpecification] {
    var inputs: [InputSpecification] = []
    for input in document.inputs {
      guard let value = evaluated(input.value, in: ExpressionScope()) else { continue }
      do throws(Diagnostic) {
        inputs.append(try Self.input(input.name, value))
      } catch {
        report(error, at: input.value.mark)
      }
    }
    return inputs
  }

  private static func input(
    _ name: String, _ value: HyperparameterValue
  ) throws(Diagnostic) -> InputSpecification {
    let specification: InputSpecification
    switch value {
    case .text(let text): specification = try InputSpecification(parsing: text)
    case .list(let sizes):
      let texts = sizes.map { $0.text ?? $0.integer.map(String.init) ?? "\($0)" }
      specification = try InputSpecification(parsing: "[\(texts.joined(separator: ","))]")
    default:
      throw Diagnostic(
        .invalidInputShape,
        "the shape of '\(name)' is a list of sizes or a text such as i64[batch, sequence]")
    }
    return InputSpecification(
      name: name, elementType: specification.elementType, shape: specification.shape)
  }
}
