import ATen
import Diagnostics
import ModelIR
import TorchScriptSource

/// Evaluates a TorchScript program once, symbolically, so that its graph is built.
///
/// What is known without running the model is computed; operators on tensors become nodes. A condition
/// that depends on data becomes a branch of the graph, a loop that runs as often as the data says a
/// loop. What cannot be converted is noted, and the rest is still looked at.
final class ScriptEvaluator {
  let context: ATenContext
  let code: ScriptCode
  let data: ScriptData
  let names: ScriptNames
  /// The version of the operators that the archive was written for.
  let version: Int
  /// What stops the conversion.
  var problems = ProgramProblems()
  /// What changed in containers since each open branch and loop of the graph began.
  var changes: [ScriptChanges] = []
  /// The names that inputs leave open in shapes.
  var inputSymbols: Set<String> = []
  /// What an input whose shape is not known has to be, once an operator takes it.
  var probe: ScriptProbe?

  private var steps = 0
  private var depth = 0
  private var callDepth = 0
  private var nestingCount = 0
  /// The containers that were changed, which may hold themselves.
  private var changed: [ObjectIdentifier: ScriptContainer] = [:]
  private var running: Set<ScriptCallKey> = []

  static let mostSteps = 1_000_000
  static let mostIterations = 10_000
  static let mostCalls = 512
  private static let mostNestings = 20_000
  /// How deep calls, blocks and expressions may stand in each other, all together.
  private static let mostDepth = 400

  /// Takes the parts of a program.
  init(context: ATenContext, code: ScriptCode, data: ScriptData, version: Int) {
    self.context = context
    self.code = code
    self.data = data
    self.version = version
    names = ScriptNames(code)
  }

  deinit {
    // Nothing else lets go of a list in itself. One in the other, they would also go away inside of each
    // other, as deep as they are.
    for container in changed.values { container.contents = ScriptContents() }
  }

  // MARK: - Limits

  /// Counts a statement.
  func countStep(_ frame: ScriptFrame, _ id: ScriptStatementID) throws(Diagnostic) {
    steps += 1
    guard steps <= Self.mostSteps else {
      throw Diagnostic(
        .torchScriptOverSteps, "the program takes more than \(Self.mostSteps) steps",
        at: place(frame.file.location(of: id)))
    }
    try checkNesting(frame)
  }

  /// Takes note that values become parts of another, which may make it deeper by one.
  func willHold(_ values: [ScriptValue]) {
    if values.contains(where: \.hasParts) { nestingCount += 1 }
  }

  private func checkNesting(_ frame: ScriptFrame) throws(Diagnostic) {
    guard nestingCount <= Self.mostNestings else {
      throw Diagnostic(
        .torchScriptOverSteps,
        "lists and the like are put into others more than \(Self.mostNestings) times",
        at: place(Location(path: frame.file.path)))
    }
  }

  /// Does something one level deeper.
  func nested<Result>(
    _ frame: ScriptFrame, _ body: () throws(Diagnostic) -> Result
  ) throws(Diagnostic) -> Result {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.mostDepth else {
      throw Diagnostic(
        .torchScriptOverSteps, "calls, blocks and expressions stand in each other too deep",
        at: place(Location(path: frame.file.path)))
    }
    try checkNesting(frame)
    return try body()
  }

  // MARK: - Calls of the program's own functions

  /// Calls a function.
  ///
  /// - Parameter receiver: the object whose method it is, if it is one.
  func call(
    _ function: ScriptFunctionReference, receiver: ScriptObject? = nil,
    _ arguments: ScriptCallArguments
  ) throws(Diagnostic) -> ScriptValue {
    let declaration = function.file[function.id]
    let key = ScriptCallKey(
      file: ObjectIdentifier(function.file), function: function.id,
      receiver: receiver.map { ObjectIdentifier($0) })
    guard callDepth < Self.mostCalls, running.insert(key).inserted else {
      throw Diagnostic(
        .torchScriptOverSteps,
        callDepth < Self.mostCalls
          ? "'\(code.symbols[declaration.name])' calls itself, which TorchScript does not allow"
          : "calls stand in each other more than \(Self.mostCalls) deep",
        at: place(function.file.location(of: function.id)))
    }
    callDepth += 1
    defer {
      callDepth -= 1
      running.remove(key)
    }
    let frame = ScriptFrame(function.file, variables: function.variables)
    let outer = context.path
    if let receiver, receiver.isPartOfModel { context.path = receiver.path }
    defer { context.path = outer }
    try bind(arguments, receiver: receiver, to: declaration, frame)
    return try nested(frame) { () throws(Diagnostic) in
      if case .returned(let value) = try run(declaration.body, frame) { return value }
      return .nothing
    }
  }

