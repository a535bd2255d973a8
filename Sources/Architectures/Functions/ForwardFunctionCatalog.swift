/// The functions that steps may name.
public enum ForwardFunctionCatalog {
  /// The function of a name.
  public static func function(_ name: String) -> (any ForwardFunction.Type)? { byName[name] }

  /// Every function.
  public static let all: [any ForwardFunction.Type] = []

  private static let byName: [String: any ForwardFunction.Type] = Dictionary(
    all.flatMap { function in function.names.map { ($0, function) } },
    uniquingKeysWith: { first, _ in first })
}
