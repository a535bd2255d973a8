extension PickleDocument {
  /// Every class or function that the pickle names, in the order of the file, whether or not the
  /// object that it leaves still refers to it.
  public var globals: [PickleValue] {
    arena.globals.indices.map { .global(PickleGlobalID(index: Int32($0))) }
  }
}
