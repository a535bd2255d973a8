import Checkpoints
import Diagnostics

/// What is stored beside weights and models: numbers, texts, short vectors of them.
enum FluxMetadata {
  /// How many numbers a vector has that counts as metadata.
  private static let mostElementCount = 64
  private static let mostDepth = 16

  /// The plain values at the top of a file, but for the one that is read as weights.
  static func metadata(
    of document: JuliaDocument, besides path: String
  ) throws(Diagnostic) -> Hyperparameters {
    guard case .document(let record) = try document.root() else { return [:] }
    let name = path.prefix { $0 != "." && $0 != "[" }
    var entries: [Hyperparameters.Entry] = []
    for index in 0..<min(record.count, 1000) where record.names[index] != name {
      if let value = try value(try record.value(at: index), depth: 0) {
        entries.append(Hyperparameters.Entry(name: record.names[index], value: value))
      }
    }
    return Hyperparameters(entries)
  }

  /// Whether an array is short enough to tell of weights and be none.
  static func isSmall(_ array: JuliaArray) -> Bool {
    array.dimensions.count == 1 && array.elementCount <= mostElementCount
  }

  private static func value(
    _ value: JuliaValue, depth: Int
  ) throws(Diagnostic) -> HyperparameterValue? {
    switch value {
    case .nothing: return HyperparameterValue.none
    case .boolean(let value): return .boolean(value)
    case .integer(let value): return .integer(Int(value))
    case .float(let value, _): return .number(value)
    case .string(let text): return .text(text)
    case .array(let array) where isSmall(array) && array.weight != nil:
      guard let scalars = try? array.scalars() else { return nil }
      return .list(try values(scalars, depth: depth))
    case .list(let list) where depth < mostDepth && list.count <= mostElementCount:
      var items: [JuliaValue] = []
      for index in 0..<list.count { items.append(try list.value(at: index)) }
      let values = try values(items, depth: depth + 1)
      return values.count == items.count ? .list(values) : nil
    case .document(let record) where depth < mostDepth && record.count <= mostElementCount:
      var entries: [Hyperparameters.Entry] = []
      for index in 0..<record.count {
        guard let value = try self.value(try record.value(at: index), depth: depth + 1) else {
          return nil
        }
        entries.append(Hyperparameters.Entry(name: record.names[index], value: value))
      }
      return .mapping(Hyperparameters(entries))
    default: return nil
    }
  }

  private static func values(
    _ items: [JuliaValue], depth: Int
  ) throws(Diagnostic) -> [HyperparameterValue] {
    var values: [HyperparameterValue] = []
    for item in items {
      if let value = try value(item, depth: depth) { values.append(value) }
    }
    return values
  }
}
