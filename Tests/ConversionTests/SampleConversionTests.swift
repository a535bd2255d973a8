import ByteIO
import ConversionKit
import Diagnostics
import ModelIR
import Recast
import TestSupport
import Testing

@Suite struct SampleConversionTests {
  @Test func `there are samples`() {
    #expect(SampleRow.converting.count > 50)
  }

  @Test(arguments: SampleRow.converting)
  func `a sample converts and has the recorded inputs and outputs`(row: SampleRow) throws {
    let folder = try TemporaryFolder()
    let collector = DiagnosticCollector()
    let report = try Conversion(
      from: row.path, to: folder.path(of: "m.onnx"), request: try row.request
    ).run(diagnostics: collector)
    #expect(report.source.id == "flux-bson")
    #expect(folder.names.first == "m.onnx")
    #expect(collector.diagnostics.allSatisfy { $0.severity != .error })
    #expect(report.summary.inputs.count == row.inputs.count)
    #expect(report.summary.outputs.count == row.outputs.count)
    for (types, tensors) in [
      (report.summary.inputs, row.inputs), (report.summary.outputs, row.outputs),
    ] {
      for (type, tensor) in zip(types, tensors) {
        #expect(type.name == tensor.name)
        #expect(type.type.elementType == ElementType(text: tensor.dtype))
        #expect(type.type.shape.canDescribe(tensor.shape), "\(type.type) for \(tensor.shape)")
      }
    }
  }

  @Test(arguments: SampleRow.refused)
  func `a sample is refused with its code and nothing is written`(row: SampleRow) throws {
    let folder = try TemporaryFolder()
    let conversion = Conversion(
      from: row.path, to: folder.path(of: "m.onnx"), request: try row.request)
    do {
      _ = try conversion.run(diagnostics: DiagnosticCollector())
      Issue.record("it converts")
    } catch let error as Diagnostic {
      #expect(error.code.name == row.expect)
      #expect(error.location.file == row.path)
    } catch let error as DiagnosticList {
      #expect(error.diagnostics.contains { $0.code.name == row.expect })
      #expect(error.diagnostics.allSatisfy { $0.location.file == row.path })
    }
    #expect(folder.names.isEmpty)
  }
}

extension SampleRow {
  /// The request that the row stands for.
  var request: ModelRequest {
    get throws {
      ModelRequest(
        selection: select,
        inputs: try (inputShape ?? "").split(separator: " ")
          .map { try InputSpecification(parsing: String($0)) })
    }
  }
}

extension Shape {
  /// Whether a tensor of these sizes can have the shape.
  fileprivate func canDescribe(_ sizes: [Int]) -> Bool {
    rank == sizes.count
      && zip(dimensions, sizes).allSatisfy { $0.canEqual(.fixed($1)) }
  }
}
