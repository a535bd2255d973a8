/// In which order a recurrent layer goes through time.
public enum RecurrentDirection: Hashable, Sendable {
  /// From the first step to the last.
  case forward
  /// From the last step to the first; results stay at their own steps.
  case reverse
  /// Both, with weights of their own: forward first, then reverse.
  case bidirectional

  /// The number of passes, the size of the axis `dirs`.
  public var count: Int { self == .bidirectional ? 2 : 1 }
}
