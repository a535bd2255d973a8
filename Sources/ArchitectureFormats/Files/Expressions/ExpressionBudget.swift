/// What keeps the evaluation of one file bounded, however its expressions are nested.
struct ExpressionBudget {
  /// The most characters of a text.
  static let textLimit = 65536
  /// The most values in a list with all lists in it.
  static let listLimit = 100_000
  /// How deep lists may be nested.
  static let listDepth = 64

  private var remaining = 20_000_000

  /// Takes some units of work.
  mutating func spend(_ count: Int) throws(ExpressionProblem) {
    guard count <= remaining else {
      throw ExpressionProblem("evaluating the file takes more steps than the limit allows")
    }
    remaining -= count
  }
}
