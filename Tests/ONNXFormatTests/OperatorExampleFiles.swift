import ByteIO
import ConversionKit
import Diagnostics
import Foundation
import ModelIR
import Testing

@testable import ONNXFormat

/// Writes every example for `Tests/Conformance/operators.py`, which runs them and compares numbers.
@Suite struct OperatorExampleFiles {
  private static let folder = ProcessInfo.processInfo.environment["RECAST_OPERATOR_EXAMPLES"]

  @Test(.enabled(if: folder != nil), arguments: [13, 17, 18, 21])
  func `every example is written for the conformance suite`(opset: Int) throws {
    let folder = try #require(Self.folder)
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    for (name, example) in AllExamples.list {
      let description = json(describing: example.operator)
      let metadata = [
        MetadataEntry("operator", AnyOperator(example.operator).definition.name),
        MetadataEntry("attributes", description),
        MetadataEntry(
          "operands", json(describing: example.operands.map { $0 != nil })),
      ]
      guard let exported = try? ExportedExample(example, opset: opset, metadata: metadata) else {
        continue
      }
      var file = try OutputFile(replacing: "\(folder)/\(name)-opset\(opset).onnx")
      try exported.onnx.message().write(to: &file)
      try file.commit()
    }
  }
}
