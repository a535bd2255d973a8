/// How strictly a text is read and what it may cost.
public struct JSONOptions: Hashable, Sendable {
  /// What becomes of an object with two members of one name.
  public enum DuplicateNames: Hashable, Sendable {
    /// The document is refused.
    case refuse
    /// All members are kept in their order; looking one up finds the first.
    case keep
  }

  /// What becomes of an object with two members of one name; names are compared decoded.
  public var duplicateNames = DuplicateNames.refuse
  /// Whether `NaN`, `Infinity` and `-Infinity` stand for numbers, as Python writes them.
  public var acceptsNonFiniteNumbers = false
  /// The deepest nesting of objects and arrays.
  public var depthLimit = 512
  /// The longest text in bytes.
  public var byteCountLimit = 512 << 20

  /// Makes the standard options: RFC 8259 to the letter.
  public init() {}
}
