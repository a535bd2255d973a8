import ByteIO
import Diagnostics
import ModelIR

/// Compares what a model gives with what was recorded.
struct NumberComparison {
  let files: BatchJob.NumberFiles
  /// ONNX Runtime's library; nothing where there is none.
  let library: String?

  /// What came of it, and the error where numbers differ.
  struct Outcome {
    var check: BatchResult.NumberCheck
    var diagnostic: Diagnostic?
  }

  /// Runs a model and compares.
  func compare(_ model: String) -> Outcome {
    guard let library else {
      return Outcome(
        check: .notChecked("ONNX Runtime is not installed"),
        diagnostic: notChecked(
          "ONNX Runtime is not installed", model))
    }
    do {
      let difference = try largestDifference(model, library)
      return Outcome(check: .passed(difference))
    } catch let failure as ModelRun.Failure {
      switch failure {
      case .noRuntime(let reason):
        return Outcome(
          check: .notChecked(reason),
          diagnostic: notChecked("ONNX Runtime cannot be loaded: \(reason)", model))
      case .refused(let reason):
        return Outcome(
          check: .failed,
          diagnostic: Diagnostic(
            .batchOtherNumbers, "ONNX Runtime refuses: \(reason)", at: Location(file: model)))
      }
    } catch {
      let diagnostic =
        error as? Diagnostic ?? Diagnostic(.internalFault, "\(error)", at: Location(file: model))
      return Outcome(check: .failed, diagnostic: diagnostic)
    }
  }

  private func notChecked(_ reason: String, _ model: String) -> Diagnostic {
    Diagnostic(
      .batchNotChecked, severity: .warning, "the numbers are not checked: \(reason)",
      at: Location(file: model))
  }

  /// Runs the model; throws where a number is not within the tolerances.
  private func largestDifference(_ model: String, _ library: String) throws -> Double {
    let inputs = try RecordedArrays(readingFileAt: files.inputs)
    let expected =
      files.outputs == files.inputs ? inputs : try RecordedArrays(readingFileAt: files.outputs)
    let run = try ModelRun.load(model, with: library)
    for (index, name) in run.inputNames.enumerated() {
      guard let array = try inputs.array(named: name) else {
        throw failure(
          "there is no array '\(name)' for the input of this name; there are "
            + inputs.names.joined(separator: ", "), files.inputs)
      }
      try run.set(index, to: array)
    }
    var largest = 0.0
    for output in try run.outputs() {
      guard let array = try expected.array(named: output.name) else {
        throw failure(
          "there is no array '\(output.name)' for the output of this name; there are "
            + expected.names.joined(separator: ", "), files.outputs)
      }
      guard array.shape == output.shape else {
        throw failure(
          "the output '\(output.name)' has the shape \(output.shape), \(array.shape) is expected",
          files.outputs)
      }
      largest = max(largest, try largestDifference(output, array))
    }
    return largest
  }

  private func largestDifference(
    _ output: ModelRun.Output, _ expected: RecordedArrays.Array
  ) throws(Diagnostic) -> Double {
    let found = ElementNumbers(output.bytes, output.elementType)
    let wanted = ElementNumbers(expected.bytes, expected.elementType)
    var largest = 0.0
    var outside = 0
    var worst: (index: Int, found: Double, wanted: Double)?
    for index in 0..<min(found.count, wanted.count) {
      let (left, right) = (found[index], wanted[index])
      if left == right || left.isNaN && right.isNaN { continue }
      let difference = (left - right).magnitude
      let limit = files.absoluteTolerance + files.relativeTolerance * right.magnitude
      // A comparison with NaN is false, and so is one of an infinity with itself above.
      if !(difference <= limit) || !right.isFinite {
        outside += 1
        if worst == nil || difference > largest { worst = (index, left, right) }
      }
      if difference > largest { largest = difference }
    }
    guard let worst else { return largest }
    throw failure(
      "\(outside) of \(found.count) elements of '\(output.name)' are not within rtol "
        + "\(files.relativeTolerance), atol \(files.absoluteTolerance): element \(worst.index) is "
        + "\(worst.found), expected \(worst.wanted)", files.outputs)
  }

  private func failure(_ message: String, _ file: String) -> Diagnostic {
    Diagnostic(.batchOtherNumbers, message, at: Location(file: file))
  }
}

/// The elements of an array as numbers.
private struct ElementNumbers {
  private let bytes: [UInt8]
  private let type: ElementType
  let count: Int

  init(_ bytes: [UInt8], _ type: ElementType) {
    switch type {
    case .float16:
      self.bytes = FloatConversion.float16ToFloat32.apply(to: bytes)
      self.type = .float32
    case .bfloat16:
      self.bytes = FloatConversion.bfloat16ToFloat32.apply(to: bytes)
      self.type = .float32
    default:
      self.bytes = bytes
      self.type = type
    }
    count = self.bytes.count / max(1, self.type.byteCount)
  }

  subscript(index: Int) -> Double {
    let place = index * type.byteCount
    func value<Value: FixedWidthInteger & BitwiseCopyable>(_: Value.Type) -> Value {
      bytes.littleEndian(Value.self, at: place) ?? 0
    }
    return switch type {
    case .float32: Double(Float(bitPattern: value(UInt32.self)))
    case .float64: Double(bitPattern: value(UInt64.self))
    case .int8: Double(value(Int8.self))
    case .int16: Double(value(Int16.self))
    case .int32: Double(value(Int32.self))
    case .int64: Double(value(Int64.self))
    case .uint16: Double(value(UInt16.self))
    case .uint32: Double(value(UInt32.self))
    case .uint64: Double(value(UInt64.self))
    default: Double(value(UInt8.self))
    }
  }
}
