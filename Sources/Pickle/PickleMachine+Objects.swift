import Diagnostics

extension PickleMachine {
  /// The run that holds one kind of an object's changes; it is made when first asked for.
  mutating func changeRun(
    of id: PickleObjectID, _ kind: WritableKeyPath<PickleObjectChanges, Int32>,
    _ content: PickleRun.Content
  ) throws(Diagnostic) -> Int32 {
    let object = Int(id.index)
    if arena.objects[object].changes < 0 {
      arena.objects[object].changes = Int32(arena.changes.count)
      arena.changes.append(PickleObjectChanges())
    }
    let changes = Int(arena.objects[object].changes)
    if arena.changes[changes][keyPath: kind] < 0 {
      arena.changes[changes][keyPath: kind] = try newRun(content)
    }
    return arena.changes[changes][keyPath: kind]
  }

  /// Reads the lines of GLOBAL and INST.
  mutating func readGlobalLines() throws(Diagnostic) -> PickleValue {
    let module = try newTextPayload(try source.line(limit: limits.shortTextByteCount))
    let name = try newTextPayload(try source.line(limit: limits.shortTextByteCount))
    return try newGlobal(module: module, name: name)
  }

  mutating func readGlobal() throws(Diagnostic) {
    try push(try readGlobalLines())
  }

  mutating func makeGlobal() throws(Diagnostic) {
    try requireOperands(2)
    guard case .text(let name) = stack[stack.count - 1] else {
      throw wrongOperand("a text for the name", stack[stack.count - 1])
    }
    guard case .text(let module) = stack[stack.count - 2] else {
      throw wrongOperand("a text for the module", stack[stack.count - 2])
    }
    guard !arena.payloads[Int(name.index)].isInFile, !arena.payloads[Int(module.index)].isInFile
    else { throw malformed("expects a module and a name, found longer texts than those are") }
    let global = try newGlobal(module: module.index, name: name.index)
    drop(2)
    try push(global)
  }

  private mutating func newGlobal(module: Int32, name: Int32) throws(Diagnostic) -> PickleValue {
    try checkRoom(arena.globals.count)
    arena.globals.append(PickleGlobalRecord(module: module, name: name))
    return .global(PickleGlobalID(index: Int32(arena.globals.count - 1)))
  }

  /// REDUCE, NEWOBJ and NEWOBJ_EX: a callable, a tuple and perhaps a dictionary.
  mutating func makeObject(_ form: PickleObject.Form) throws(Diagnostic) {
    var keywords: PickleValue?
    try requireOperands(form == .newObjectWithKeywords ? 3 : 2)
    if form == .newObjectWithKeywords {
      let found = try pop()
      guard case .dictionary = found else {
        throw wrongOperand("a dictionary of arguments", found)
      }
      keywords = found
    }
    let arguments = try pop()
    guard case .tuple = arguments else { throw wrongOperand("a tuple of arguments", arguments) }
    let callable = try pop()
    try pushObject(form, callable, arguments, keywords)
  }

  /// OBJ: a class and its arguments, all above the mark.
  mutating func makeInstance() throws(Diagnostic) {
    let count = stack.count - (try popMark())
    guard count > 0 else { throw malformed("expects a class above the mark, found nothing") }
    let arguments = try newTuple(ofTop: count - 1)
    let callable = try pop()
    try pushObject(.instance, callable, .tuple(arguments), nil)
  }

  /// INST: a class by its lines, and its arguments above the mark.
  mutating func makeInstanceOfNamedClass() throws(Diagnostic) {
    let callable = try readGlobalLines()
    let count = stack.count - (try popMark())
    let arguments = try newTuple(ofTop: count)
    try pushObject(.instance, callable, .tuple(arguments), nil)
  }

  private mutating func pushObject(
    _ form: PickleObject.Form, _ callable: PickleValue, _ arguments: PickleValue,
    _ keywords: PickleValue?
  ) throws(Diagnostic) {
    switch callable {
    case .global, .persistent, .object: break
    default: throw wrongOperand("something that can be called", callable)
    }
    try checkRoom(arena.objects.count)
    arena.objects.append(
      PickleObjectRecord(
        form: form, callable: callable, arguments: arguments, keywords: keywords,
        byteOffset: opcodeOffset))
    try push(.object(PickleObjectID(index: Int32(arena.objects.count - 1))))
  }

  mutating func setState() throws(Diagnostic) {
    try requireOperands(2)
    let target = stack[stack.count - 2]
    guard case .object(let id) = target else {
      throw wrongOperand("an object to give a state", target)
    }
    try moveTop(1, to: try changeRun(of: id, \.states, .objectItems))
  }

  mutating func readPersistent() throws(Diagnostic) {
    let line = try source.line(limit: limits.shortTextByteCount)
    try pushPersistent(.text(PickleTextID(index: try newTextPayload(line))))
  }

  mutating func pushPersistent(_ identifier: PickleValue) throws(Diagnostic) {
    try checkRoom(arena.persistents.count)
    arena.persistents.append(identifier)
    try push(.persistent(PicklePersistentID(index: Int32(arena.persistents.count - 1))))
  }
}
