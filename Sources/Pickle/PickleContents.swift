/// An arena that no longer changes, behind one reference: documents are copied more often than read.
final class PickleContents: Sendable {
  let arena: PickleArena

  init(_ arena: PickleArena) { self.arena = arena }
}
