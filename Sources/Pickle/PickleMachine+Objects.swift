import ByteIO
import Diagnostics

extension PickleMachine {
  /// The run that holds one kind of an object's changes; it is made when first asked for.
  mutating func changeRun(
    of object: Int32, _ kind: WritableKeyPath<PickleObjectChanges, Int32>,
    _ content: PickleRun.Content
  ) throws(Diagnostic) -> Int32 {
    let object = Int(object)
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
  mutating func readGlobalLines() throws(Diagnostic) -> PickleWord {
    let module = try newTextPayload(try source.line(limit: limits.shortTextByteCount))
    let name = try newTextPayload(try source.line(limit: limits.shortTextByteCount))
    return try newGlobal(module: module, name: name)
  }

  mutating func readGlobal() throws(Diagnostic) {
    try push(try readGlobalLines())
  }

  mutating func makeGlobal() throws(Diagnostic) {
    try requireOperands(2)
    let name = stack[stack.count - 1]
    let module = stack[stack.count - 2]
    guard name.isA(.text) else { throw wrongOperand("a text for the name", name) }
    guard module.isA(.text) else { throw wrongOperand("a text for the module", module) }
    guard !arena.payloads[Int(name.position)].isInFile,
      !arena.payloads[Int(module.position)].isInFile
    else { throw malformed("expects a module and a name, found longer texts than those are") }
    let global = try newGlobal(module: module.position, name: name.position)
    drop(2)
    try push(global)
  }

  private mutating func newGlobal(module: Int32, name: Int32) throws(Diagnostic) -> PickleWord {
    try checkRoom(arena.globals.count)
    arena.globals.append(PickleGlobalRecord(module: module, name: name))
    return PickleWord(.global, Int32(arena.globals.count - 1))
  }

  /// REDUCE, NEWOBJ and NEWOBJ_EX: a callable, a tuple and perhaps a dictionary.
  mutating func makeObject(_ form: PickleObject.Form) throws(Diagnostic) {
    var keywords = PickleWord.none
    try requireOperands(form == .newObjectWithKeywords ? 3 : 2)
    if form == .newObjectWithKeywords {
      let found = try pop()
      guard found.isA(.dictionary) else {
        throw wrongOperand("a dictionary of arguments", found)
      }
      keywords = found
    }
    try bundlePlainArgument(of: form)
    let arguments = try pop()
    guard arguments.isA(.tuple) else { throw wrongOperand("a tuple of arguments", arguments) }
    let callable = try pop()
    try pushObject(form, callable, arguments, keywords)
  }

  /// Makes a tuple of the one argument that TorchScript's pickler writes as it is: a member of an
  /// enumeration is its class and its value.
  private mutating func bundlePlainArgument(of form: PickleObject.Form) throws(Diagnostic) {
    guard form == .reduce else { return }
    switch stack[stack.count - 1].kind {
    case .boolean, .integer, .wideInteger, .number, .text:
      try push(PickleWord(.tuple, try newTuple(ofTop: 1)))
    default: return
    }
  }

  /// OBJ: a class and its arguments, all above the mark.
  mutating func makeInstance() throws(Diagnostic) {
    let count = stack.count - (try popMark())
    guard count > 0 else { throw malformed("expects a class above the mark, found nothing") }
    let arguments = try newTuple(ofTop: count - 1)
    let callable = try pop()
    try pushObject(.instance, callable, PickleWord(.tuple, arguments), .none)
  }

  /// INST: a class by its lines, and its arguments above the mark.
  mutating func makeInstanceOfNamedClass() throws(Diagnostic) {
    let callable = try readGlobalLines()
    let count = stack.count - (try popMark())
    let arguments = try newTuple(ofTop: count)
    try pushObject(.instance, callable, PickleWord(.tuple, arguments), .none)
  }

  private mutating func pushObject(
    _ form: PickleObject.Form, _ callable: PickleWord, _ arguments: PickleWord,
    _ keywords: PickleWord
  ) throws(Diagnostic) {
    switch callable.kind {
    case .global, .persistent, .object: break
    default: throw wrongOperand("something that can be called", callable)
    }
    try checkRoom(arena.objects.count)
    let levels = max(arena.hold(callable), arena.hold(arguments), arena.hold(keywords))
    arena.objects.append(
      PickleObjectRecord(
        byteOffset: opcodeOffset, callable: callable, arguments: arguments, keywords: keywords,
        form: form, depth: PickleArena.level(around: levels)))
    try push(PickleWord(.object, Int32(arena.objects.count - 1)))
  }

  mutating func setState() throws(Diagnostic) {
    try requireOperands(2)
    let target = stack[stack.count - 2]
    guard target.isA(.object) else {
      throw wrongOperand("an object to give a state", target)
    }
    try moveTop(1, to: try changeRun(of: target.position, \.states, .objectItems), of: target)
  }

  mutating func readPersistent() throws(Diagnostic) {
    let line = try source.line(limit: limits.shortTextByteCount)
    try pushPersistent(PickleWord(.text, try newTextPayload(line)))
  }

  mutating func pushPersistent(_ identifier: PickleWord) throws(Diagnostic) {
    try checkRoom(arena.persistents.count)
    arena.persistents.append(identifier)
    arena.persistentDepths.append(PickleArena.level(around: arena.hold(identifier)))
    try push(PickleWord(.persistent, Int32(arena.persistents.count - 1)))
  }
}