  private func bind(
    _ arguments: ScriptCallArguments, receiver: ScriptObject?, to declaration: ScriptFunction,
    _ frame: ScriptFrame
  ) throws(Diagnostic) {
    var positional = arguments.positional[...]
    if let receiver { positional = [.object(receiver)] + positional }
    var named = arguments.named
    for parameter in frame.file[declaration.parameters] {
      guard parameter.kind == .plain else {
        throw unsupported("a function takes any number of arguments", declaration, frame)
      }
      let value: ScriptValue
      if let next = positional.popFirst() {
        value = next
      } else if let index = named.firstIndex(where: { $0.name == parameter.name }) {
        value = named.remove(at: index).value
      } else if let fallback = parameter.defaultValue {
        value = try evaluate(fallback, frame)
      } else {
        throw Diagnostic(
          .torchScriptMalformed,
          "'\(code.symbols[declaration.name])' is called without its argument "
            + "'\(code.symbols[parameter.name])'",
          at: place(frame.file.location(atByte: declaration.byteOffset)))
      }
      frame.variables[parameter.name] = value
    }
    guard positional.isEmpty, named.isEmpty else {
      throw Diagnostic(
        .torchScriptMalformed,
        "'\(code.symbols[declaration.name])' is called with too many arguments",
        at: place(frame.file.location(atByte: declaration.byteOffset)))
    }
  }

  // MARK: - Places

  /// A place in the code with the module that is being evaluated.
  func place(_ location: Location) -> Location {
    let line = location.path ?? ""
    return Location(
      file: location.file, path: context.path.isEmpty ? line : "\(context.path) (\(line))")
  }

  /// The place of an expression.
  func place(_ id: ScriptExpressionID, _ frame: ScriptFrame) -> Location {
    place(frame.file.location(of: id))
  }

  /// That the program does something that is not converted.
  func unsupported(
    _ finding: String, _ id: ScriptExpressionID, _ frame: ScriptFrame
  ) -> Diagnostic {
    Diagnostic(.torchScriptUnsupported, finding, at: place(id, frame))
  }

  private func unsupported(
    _ finding: String, _ declaration: ScriptFunction, _ frame: ScriptFrame
  ) -> Diagnostic {
    Diagnostic(
      .torchScriptUnsupported, finding,
      at: place(frame.file.location(atByte: declaration.byteOffset)))
  }

  /// That the program contradicts itself or its objects.
  func malformed(
    _ finding: String, _ id: ScriptExpressionID, _ frame: ScriptFrame
  ) -> Diagnostic {
    Diagnostic(.torchScriptMalformed, finding, at: place(id, frame))
  }

  // MARK: - Containers

  /// A new list.
  func list(_ items: [ScriptValue]) throws(Diagnostic) -> ScriptValue {
    willHold(items)
    try context.countItems(items.count)
    return .list(ScriptList(items, level: changes.count))
  }

  /// A new tuple.
  func tuple(_ items: [ScriptValue]) throws(Diagnostic) -> ScriptValue {
    willHold(items)
    try context.countItems(items.count)
    return .tuple(ScriptTuple(items))
  }

  /// Takes note that a container is about to change, and what it gets.
  func willChange(_ container: ScriptContainer, adding values: [ScriptValue] = []) {
    willHold(values)
    changed[ObjectIdentifier(container)] = container
    guard container.level < changes.count else { return }
    changes[changes.count - 1].keep(container)
  }
}

/// A function that is being evaluated, and of which object it is a method.
private struct ScriptCallKey: Hashable {
  let file: ObjectIdentifier
  let function: ScriptFunctionID
  let receiver: ObjectIdentifier?
}

/// The variables of one call.
final class ScriptFrame {
  /// The file of the function.
  let file: ScriptFile
  /// The variables.
  var variables: [ScriptSymbol: ScriptValue]

  /// Begins a call.
  init(_ file: ScriptFile, variables: [ScriptSymbol: ScriptValue] = [:]) {
    self.file = file
    self.variables = variables
  }
}

/// The arguments of a call.
struct ScriptCallArguments {
  /// Those by position.
  var positional: [ScriptValue] = []
  /// Those by name.
  var named: [(name: ScriptSymbol, value: ScriptValue)] = []
}

/// What changed in containers since a branch or loop of the graph began, with what there was before.
struct ScriptChanges {
  /// The containers in the order in which they changed.
  private(set) var containers: [ScriptContainer] = []
  private var before: [ObjectIdentifier: ScriptContents] = [:]

  /// Keeps what is in a container, the first time.
  mutating func keep(_ container: ScriptContainer) {
    let id = ObjectIdentifier(container)
    guard before[id] == nil else { return }
    before[id] = container.contents
    containers.append(container)
  }

  /// Puts back what there was, and gives what is there now.
  func takeBack() -> [(container: ScriptContainer, after: ScriptContents)] {
    containers.map { container in
      let after = container.contents
      if let contents = before[ObjectIdentifier(container)] { container.contents = contents }
      return (container, after)
    }
  }
}
