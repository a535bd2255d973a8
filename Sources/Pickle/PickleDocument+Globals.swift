import ByteIO
extension PickleDocument {
  /// Every class or function that the pickle names, in the order of the file, whether or not the
  /// object that it leaves still refers to it.
  public var globals: [PickleValue] {
    contents.arena.globals.indices.map { .global(PickleGlobalID(index: Int32($0))) }
  }

  /// The class or function that would make an object; nothing for any other value.
  public func callable(_ value: PickleValue) -> PickleValue? {
    guard case .object(let id) = value else { return nil }
    return contents.arena.value(contents.arena.objects[Int(id.index)].callable)
  }
}
