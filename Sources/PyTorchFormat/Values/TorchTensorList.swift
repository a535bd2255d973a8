import ByteIO
import Diagnostics
import ModelIR
import Pickle

/// Every tensor that is reached from a value, by its name there.
///
/// A value that holds no tensor is looked at once, however often it occurs; one that does counts under
/// each of its names, as in PyTorch.
struct TorchTensorList: Sendable {
  /// One tensor.
  struct Entry: Sendable {
    /// Its name from the root: keys, positions and attributes, joined by dots.
    let name: String
    /// How many elements the tensor has.
    let elementCount: Int
    fileprivate let content: Content

    /// The tensor; one that only had to be counted is made at each call.
    var tensor: TorchTensor { content.tensor }
  }

  /// A tensor, or where it is described: a summary needs no more, and most are never made.
  fileprivate enum Content: Sendable {
    indirect case made(TorchTensor)
    case described(TorchNode)

    var tensor: TorchTensor {
      switch self {
      case .made(let tensor): return tensor
      case .described(let node):
        if case .tensor(let tensor)? = try? node.value() { return tensor }
        // It was read without fault before.
        return TorchTensor(weight: Weight(.uint8, shape: [0], bytes: []), elementType: .uint8)
      }
    }
  }

  private struct Found {
    let elementCount: Int
    let content: Content

    init(_ tensor: TorchTensor) {
      elementCount = tensor.weight.elementCount
      content = .made(tensor)
    }

    init(_ node: TorchNode, elementCount: Int) {
      self.elementCount = elementCount
      content = .described(node)
    }
  }

  /// The tensors in the file's order.
  private(set) var entries: [Entry] = []
  /// Functions that the object calls and that mean nothing here, each once.
  private(set) var unknownCalls: [TorchClassName] = []
  /// Where the tensors below a container's name stand in the list.
  private(set) var ranges: [ExactName: Range<Int>] = [:]

  /// So many names at most; see ``DiagnosticCode/torchTooManyTensors``.
  static let mostNames = 1_000_000
  /// How many names a tensor or a container may have on average: values can be parts of several others,
  /// and these again.
  private static let mostNamesEach = 64
  /// Below so many entries of the root, a second thread costs more than it gains.
  private static let leastSharedCount = 8192

  private enum Target {
    case container(Int)
    case tensor(Found)
    case failure(Diagnostic)
  }

  private struct Holder {
    let value: TorchValue
    var children: [(step: TorchPathStep, target: Target)] = []
    var parents: [Int] = []
    var holdsTensors = false
  }

  private var holders: [Holder] = []

  /// Makes an empty list.
  init() {}

  /// Adds a tensor.
  mutating func append(_ tensor: TorchTensor, named name: String) {
    append(Found(tensor), named: name)
  }

  private mutating func append(_ found: Found, named name: String) {
    entries.append(
      Entry(name: name, elementCount: found.elementCount, content: found.content))
  }

  /// Adds another list's tensors.
  mutating func append(_ other: TorchTensorList) { entries += other.entries }

  /// Lists the tensors of a value.
  ///
  /// - Throws: a diagnostic for a tensor that contradicts itself or its storage, with its name;
  ///   ``DiagnosticCode/torchTooManyTensors``.
  init(of root: TorchNode, named rootName: String = "") throws(Diagnostic) {
    let value: TorchValue
    do throws(Diagnostic) { value = try root.value() } catch {
      throw error.located(at: Location(path: rootName.isEmpty ? "tensor" : rootName))
    }
    if case .tensor(let tensor) = value {
      append(tensor, named: rootName.isEmpty ? "tensor" : rootName)
      if tensor.attributes.isEmpty { return }
    } else if case .storage(let storage) = value {
      append(try root.tensor(of: storage), named: rootName.isEmpty ? "storage" : rootName)
      return
    }
    find(from: root, value, named: rootName)
    try name(from: rootName)
    holders = []
  }

