import ByteIO
import Checkpoints
import ModelIR

/// What the entries of a checkpoint are for.
struct EntryRoles: Sendable {
  /// A use of an entry.
  enum Role: Hashable, Sendable {
    /// A parameter of the network.
    case parameter
    /// What only training needs: an optimizer's state, a loss scale.
    case training
    /// What was appended to tell of the training: `epoch_num`.
    case note
  }

  /// The role of each entry, in the entries' order.
  let roles: [Role]

  /// The most numbers of a tensor that counts as a note.
  static let mostNoteElementCount = 64

  init(of entries: [CheckpointEntry]) {
    let state = MindSporeTrainingState(entries.map { ($0.name, $0.shape) })
    var roles: [Role] = entries.map { entry in
      entry.type != .text && state.contains(entry.name, entry.shape) ? .training : .parameter
    }
    let appended = Self.firstAppended(entries, roles)
    for index in entries.indices where roles[index] == .parameter {
      let entry = entries[index]
      let width = entry.type.elementType?.byteCount ?? 4
      let isSmall = entry.byteCount / width <= Self.mostNoteElementCount
      if entry.type == .text || (index >= appended && isSmall) { roles[index] = .note }
    }
    self.roles = roles
  }

  /// Where the entries begin that were appended to the network's: the first that no network has, or
  /// before it numbers without axes and without a path.
  private static func firstAppended(_ entries: [CheckpointEntry], _ roles: [Role]) -> Int {
    var first =
      entries.firstIndex { entry in
        entry.type == .text
          || (entry.shape.isEmpty && ["epoch_num", "step_num"].contains(entry.name))
      } ?? firstPathless(entries, roles)
    while first > 0, roles[first - 1] == .parameter, entries[first - 1].isScalar,
      !entries[first - 1].name.utf8.contains(UInt8(ascii: "."))
    {
      first -= 1
    }
    // A file of nothing but numbers is somebody's choice, not a network's notes.
    return first == 0 && entries.first?.type != .text ? entries.count : first
  }

  /// Where the numbers and short lists without a path begin that end the file; behind names with a
  /// path they belong to no network, whose own parameters come before those of its layers.
  private static func firstPathless(_ entries: [CheckpointEntry], _ roles: [Role]) -> Int {
    func hasPath(_ entry: CheckpointEntry) -> Bool { entry.name.utf8.contains(UInt8(ascii: ".")) }
    var first = entries.count
    while first > 0, !hasPath(entries[first - 1]), entries[first - 1].shape.count <= 1,
      roles[first - 1] != .training, entries[first - 1].byteCount <= 8 * mostNoteElementCount
    {
      first -= 1
    }
    return first > 0 && hasPath(entries[first - 1]) ? first : entries.count
  }
}
