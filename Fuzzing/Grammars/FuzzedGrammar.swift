/// A grammar that is fuzzed: how its readers are called, as far as bytes can lead them.
public struct FuzzedGrammar: Sendable {
  /// The name of its dictionary, of its seeds and of the folder of inputs that failed once.
  public let name: String

  private let body: @Sendable (FuzzedInput) throws -> Void

  init(_ name: String, _ body: @escaping @Sendable (FuzzedInput) throws -> Void) {
    self.name = name
    self.body = body
  }

  /// Reads everything that can be reached from the bytes.
  ///
  /// - Throws: a `Diagnostic` or a list of them where the bytes are refused, ``Contradiction`` where two
  ///   ways of reading them disagree, or where a file stays open although nobody needs it any more.
  public func read(_ input: FuzzedInput) throws {
    let outcome = Result { try body(input) }
    if let path = input.keptPath {
      throw Contradiction("'\(path)' stays open after it was read")
    }
    try outcome.get()
  }
}

extension FuzzedGrammar {
  /// Every grammar.
  public static let all: [FuzzedGrammar] = [
    .bson, .pickle, .zip, .tar, .protobuf, .safetensors, .printedModel, .yaml, .torchScript, .json,
    .numpy, .mindIR, .onnx, .compressed,
  ]
}

/// Two ways of reading the same bytes that should agree and do not, or a file that is never closed.
public struct Contradiction: Error, CustomStringConvertible {
  /// What disagrees.
  public let text: String

  init(_ text: String) { self.text = text }

  public var description: String { text }
}
