import ByteIO
import ConversionKit
import Diagnostics

/// One judgement by ONNX's own checker, while the output is written.
///
/// Whatever keeps the program from judging is a diagnostic; only its verdict stops the export.
final class ONNXCheck {
  private let model: ONNXModel
  private let diagnostics: DiagnosticCollector
  private var checker: ONNXChecker?

  /// Takes a checker that waits, or starts one; none where none is asked for or it cannot judge.
  init(
    of model: ONNXModel, options: ExportOptions, reserve: CheckerReserve,
    diagnostics: DiagnosticCollector
  ) {
    self.model = model
    self.diagnostics = diagnostics
    guard let path = options.checkerPath, model.opset <= ONNXChecker.newestOpset else { return }
    checker = reserve.take(path)
    if checker == nil {
      diagnostics.emit(
        Diagnostic(
          .onnxCheckerMissing, severity: .note,
          "the checker '\(path)' did not start; only Recast's own checks were made"))
    }
  }

  /// Hands the model over; the file stands for the tensors and has to exist.
  func submit(directory: String, existingFile path: String) {
    guard let checker else { return }
    let message = model.structure(withTensorsIn: SourceFile.name(of: path)).message()
    var sink = MemorySink()
    do throws(Diagnostic) {
      try message.write(to: &sink)
    } catch {
      return giveUp(error.message)
    }
    if !checker.submit(sink.bytes, directory: directory) { giveUp("it ended") }
  }

  /// Waits for the verdict and returns who gave one.
  ///
  /// - Throws: ``DiagnosticCode/onnxCheckerRejected`` if the model is invalid.
  func finish() throws(Diagnostic) -> String? {
    guard let checker else { return nil }
    switch checker.judgement() {
    case .valid: return ONNXChecker.name
    case .unknown(let reason):
      giveUp(reason)
      return nil
    case .invalid(let message):
      throw Diagnostic(
        .onnxCheckerRejected,
        "ONNX's checker finds the model invalid, nothing was written: \(message)")
    }
  }

  private func giveUp(_ reason: String) {
    checker = nil
    diagnostics.emit(
      Diagnostic(
        .onnxCheckerFailed, severity: .warning,
        "the checker gave no judgement: \(reason); only Recast's own checks were made"))
  }
}