  /// Finds containers and tensors; every container once.
  private mutating func find(from root: TorchNode, _ rootValue: TorchValue, named rootName: String)
  {
    var known: [TorchNode: Int] = [root: 0]
    holders = [Holder(value: rootValue)]
    var finder = PlainTensorFinder(root.document)
    var next = 0
    while next < holders.count {
      var found = Findings(holder: next, rootName: next == 0 ? rootName : nil)
      switch holders[next].value {
      case .mapping(let mapping):
        if next == 0 { entries.reserveCapacity(mapping.entries.count) }
        // The later half of a large root is counted on a thread of its own.
        let count = mapping.entries.count
        let middle = next == 0 && count >= Self.leastSharedCount ? count / 2 : count
        let later: BackgroundWork<[CountedTensor?]>? =
          middle == count
          ? nil
          : BackgroundWork {
            CountedTensor.list(
              middle..<count, of: mapping.entries, in: root.document, named: rootName)
          }
        for position in 0..<middle {
          let entry = mapping.entries[position]
          guard entry.value.mayHoldTensors else { continue }
          if let plain = plainTensor(entry.value, &finder) {
            found.holdsTensors = true
            add(plain, .key(entry.key), &found)
          } else {
            look(at: entry.value, .key(entry.key), &known, &found)
          }
        }
        if let later = consume later {
          for (position, counted) in zip(middle..<count, later.value()) {
            let entry = mapping.entries[position]
            if let counted {
              found.holdsTensors = true
              add(
                Found(entry.value, elementCount: counted.elementCount), .key(entry.key), &found,
                named: counted.name)
            } else if entry.value.mayHoldTensors {
              look(at: entry.value, .key(entry.key), &known, &found)
            }
          }
        }
        for attribute in mapping.attributes where attribute.value.mayHoldTensors {
          look(at: attribute.value, .name(attribute.name), &known, &found)
        }
      case .composite(let composite):
        found.facts = composite.facts
        fallthrough
      default:
        for (step, node) in holders[next].value.children where node.mayHoldTensors {
          look(at: node, step, &known, &found)
        }
      }
      holders[next].children = found.children
      if found.holdsTensors { holders[next].holdsTensors = true }
      next += 1
    }
    markHolders()
  }

  /// What one container holds.
  private struct Findings {
    let holder: Int
    /// The name of the root, where the container is the root and has no child yet: tensors that come
    /// first there can be named at once.
    var rootName: String?
    var facts: [MetadataEntry] = []
    var children: [(step: TorchPathStep, target: Target)] = []
    var holdsTensors = false

    mutating func add(_ step: TorchPathStep, _ target: Target) {
      children.append((step, target))
      rootName = nil
    }
  }

  /// Tells what one child of a container is.
  private mutating func look(
    at node: TorchNode, _ step: TorchPathStep, _ known: inout [TorchNode: Int],
    _ found: inout Findings
  ) {
    // Nearly everything is a tensor without attributes, which is never looked up.
    let isTensorCall = node.isTensorCall
    if !isTensorCall, let index = known[node] {
      found.add(step, .container(index))
      holders[index].parents.append(found.holder)
      return
    }
    do throws(Diagnostic) {
      let value = try node.value()
      switch value {
      case .tensor(var tensor) where tensor.attributes.isEmpty:
        found.holdsTensors = true
        if !found.facts.isEmpty { tensor.facts += found.facts }
        add(Found(tensor), step, &found)
        return
      case .storage(let storage):
        found.add(step, .tensor(Found(try node.tensor(of: storage))))
        found.holdsTensors = true
        return
      case .tensor, .sequence, .mapping, .composite, .object, .file: break
      default: return
      }
      if isTensorCall, let index = known[node] {
        found.add(step, .container(index))
        holders[index].parents.append(found.holder)
        return
      }
      if case .tensor(var tensor) = value {
        tensor.facts += found.facts
        found.add(step, .tensor(Found(tensor)))
        found.holdsTensors = true
      }
      if case .object(let object) = value { note(object) }
      known[node] = holders.count
      found.add(step, .container(holders.count))
      holders.append(Holder(value: value, parents: [found.holder]))
    } catch {
      found.add(step, .failure(error))
      found.holdsTensors = true
    }
  }

