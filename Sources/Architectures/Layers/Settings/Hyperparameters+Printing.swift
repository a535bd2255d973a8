import Checkpoints

extension Hyperparameters {
  /// Some settings as the framework prints them: `in_features=3, bias=True`.
  func printed(_ names: String...) -> String {
    names.compactMap { name in self[name].map { "\(name)=\($0)" } }.joined(separator: ", ")
  }
}

extension HyperparameterValue {
  /// A tuple of integers.
  static func tuple(_ integers: [Int]) -> HyperparameterValue {
    .list(integers.map { .integer($0) })
  }

  /// The value as Python's `repr` writes it, texts in quotes.
  var quoted: String {
    if case .text(let text) = self { "'\(text)'" } else { description }
  }
}
