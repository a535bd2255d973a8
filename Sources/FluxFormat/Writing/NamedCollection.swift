import ByteIO
import Checkpoints

/// Arrays under names as dictionaries and vectors inside each other, as Julia code walks them:
/// `layers[1].weight` is `weights[:layers][1][:weight]`.
///
/// A part of a name that cannot be a step of such a path stays as it is, so that every name can be told
/// from the result.
struct NamedCollection: Sendable {
  /// A dictionary or a vector with what it holds so far.
  private struct Container {
    let isList: Bool
    var keys: [String] = []
    /// The children by key; positions of vectors as text.
    var children: [ExactName: Int] = [:]
  }

  private enum Node {
    /// A container by its number.
    case container(Int)
    case array(WrittenArray)
  }

  /// The containers, the root first; apart from the nodes, so that they grow where they are.
  private var containers = [Container(isList: false)]
  private var nodes: [Node] = [.container(0)]
  /// Names of one step; what would be a dictionary of such a name is not made.
  private let arrayNames: Set<ExactName>
  private static let mostDepth = 64

  /// Puts arrays together.
  init(_ entries: [(name: String, array: WrittenArray)]) {
    let paths = entries.map { Self.steps(of: $0.name, mostPosition: 16 + 8 * entries.count) }
    arrayNames = Set(paths.lazy.filter { $0.count == 1 }.map(\.[0].name))
    for (entry, steps) in zip(entries, paths) { add(entry.array, named: entry.name, at: steps) }
  }

  /// The collection as a value.
  var value: WrittenValue { value(of: 0) }

  /// Whether a reader of BSON.jl would take a dictionary with the key for something else.
  static func isReserved(_ key: String) -> Bool { key == "tag" || key == "_backrefs" }

  /// One step of a path.
  private enum Step {
    case key(String)
    /// A position, counted from 1.
    case position(Int)

    var text: String {
      switch self {
      case .key(let key): key
      case .position(let position): String(position)
      }
    }

    var name: ExactName { ExactName(text) }
  }

  private mutating func add(_ array: WrittenArray, named name: String, at steps: [Step]) {
    guard steps.count == 1 || !arrayNames.contains(steps[0].name) else {
      return insertWhole(array, name)
    }
    var place = 0
    for (index, step) in steps.enumerated() {
      let rest = steps[(index + 1)...]
      guard let next = rest.first else {
        if insert(.array(array), step, into: place) == nil { insertWhole(array, name) }
        return
      }
      let isList = if case .position = next { true } else { false }
      guard let child = child(step, of: place, isList: isList) else {
        insertWhole(array, name)
        return
      }
      place = child
    }
  }

  /// A name that no path leads to is one key.
  private mutating func insertWhole(_ array: WrittenArray, _ name: String) {
    _ = insert(.array(array), .key(name), into: 0)
  }

  /// The container at a step, made where there is none; nothing where something else is there.
  private mutating func child(_ step: Step, of place: Int, isList: Bool) -> Int? {
    guard case .container(let number) = nodes[place] else { return nil }
    guard let known = containers[number].children[step.name] else {
      containers.append(Container(isList: isList))
      return insert(.container(containers.count - 1), step, into: place)
    }
    guard case .container(let child) = nodes[known], containers[child].isList == isList else {
      return nil
    }
    return known
  }

  private mutating func insert(_ node: Node, _ step: Step, into place: Int) -> Int? {
    guard case .container(let number) = nodes[place],
      containers[number].children[step.name] == nil
    else { return nil }
    containers[number].keys.append(step.text)
    containers[number].children[step.name] = nodes.count
    nodes.append(node)
    return nodes.count - 1
  }

  private func value(of index: Int) -> WrittenValue {
    switch nodes[index] {
    case .array(let array): return .array(array)
    case .container(let number):
      let container = containers[number]
      guard container.isList else {
        return .dictionary(
          container.keys.map { ($0, container.children[ExactName($0)].map(value) ?? .nothing) })
      }
      let count = container.keys.compactMap { Int($0) }.max() ?? 0
      return .list(
        (0..<count).map { container.children[ExactName(String($0 + 1))].map(value) ?? .nothing })
    }
  }

  /// `layers[1].weight` as its steps; the whole name where it is no path.
  private static func steps(of name: String, mostPosition: Int) -> [Step] {
    var steps: [Step] = []
    for part in name.split(separator: ".", omittingEmptySubsequences: false) {
      let key = part.prefix { $0 != "[" }
      guard !key.isEmpty, !isReserved(String(key)) else { return [.key(name)] }
      steps.append(.key(String(key)))
      var rest = part[key.endIndex...]
      while !rest.isEmpty {
        guard rest.first == "[", let end = rest.firstIndex(of: "]"),
          let position = Int(rest[rest.index(after: rest.startIndex)..<end]),
          (1...mostPosition).contains(position),
          String(position) == rest[rest.index(after: rest.startIndex)..<end]
        else { return [.key(name)] }
        steps.append(.position(position))
        rest = rest[rest.index(after: end)...]
      }
    }
    return steps.count <= mostDepth ? steps : [.key(name)]
  }
}
