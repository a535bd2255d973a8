/// What Python would make by a call, as the file describes it; nothing is called.
public struct PickleObject: Sendable {
  /// The instruction that asks for the object.
  public enum Form: Hashable, Sendable, BitwiseCopyable {
    /// `callable(*arguments)`.
    case reduce
    /// `callable.__new__(callable, *arguments)`.
    case newObject
    /// `callable.__new__(callable, *arguments, **keywords)`.
    case newObjectWithKeywords
    /// An instance as protocols 0 and 1 make them.
    case instance
  }

  /// The instruction that asks for the object.
  public let form: Form
  /// The class or function: a global, a persistent reference or an object.
  public let callable: PickleValue
  /// The positional arguments: always a tuple.
  public let arguments: PickleValue
  /// The arguments by name: always a dictionary.
  public let keywords: PickleValue?
  /// The states that are set afterwards, nearly always at most one.
  public let states: PickleItems
  /// What is appended to the object afterwards.
  public let appended: PickleItems
  /// What is stored in the object by key afterwards.
  public let items: PicklePairs
  /// What is added to the object as to a set afterwards.
  public let added: PickleItems
  /// Where the instruction is, from the start of the file.
  public let byteOffset: Int
}
