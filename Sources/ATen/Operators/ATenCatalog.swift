extension ATenOperatorTable {
  /// Every operator, family by family.
  static let all: [ATenOperator] = [views].flatMap(\.self)
}
