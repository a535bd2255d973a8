/// One token of a JSON text, without its content.
public enum JSONToken: Hashable, Sendable {
  case objectStart
  case objectEnd
  case arrayStart
  case arrayEnd
  /// The name of a member; its value follows.
  case name
  case string
  case number
  case boolean(Bool)
  case null
  /// The end of the text; nothing but white space stood before it.
  case end
}
