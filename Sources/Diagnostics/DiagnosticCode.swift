/// A stable name for one thing that can be wrong or worth knowing, with its explanation.
///
/// Two codes are equal when their names are. The text of a diagnostic may change between releases;
/// its code does not.
public struct DiagnosticCode: Hashable, Sendable {
  /// The name as it is printed: `domain.kebab-case`.
  public let name: String
  /// What kind of failure an error with this code is.
  public let kind: FailureKind
  /// A paragraph for `recast explain`: what it means, why it happens, what to do.
  public let explanation: String

  /// Makes a code; each is declared once, beside the code that raises it.
  public init(_ name: String, kind: FailureKind, explanation: String) {
    self.name = name
    self.kind = kind
    self.explanation = explanation
  }

  public static func == (left: DiagnosticCode, right: DiagnosticCode) -> Bool {
    left.name == right.name
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(name)
  }
}

extension DiagnosticCode: CustomStringConvertible {
  public var description: String { name }
}
