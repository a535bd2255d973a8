/// The kinds of failure that a script can act on; each is one exit code of the program.
public enum FailureKind: Int32, Hashable, Sendable, CaseIterable {
  /// A check ran and failed: a validation, a comparison of numbers, some jobs of a batch.
  case checkFailed = 1
  /// The command line or an option asks for something that cannot be asked.
  case usage = 2
  /// The input's bytes are not what their format prescribes.
  case badInput = 3
  /// The input is well formed and means something that is not supported.
  case unsupported = 4
  /// The operating system refused to read or write; worth a retry.
  case inputOutput = 5
  /// A limit that guards memory, depth or time was reached.
  case resourceLimit = 6
  /// The program itself is at fault.
  case internalFault = 70

  /// The code with which the program ends.
  public var exitCode: Int32 { rawValue }
}
