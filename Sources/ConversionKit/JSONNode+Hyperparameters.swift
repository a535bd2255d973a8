import Checkpoints
import JSONText

extension JSONNode {
  /// The members of an object as settings; nothing for other values.
  ///
  /// It recurses as deep as the text is nested, which its reader limits.
  var hyperparameters: Hyperparameters? {
    guard kind == .object else { return nil }
    return Hyperparameters(
      members.map {
        Hyperparameters.Entry(name: $0.name, value: $0.value.hyperparameterValue)
      })
  }

  private var hyperparameterValue: HyperparameterValue {
    switch kind {
    case .null: .none
    case .boolean: .boolean(boolean ?? false)
    case .string: .text(string ?? "")
    case .number: integer.map { .integer($0) } ?? .number(number ?? 0)
    case .array: .list(items.map(\.hyperparameterValue))
    case .object: .mapping(hyperparameters ?? Hyperparameters())
    }
  }
}
