package import Diagnostics

/// The syntax tree of one code file: expressions and statements in arrays, parts as numbers.
///
/// It owns no objects but its arrays, so that neither depth nor size matters when it goes away. The
/// depth of its expressions and of its blocks is bounded by ``ScriptLimits``, so that an evaluator may
/// recurse. Numbers of one file mean nothing in another.
package final class ScriptFile: Sendable {
  /// The member of the archive: `code/__torch__/model.py`.
  package let path: String
  /// The archive as the user named it, for diagnostics.
  package let archive: String?
  /// The number in `op_version_set = 1`, which archives before 1.5 begin with.
  package let operatorSetVersion: Int?
  /// The classes, in the order of the text.
  package let classes: [ScriptClass]
  /// The functions outside of classes, in the order of the text.
  package let functions: [ScriptFunctionID]

  let bytes: [UInt8]
  let tree: ScriptTree
  private let classNumbers: [ScriptSymbol: Int]
  private let functionNumbers: [ScriptSymbol: ScriptFunctionID]

  init(
    path: String, archive: String?, bytes: [UInt8], tree: ScriptTree,
    definitions: ScriptDefinitions
  ) {
    self.path = path
    self.archive = archive
    self.bytes = bytes
    self.tree = tree
    operatorSetVersion = definitions.operatorSetVersion
    classes = definitions.classes
    functions = definitions.functions
    classNumbers = definitions.classNumbers
    functionNumbers = definitions.functionNumbers
  }

  /// Parses a code file.
  ///
  /// - Parameters:
  ///   - path: the member of the archive, for diagnostics.
  ///   - archive: the archive as the user named it, for diagnostics.
  ///   - symbols: the table of the archive's names, which grows.
  /// - Throws: ``DiagnosticCode/torchScriptSyntax``,
  ///   ``DiagnosticCode/torchScriptUnsupportedSyntax`` and
  ///   ``DiagnosticCode/torchScriptOverLimit``, with line and column.
  package static func parse(
    _ bytes: [UInt8], path: String, archive: String? = nil,
    symbols: inout ScriptSymbolTable, limits: ScriptLimits = ScriptLimits()
  ) throws(Diagnostic) -> ScriptFile {
    let source = ScriptSourceText(bytes: bytes, path: path, archive: archive)
    guard bytes.count <= limits.byteCount, bytes.count < Int(UInt32.max) else {
      throw Diagnostic(
        .torchScriptOverLimit,
        "a code file of \(bytes.count) bytes is over the limit of \(limits.byteCount)",
        at: source.location(nil))
    }
    // The table is moved and moved back: a copy that both hold would be copied on its first change.
    var parser = ScriptParser(source, limits: limits)
    swap(&parser.tokenizer.symbols, &symbols)
    defer { swap(&parser.tokenizer.symbols, &symbols) }
    try parser.parseFile()
    return ScriptFile(
      path: path, archive: archive, bytes: bytes, tree: parser.tree,
      definitions: parser.definitions)
  }

  /// The class of a name.
  package func scriptClass(named name: ScriptSymbol) -> ScriptClass? {
    classNumbers[name].map { classes[$0] }
  }

  /// The function of a name outside of classes.
  package func function(named name: ScriptSymbol) -> ScriptFunctionID? { functionNumbers[name] }
}

// MARK: - Following numbers

extension ScriptFile {
  /// An expression.
  package subscript(id: ScriptExpressionID) -> ScriptExpression {
    tree.expressions[Int(id.rawValue)]
  }

  /// A statement.
  package subscript(id: ScriptStatementID) -> ScriptStatement {
    tree.statements[Int(id.rawValue)]
  }

  /// A function.
  package subscript(id: ScriptFunctionID) -> ScriptFunction { tree.functions[Int(id.rawValue)] }

  /// The expressions of a list, a tuple or the like.
  package subscript(items: ScriptItems) -> ArraySlice<ScriptExpressionID> {
    tree.items[Int(items.start)..<Int(items.end)]
  }

  /// The arguments of a call.
  package subscript(arguments: ScriptArguments) -> ArraySlice<ScriptArgument> {
    tree.arguments[Int(arguments.start)..<Int(arguments.end)]
  }

  /// The parameters of a function.
  package subscript(parameters: ScriptParameters) -> ArraySlice<ScriptParameter> {
    tree.parameters[Int(parameters.start)..<Int(parameters.end)]
  }

  /// The names of `a.b.c` from left to right, or nothing if the expression is anything else.
  package func dottedName(_ id: ScriptExpressionID) -> [ScriptSymbol]? {
    var names: [ScriptSymbol] = []
    var current = id
    while true {
      switch self[current] {
      case .attribute(let base, let name):
        names.append(name)
        current = base
      case .name(let name):
        names.append(name)
        return names.reversed()
      default: return nil
      }
    }
  }
}

// MARK: - Places

extension ScriptFile {
  /// Where an expression is: of an operator, a call or a subscript, where its first operand begins.
  package func byteOffset(of id: ScriptExpressionID) -> Int {
    Int(tree.expressionOffsets[Int(id.rawValue)])
  }

  /// Where a statement begins.
  package func byteOffset(of id: ScriptStatementID) -> Int {
    Int(tree.statementOffsets[Int(id.rawValue)])
  }

  /// An expression's file, line and column, for diagnostics.
  ///
  /// - Complexity: O(*n*) in the bytes before it.
  package func location(of id: ScriptExpressionID) -> Location {
    location(atByte: byteOffset(of: id))
  }

  /// A statement's file, line and column, for diagnostics.
  ///
  /// - Complexity: O(*n*) in the bytes before it.
  package func location(of id: ScriptStatementID) -> Location {
    location(atByte: byteOffset(of: id))
  }

  /// A function's file, line and column, for diagnostics.
  ///
  /// - Complexity: O(*n*) in the bytes before it.
  package func location(of id: ScriptFunctionID) -> Location {
    location(atByte: self[id].byteOffset)
  }

  /// The file, line and column of a byte, for diagnostics.
  ///
  /// - Complexity: O(*n*) in the bytes before it.
  package func location(atByte byteOffset: Int) -> Location {
    ScriptSourceText(bytes: bytes, path: path, archive: archive).location(byteOffset)
  }
}
