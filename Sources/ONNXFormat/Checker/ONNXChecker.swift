import ByteIO
import Synchronization

/// The program `recast-onnx-checker`: ONNX's own checker and shape inference in a process of its own.
///
/// It is started early, so that it loads its library while the model is read, and judges one model.
/// Above ``newestOpset`` it cannot judge.
public final class ONNXChecker: Sendable {
  /// The newest opset that libonnx 1.12 knows.
  public static let newestOpset = 17

  /// What judges, for reports.
  static let name = "libonnx"

  /// How long starting, reading and judging may take together at each step.
  private static let timeoutSeconds = 20

  private let channel: CheckerChannel

  /// Starts the program; nothing if that fails.
  public init?(path: String) {
    guard let channel = CheckerChannel(startingProgramAt: path, timeoutSeconds: Self.timeoutSeconds)
    else { return nil }
    self.channel = channel
  }

  /// The program beside the one that runs; nothing if it is not there.
  public static func besideThisProgram() -> String? {
    programBesideThisOne(named: "recast-onnx-checker")
  }

  /// What the program says of a model.
  public enum Judgement: Hashable, Sendable {
    /// It is valid; the types are there if they were asked for.
    case valid([ONNXInferredType])
    /// It is not, and why.
    case invalid(String)
    /// The program does not know, and why.
    case unknown(String)
  }

  /// Hands over a model; locations of external tensors start at the directory.
  ///
  /// - Returns: false if the program is gone.
  func submit(_ model: [UInt8], directory: String, wantsTypes: Bool = false) -> Bool {
    var request = Array("RCK1".utf8)
    request.appendLittleEndian(UInt32(wantsTypes ? 1 : 0))
    request.appendLittleEndian(UInt32(directory.utf8.count))
    request.append(contentsOf: directory.utf8)
    request.appendLittleEndian(UInt64(model.count))
    return channel.send(request) && channel.send(model)
  }

  /// Waits for what the program says of the model that was handed over.
  func judgement() -> Judgement {
    guard let status: UInt32 = integer(), let message = text() else {
      return .unknown("it ended or did not answer in time")
    }
    guard let count: UInt32 = integer() else { return .unknown("its answer ended early") }
    var types: [ONNXInferredType] = []
    for _ in 0..<count {
      guard let type = inferredType() else { return .unknown("its answer ended early") }
      types.append(type)
    }
    switch status {
    case 0: return .valid(types)
    case 1: return .invalid(message)
    default: return .unknown(message)
    }
  }

  private func integer<Value: FixedWidthInteger & BitwiseCopyable>() -> Value? {
    channel.receive(Value.bitWidth / 8)?.littleEndian(at: 0)
  }

  private func text() -> String? {
    guard let count: UInt32 = integer(), count <= 16 << 20 else { return nil }
    guard count > 0 else { return "" }
    return channel.receive(Int(count)).map { String(decoding: $0, as: UTF8.self) }
  }

  private func inferredType() -> ONNXInferredType? {
    guard let name = text(), let number: Int32 = integer(), let rank: Int32 = integer(),
      rank <= 1 << 16
    else { return nil }
    guard rank >= 0 else {
      return ONNXInferredType(name: name, dataType: Int(number), dimensions: nil)
    }
    var dimensions: [ONNXInferredType.Dimension] = []
    for _ in 0..<rank {
      guard let kind: UInt8 = integer() else { return nil }
      switch kind {
      case 1:
        guard let size: Int64 = integer() else { return nil }
        dimensions.append(.fixed(Int(size)))
      case 2:
        guard let symbol = text() else { return nil }
        dimensions.append(.symbol(symbol))
      default: dimensions.append(.unknown)
      }
    }
    return ONNXInferredType(name: name, dataType: Int(number), dimensions: dimensions)
  }
}

/// Checkers that were started before their model was ready.
final class CheckerReserve: Sendable {
  private let waiting = Mutex<(path: String, checker: ONNXChecker)?>(nil)

  /// Starts a checker unless one waits.
  func warmUp(_ path: String) {
    waiting.withLock { slot in
      guard slot == nil, let checker = ONNXChecker(path: path) else { return }
      slot = (path, checker)
    }
  }

  /// The checker that waits, or a new one; nothing if it does not start.
  func take(_ path: String) -> ONNXChecker? {
    let ready = waiting.withLock { slot -> ONNXChecker? in
      guard let found = slot, found.path == path else { return nil }
      slot = nil
      return found.checker
    }
    return ready ?? ONNXChecker(path: path)
  }
}
