public import Checkpoints
public import Diagnostics
import ModelIR

/// The settings given to a layer and the sizes of its stored tensors; what a layer is made of.
///
/// A layer takes each setting by name; ``requireAllTaken()`` then refuses what nobody asked for.
public struct LayerSettings: Sendable {
  /// The layer's kind as the source names it.
  public let kind: String
  /// The layer's path from the root: `features.0`.
  public let path: String
  /// What is given.
  public let given: Hyperparameters
  /// Where sizes that are left out are solved from; nothing without a checkpoint.
  public let stored: StoredShapes?
  /// Whether settings that no layer knows are an error; the attributes of a pickled object are not.
  public let refusesUnknown: Bool

  private var taken: Set<String> = []

  /// Makes settings.
  public init(
    kind: String, path: String, given: Hyperparameters, stored: StoredShapes? = nil,
    refusesUnknown: Bool = true
  ) {
    self.kind = kind
    self.path = path
    self.given = given
    self.stored = stored
    self.refusesUnknown = refusesUnknown
  }

  /// The sizes of a stored tensor of the layer: of its `weight`, of its child's `out_proj.weight`.
  public func storedShape(_ name: String) -> [Int]? {
    stored?[path.isEmpty ? name : "\(path).\(name)"]?.shape
  }

  /// A size of a stored tensor, where it has the axis.
  public func storedSize(_ name: String, axis: Int) -> Int? {
    guard let shape = storedShape(name), shape.indices.contains(axis) else { return nil }
    return shape[axis]
  }

  /// Whether the layer has a stored tensor of a name; nothing without a checkpoint.
  public func isStored(_ name: String) -> Bool? {
    guard stored != nil else { return nil }
    return storedShape(name) != nil
  }

  /// A setting as it was given, under any of its names.
  public mutating func value(_ names: String...) -> HyperparameterValue? {
    var found: HyperparameterValue?
    for name in names {
      taken.insert(name)
      if found == nil { found = given[name] }
    }
    return found
  }

  /// An integer: as given, else as solved, else as defaulted.
  ///
  /// - Throws: ``DiagnosticCode/layerSettingMissing`` if there is none of the three,
  ///   ``DiagnosticCode/layerSettingInvalid`` for another type or a number outside the range.
  public mutating func integer(
    _ name: String, solved: Int? = nil, default fallback: Int? = nil, in range: ClosedRange<Int>
  ) throws(Diagnostic) -> Int {
    guard let value = value(name) else {
      guard let known = solved ?? fallback else { throw missing(name) }
      guard range.contains(known) else { throw invalid(name, .integer(known), "\(range)") }
      return known
    }
    guard let integer = value.integer, range.contains(integer) else {
      throw invalid(name, value, "an integer in \(range)")
    }
    return integer
  }

  /// A truth value: as given, else as solved, else as defaulted.
  public mutating func boolean(
    _ name: String, solved: Bool? = nil, default fallback: Bool
  ) throws(Diagnostic) -> Bool {
    guard let value = value(name) else { return solved ?? fallback }
    guard let boolean = value.boolean else { throw invalid(name, value, "true or false") }
    return boolean
  }

  /// A number: as given, else as defaulted.
  public mutating func number(
    _ name: String, default fallback: Double
  ) throws(Diagnostic) -> Double {
    guard let value = value(name) else { return fallback }
    guard let number = value.number else { throw invalid(name, value, "a number") }
    return number
  }

  /// A text out of a few: as given, else as defaulted.
  public mutating func choice(
    _ name: String, of choices: [String], default fallback: String
  ) throws(Diagnostic) -> String {
    guard let value = value(name) else { return fallback }
    guard let text = value.text, choices.contains(text) else {
      throw invalid(name, value, "one of \(choices.joined(separator: ", "))")
    }
    return text
  }

  /// Sizes of some axes: a list of that many, or one integer for all.
  public mutating func sizes(
    _ name: String, rank: Int, solved: [Int]? = nil, default fallback: [Int]? = nil,
    in range: ClosedRange<Int>
  ) throws(Diagnostic) -> [Int] {
    let sizes: [Int]
    switch value(name) {
    case nil:
      guard let known = solved ?? fallback else { throw missing(name) }
      sizes = known
    case .some(let value):
      if let integer = value.integer {
        sizes = [Int](repeating: integer, count: rank)
      } else if let integers = value.integers, integers.count == rank {
        sizes = integers
      } else if let integers = value.integers, integers.count == 1, rank > 0 {
        sizes = [Int](repeating: integers[0], count: rank)
      } else {
        throw invalid(name, value, "one integer or \(rank)")
      }
    }
    guard sizes.count == rank, sizes.allSatisfy(range.contains) else {
      throw invalid(name, .list(sizes.map { .integer($0) }), "\(rank) integers in \(range)")
    }
    return sizes
  }

  /// Names settings that the layer accepts and that change nothing here: `inplace`.
  public mutating func ignore(_ names: String...) {
    for name in names { taken.insert(name) }
  }

  /// Checks that every given setting was asked for.
  ///
  /// - Throws: ``DiagnosticCode/layerSettingUnknown`` that names all of the others.
  public func requireAllTaken() throws(Diagnostic) {
    guard refusesUnknown else { return }
    let unknown = given.entries.map(\.name).filter { !taken.contains($0) }
    guard unknown.isEmpty else {
      throw Diagnostic(
        .layerSettingUnknown,
        "\(kind) has no setting \(unknown.map { "'\($0)'" }.joined(separator: ", ")); it takes "
          + (taken.isEmpty ? "none" : taken.sorted().joined(separator: ", ")),
        at: Location(path: path))
    }
  }

  /// The error for a setting that is neither given nor solved.
  public func missing(_ name: String) -> Diagnostic {
    Diagnostic(
      .layerSettingMissing,
      "\(kind) needs '\(name)', which is neither given nor known from the stored tensors",
      at: Location(path: path))
  }

  /// The error for a setting of the wrong type or out of range.
  public func invalid(
    _ name: String, _ value: HyperparameterValue, _ expected: String
  ) -> Diagnostic {
    Diagnostic(
      .layerSettingInvalid, "'\(name)' of \(kind) is \(value), expected \(expected)",
      at: Location(path: path))
  }
}