  /// A child that is a tensor as nearly all are.
  private func plainTensor(_ node: TorchNode, _ finder: inout PlainTensorFinder) -> Found? {
    finder.elementCount(of: node).map { Found(node, elementCount: $0) }
  }

  /// Names a tensor at once where that is possible, or adds it to its container's children.
  private mutating func add(
    _ tensor: Found, _ step: TorchPathStep, _ found: inout Findings, named name: String? = nil
  ) {
    if let rootName = found.rootName, entries.count < Self.mostNames {
      append(tensor, named: name ?? TorchNamePath.joined(rootName, step.text))
    } else {
      found.add(step, .tensor(tensor))
    }
  }

  /// Keeps the name of a function that means nothing here.
  ///
  /// Those that may not be called are named by the document; what is called of TorchScript's own
  /// classes is a member of an enumeration.
  private mutating func note(_ object: TorchObject) {
    let name = object.className
    guard object.isCall, !name.module.hasPrefix("__torch__"), unknownCalls.count < 16,
      !unknownCalls.contains(name),
      !ForbiddenGlobals.contains(module: name.module, name: name.name)
    else { return }
    unknownCalls.append(name)
  }

  /// Whatever holds a tensor makes what holds it a holder.
  private mutating func markHolders() {
    var open = holders.indices.filter { holders[$0].holdsTensors }
    while let index = open.popLast() {
      for parent in holders[index].parents where !holders[parent].holdsTensors {
        holders[parent].holdsTensors = true
        open.append(parent)
      }
    }
  }

  private struct Frame {
    let holder: Int
    let name: String
    let start: Int
    var position = 0
  }

  /// Walks over everything that holds tensors, depth first.
  private mutating func name(from rootName: String) throws(Diagnostic) {
    let others = holders.reduce(0) { $0 + ($1.holdsTensors ? $1.children.count : 0) }
    entries.reserveCapacity(entries.count + min(Self.mostNames, others))
    let most = min(Self.mostNames, entries.count + 10_000 + Self.mostNamesEach * others)
    var isOnPath = [Bool](repeating: false, count: holders.count)
    var steps = 0
    var stack = [Frame(holder: 0, name: rootName, start: 0)]
    isOnPath[0] = true
    while let frame = stack.last {
      let children = holders[frame.holder].children
      guard frame.position < children.count else {
        isOnPath[frame.holder] = false
        let path = ExactName(frame.name)
        if ranges[path] == nil, frame.start < entries.count {
          ranges[path] = frame.start..<entries.count
        }
        stack.removeLast()
        continue
      }
      stack[stack.count - 1].position += 1
      steps += 1
      guard steps <= 4 * most, entries.count < most else {
        throw Diagnostic(
          .torchTooManyTensors, "the file has more than \(most) names of tensors")
      }
      let (step, target) = children[frame.position]
      switch target {
      case .container(let index):
        guard holders[index].holdsTensors, !isOnPath[index] else { continue }
        isOnPath[index] = true
        stack.append(
          Frame(
            holder: index, name: TorchNamePath.joined(frame.name, step.text), start: entries.count))
      case .tensor(let tensor):
        append(tensor, named: TorchNamePath.joined(frame.name, step.text))
      case .failure(let diagnostic):
        throw diagnostic.located(
          at: Location(path: TorchNamePath.joined(frame.name, step.text)))
      }
    }
  }
}

/// How names are made of steps.
enum TorchNamePath {
  /// A name inside of another.
  static func joined(_ outer: String, _ inner: String?) -> String {
    guard let inner else { return outer }
    return outer.isEmpty ? inner : "\(outer).\(inner)"
  }
}

extension TorchNode {
  /// Whether it is no plain value, which never is or holds a tensor.
  var mayHoldTensors: Bool {
    switch pickle {
    case .none, .boolean, .integer, .longInteger, .number, .text, .byteString, .bytes, .byteArray,
      .global:
      false
    default: true
    }
  }

  /// A bare storage as a tensor with one axis.
  func tensor(of storage: TorchStorage) throws(Diagnostic) -> TorchTensor {
    try TorchDocument.view(
      of: storage, offset: 0, shape: [storage.elementCount], strides: [1]
    ).adding("source", "storage")
  }
}
