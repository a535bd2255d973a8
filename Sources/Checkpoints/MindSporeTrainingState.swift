import ByteIO

/// Which entries of a checkpoint of MindSpore are the state of a training, by the names that its
/// optimizers give.
public struct MindSporeTrainingState: Sendable {
  private let shapes: [ExactName: [Int]]

  /// Names of numbers that optimizers and loss scaling keep.
  private static let names: Set<String> = [
    "global_step", "learning_rate", "momentum", "beta1_power", "beta2_power", "scale_sense",
    "current_iterator_step", "last_overflow_iterator_step",
  ]

  /// What stands before a parameter's name in the name of its state, with what must stand before the
  /// same name where the mark could also be a layer's name: FTRL keeps `linear.` and `moments.`.
  private static let prefixes: [(mark: String, companions: [String])] = [
    ("moments.", []), ("moment1.", []), ("moment2.", []), ("adam_m.", []), ("adam_v.", []),
    ("accum.", []), ("accum_update.", ["accum."]), ("stat.", ["accum."]),
    ("linear.", ["moments."]), ("mean_square.", []), ("moment.", ["mean_square."]),
    ("mean_grad.", ["mean_square."]), ("prev.", ["step_size."]), ("step_size.", ["prev."]),
    ("ax_.", []), ("vhat.", []),
  ]

  /// Marks before the whole name of a parameter, whose state is one number.
  private static let numberPrefixes = ["mu_", "eta_"]

  /// Takes the names and sizes of all entries: a state has those of the parameter that it belongs to.
  public init(_ entries: [(name: String, shape: [Int])]) {
    shapes = Dictionary(
      entries.map { (ExactName($0.name), $0.shape) }, uniquingKeysWith: { first, _ in first })
  }

  /// Whether an entry is part of the state.
  public func contains(_ name: String, _ shape: [Int]) -> Bool {
    if Self.names.contains(name) { return shape.count <= 1 }
    if name.hasPrefix("accu_grads") { return true }
    for (mark, companions) in Self.prefixes {
      guard let rest = Self.rest(of: name, behind: mark), shapes[ExactName(rest)] == shape else {
        continue
      }
      return companions.allSatisfy { shapes[ExactName($0 + rest)] != nil }
    }
    return shape.isEmpty
      && Self.numberPrefixes.contains { mark in
        Self.rest(of: name, behind: mark).map { shapes[ExactName($0)] != nil } ?? false
      }
  }

  private static func rest(of name: String, behind mark: String) -> String? {
    guard name.utf8.starts(with: mark.utf8) else { return nil }
    return String(decoding: name.utf8.dropFirst(mark.utf8.count), as: UTF8.self)
  }
}
