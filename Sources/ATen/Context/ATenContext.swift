public import Diagnostics
package import ModelIR

/// The graph that a program becomes, and what its tensors are while it is being built.
///
/// Tensors have identities apart from values, since a program may write to them: a tensor that was
/// written to is another value from then on, and so are the views of it.
public final class ATenContext {
  var levels: [ATenLevel]
  var cells: [ATenCell] = []
  /// How often any tensor was written to.
  var writeCount = 0
  var symbolSources: [String: ATenSymbolSource] = [:]
  private var freshSymbolCount = 0
  private let mostNodes: Int
  private let mostItems: Int
  private var nodeCount = 0
  private var itemCount = 0

  /// The operators that calls may name.
  public let table: ATenOperatorTable

  /// What was found on the way that does not stop the conversion.
  public private(set) var findings: [Diagnostic] = []

  /// Starts an empty graph.
  ///
  /// - Parameters:
  ///   - mostNodes: how many nodes a program may make, in all graphs together.
  ///   - mostItems: how many items of lists a program may make or look through.
  public init(
    table: ATenOperatorTable = .standard, mostNodes: Int = 250_000, mostItems: Int = 4_000_000
  ) {
    self.table = table
    self.mostNodes = mostNodes
    self.mostItems = mostItems
    levels = [ATenLevel()]
  }

  // MARK: - Places

  /// The module that the next nodes come from: `layer1.0.conv1`.
  package var path: String {
    get { builder.path }
    set { builder.path = newValue }
  }

  /// What the source says at that place: the line of the model's code.
  package var sourceText: String {
    get { builder.layerText }
    set { builder.layerText = newValue }
  }

  /// The current place, for diagnostics.
  package var location: Location {
    let text = sourceText.isEmpty ? path : path.isEmpty ? sourceText : "\(path) (\(sourceText))"
    return Location(path: text)
  }

  /// Takes note of something that does not stop the conversion.
  package func note(_ finding: Diagnostic) {
    if !findings.contains(finding) { findings.append(finding) }
  }

  // MARK: - Limits

  /// Counts items of lists, and bytes of texts, that a program makes or that are looked through.
  ///
  /// Lists that hold another twice hold all in it twice: a few lines make more items than memory has.
  package func countItems(_ count: Int) throws(Diagnostic) {
    itemCount += count
    guard itemCount <= mostItems else {
      throw Diagnostic(
        .atenOverLimit, "the program makes lists of more than \(mostItems) items in all",
        at: location)
    }
  }

  // MARK: - Nodes

  /// The graph under construction: the innermost one.
  package var builder: GraphBuilder {
    get { levels[levels.count - 1].builder }
    _modify { yield &levels[levels.count - 1].builder }
  }

  /// The type of a value.
  package func type(_ value: ValueID) -> TensorType { builder.type(of: value) }

  /// Adds a node with one result.
  package func add(
    _ operator: some Operator, _ operands: [ValueID?]
  ) throws(Diagnostic) -> ValueID {
    let results = try addAll(`operator`, operands)
    guard let first = results.first else {
      throw Diagnostic(.arityMismatch, "a node without results has no value", at: location)
    }
    return first
  }

  /// Adds a node with one result.
  package func add(
    _ operator: some Operator, _ operands: ValueID?...
  ) throws(Diagnostic) -> ValueID {
    try add(`operator`, operands)
  }

  /// Adds a node with several results.
  package func addAll(
    _ operator: some Operator, _ operands: [ValueID?]
  ) throws(Diagnostic) -> [ValueID] {
    nodeCount += 1
    guard nodeCount <= mostNodes else {
      throw Diagnostic(
        .atenOverLimit, "the program makes more than \(mostNodes) nodes", at: location)
    }
    return try builder.addNode(`operator`, operands)
  }

  /// Declares an output of the graph.
  package func addOutput(_ value: ValueID, named name: String) throws(Diagnostic) {
    try builder.addOutput(value, named: name)
  }

  /// A small constant.
  package func constant(_ weight: Weight) -> ValueID { builder.addConstant(weight) }

  /// A constant of integers with one axis.
  package func integers(_ values: [Int]) -> ValueID { constant(.integers(values)) }

  /// A number as a constant without axes.
  ///
  /// - Throws: ``DiagnosticCode/atenOperatorUnsupported`` for an element type without such a number.
  package func scalar(_ number: Double, _ type: ElementType) throws(Diagnostic) -> ValueID {
    guard let weight = Weight.scalar(number, type) else {
      throw Diagnostic(
        .atenOperatorUnsupported, "the number \(number) is none of type \(type)", at: location)
    }
    return constant(weight)
  }

  /// A number as a constant without axes, of a value's element type.
  package func scalar(_ number: Double, like value: ValueID) throws(Diagnostic) -> ValueID {
    try scalar(number, type(value).elementType)
  }

  /// A plain value as a tensor without axes, of PyTorch's standard types; nothing for what is no number.
  package func constant(_ value: ATenValue) throws(Diagnostic) -> ValueID? {
    switch value {
    case .integer(let integer): constant(.scalar(integer: integer))
    case .number(let number): try scalar(number, .float32)
    case .boolean(let flag): constant(Weight(.bool, shape: [], bytes: [flag ? 1 : 0]))
    case .size(let size): try operand(of: size)
    case .quotient(let size, let divisor): try quotient(size, by: divisor, .float32)
    default: nil
    }
  }

  /// A tensor as it is now, or a plain value as a tensor without axes; nothing for what is neither.
  package func operand(_ value: ATenValue) throws(Diagnostic) -> ValueID? {
    if case .tensor(let tensor) = value { return try self.value(of: tensor) }
    return try constant(value)
  }

  /// A value in another element type.
  package func cast(_ value: ValueID, to type: ElementType) throws(Diagnostic) -> ValueID {
    self.type(value).elementType == type ? value : try add(Cast(to: type), value)
  }

  /// A symbol that nothing else has.
  package func freshSymbol(_ stem: String = "size") -> String {
    while true {
      let name = "\(stem)_\(freshSymbolCount)"
      freshSymbolCount += 1
      if symbolSources[name] == nil { return name }
    }
  }
}

/// A graph under construction and what it takes from those around it.
struct ATenLevel {
  var builder = GraphBuilder()
  /// What the graph takes from the one around it, and under which value it has it.
  var captures: [(outer: ValueID, inner: ValueID)] = []
  var captured: [ValueID: ValueID] = [:]
  /// Sizes that are tensors already, as vectors of one element.
  var sizes: [Dimension: ValueID] = [:]
  var sizeScalars: [Dimension: ValueID] = [:]
  /// The symbols that stand for the only elements of tensors.
  var symbols: [ValueID: String] = [:]
  /// The tensors of outer graphs that were written to in this one, as they were.
  var overwritten: [Int: ATenCell] = [:]
  var overwrittenOrder: [Int] = []
  /// Where symbols were found when the graph was begun.
  var outerSymbolSources: [String: ATenSymbolSource] = [:]
}
