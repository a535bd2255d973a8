public import Checkpoints
import Diagnostics
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

  fileprivate var hyperparameterValue: HyperparameterValue {
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

extension HyperparameterValue {
  /// The deepest nesting of a value that is read.
  private static let depthLimit = 64

  /// Makes the value that a JSON text writes, or nothing for another text.
  public init?(parsingJSON text: String) {
    var options = JSONOptions()
    options.depthLimit = Self.depthLimit
    guard let document = try? JSONDocument.parse(Array(text.utf8), options: options) else {
      return nil
    }
    self = document.root.hyperparameterValue
  }
}
