/// Names a text of a ``PickleDocument``.
public struct PickleTextID: Hashable, Sendable {
  let index: Int32
}

/// Names bytes of a ``PickleDocument``: `bytes`, `bytearray` or a Python 2 `str`.
public struct PickleBytesID: Hashable, Sendable {
  let index: Int32
}

/// Names an integer of a ``PickleDocument`` that does not fit 64 bits.
public struct PickleLongIntegerID: Hashable, Sendable {
  let index: Int32
}

/// Names a list, tuple, set or frozen set of a ``PickleDocument``.
public struct PickleSequenceID: Hashable, Sendable {
  let index: Int32
}

/// Names a dictionary of a ``PickleDocument``.
public struct PickleDictionaryID: Hashable, Sendable {
  let index: Int32
}

/// Names a reference to something that Python would import.
public struct PickleGlobalID: Hashable, Sendable {
  let index: Int32

  /// The place among ``PickleDocument/globals``.
  public var position: Int { Int(index) }
}

/// Names a reference to something that is kept beside the pickle.
public struct PicklePersistentID: Hashable, Sendable {
  let index: Int32
}

/// Names an object that Python would make by a call.
public struct PickleObjectID: Hashable, Sendable {
  let index: Int32
}
