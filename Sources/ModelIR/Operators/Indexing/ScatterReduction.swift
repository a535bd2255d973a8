/// How a scattered element meets the one that is there.
public enum ScatterReduction: Hashable, Sendable {
  /// It replaces it.
  case none
  /// They are added.
  case add
  /// They are multiplied.
  case multiply
  /// The smaller one stays.
  case minimum
  /// The greater one stays.
  case maximum
}
