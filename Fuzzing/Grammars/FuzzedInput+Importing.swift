import ByteIO
import Checkpoints
import ConversionKit
import Diagnostics
import ModelIR

extension FuzzedInput {
  /// Opens the bytes, or others made of them, by an importer and asks for everything that it can give.
  func open(
    by importer: some Importer, named name: String, as bytes: [UInt8]? = nil,
    inputs: [InputSpecification] = []
  ) throws {
    let source = try self.source(named: name, of: bytes)
    _ = importer.claim(source, prefix: try source.prefix(4096))
    if let report = try? importer.securityReport(of: source) {
      for reference in report.references { note(reference.name) }
    }
    let diagnostics = DiagnosticCollector()
    let file = try importer.open(source, diagnostics: diagnostics)
    for entry in file.summary.entries { note(entry.path) }
    let failures = [
      attempt { try readTensors(of: file) },
      attempt {
        let checkpoint = try file.makeCheckpoint(selection: nil, diagnostics: diagnostics)
        for remark in checkpoint.remarks { note(remark.name) }
      },
      attempt { _ = try file.moduleTree(selection: nil) },
      attempt {
        let request = ModelRequest(inputs: inputs)
        let model = try file.makeModel(request, diagnostics: diagnostics)
        if let violation = model.graph.verify().first { throw violation }
      },
    ]
    // A file that gives nothing at all is refused by the first thing that was asked of it.
    if !failures.contains(where: { $0 == nil }), let first = failures[0] { throw first }
  }

  /// Reads the bytes of tensors, up to a number that keeps a run short.
  private func readTensors(of file: any ImportedFile) throws {
    var left = 1 << 20
    for tensor in try file.tensors() {
      note(tensor.name)
      guard tensor.weight.hasElements, tensor.weight.byteCount <= left else { continue }
      left -= try tensor.weight.bytes(limit: left).count
    }
  }

  /// What a step fails with.
  private func attempt(_ step: () throws -> Void) -> (any Error)? {
    do {
      try step()
      return nil
    } catch {
      return error
    }
  }
}
