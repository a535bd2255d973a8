import ByteIO
extension PickleContents {
  /// How many levels of containers and objects a value has, or nothing beyond a limit.
  ///
  /// A reference back to a value around it adds no level. It walks with a stack of its own.
  func depth(of root: PickleWord, limit: Int) -> Int? {
    let limit = min(limit, 1 << 14)
    // Levels that were counted on the way are never too few.
    if arena.areDepthsKnown, Int(arena.levels(of: root)) <= limit {
      return Int(arena.levels(of: root))
    }
    var walk = PickleDepthWalk(self, limit: limit)
    return walk.depth(of: root)
  }
}

private struct PickleDepthWalk {
  private struct Step {
    let node: Int
    var next = 0
    var deepest: UInt16 = 0
  }

  private static let isOpen = UInt16.max

  private let contents: PickleContents
  private let limit: Int
  private let firstPersistent: Int
  private let firstObject: Int
  /// The levels of each container and object; 0 before it is met.
  private var depths: ContiguousArray<UInt16>
  private var steps: ContiguousArray<Step> = []

  init(_ contents: PickleContents, limit: Int) {
    self.contents = contents
    self.limit = limit
    firstPersistent = contents.arena.runs.count
    firstObject = firstPersistent + contents.arena.persistents.count
    depths = ContiguousArray(repeating: 0, count: firstObject + contents.arena.objects.count)
  }

  mutating func depth(of root: PickleWord) -> Int? {
    let node = self.node(of: root)
    guard node >= 0 else { return 0 }
    enter(node)
    while !steps.isEmpty {
      let last = steps.count - 1
      var step = steps[last]
      if let inner = nextUnmet(&step) {
        steps[last] = step
        enter(inner)
        continue
      }
      steps.removeLast()
      let isLevel = step.node >= firstPersistent || contents.arena.runs[step.node].isLevel
      let depth = step.deepest + (isLevel ? 1 : 0)
      guard depth <= limit else { return nil }
      // A part of an object without a level of its own has been met all the same.
      depths[step.node] = max(depth, 1)
      if last > 0 { steps[last - 1].deepest = max(steps[last - 1].deepest, depth) }
    }
    return Int(depths[node])
  }

  private mutating func enter(_ node: Int) {
    depths[node] = Self.isOpen
    steps.append(Step(node: node))
  }

  /// Goes on to the next child that has not been met.
  private mutating func nextUnmet(_ step: inout Step) -> Int? {
    if step.node < firstPersistent {
      let run = contents.arena.runs[step.node]
      let start = Int(run.start)
      let count = Int(run.count)
      while step.next < count {
        let child = node(of: contents.arena.values[start + step.next])
        step.next += 1
        if let unmet = meet(child, &step) { return unmet }
      }
      return nil
    }
    while step.next < 7 {
      let child = part(step.next, of: step.node)
      step.next += 1
      if let unmet = meet(child, &step) { return unmet }
    }
    return nil
  }

  @inline(__always)
  private mutating func meet(_ child: Int, _ step: inout Step) -> Int? {
    guard child >= 0 else { return nil }
    let depth = depths[child]
    if depth == 0 {
      guard isLeaf(child) else { return child }
      depths[child] = 1
      step.deepest = max(step.deepest, 1)
      return nil
    }
    if depth != Self.isOpen { step.deepest = max(step.deepest, depth) }
    return nil
  }

  /// Whether a node is a level of plain values, as the sizes of a tensor are.
  @inline(__always)
  private func isLeaf(_ node: Int) -> Bool {
    guard node < firstPersistent else { return false }
    let run = contents.arena.runs[node]
    guard run.isLevel else { return false }
    let start = Int(run.start)
    for index in start..<start + Int(run.count) where contents.arena.values[index].isNode {
      return false
    }
    return true
  }

  /// What an object or a persistent reference is made of.
  private func part(_ index: Int, of node: Int) -> Int {
    guard node >= firstObject else {
      return index == 0 ? self.node(of: contents.arena.persistents[node - firstPersistent]) : -1
    }
    let object = contents.arena.objects[node - firstObject]
    switch index {
    case 0: return self.node(of: object.callable)
    case 1: return self.node(of: object.arguments)
    case 2: return self.node(of: object.keywords)
    default: break
    }
    guard object.changes >= 0 else { return -1 }
    let changes = contents.arena.changes[Int(object.changes)]
    switch index {
    case 3: return Int(changes.states)
    case 4: return Int(changes.appended)
    case 5: return Int(changes.items)
    default: return Int(changes.added)
    }
  }

  @inline(__always)
  private func node(of value: PickleWord) -> Int {
    guard value.isNode else { return -1 }
    return switch value.kind {
    case .persistent: firstPersistent + Int(value.position)
    case .object: firstObject + Int(value.position)
    default: Int(value.position)
    }
  }
}
