import Diagnostics
import ModelIR

/// How one GE operator is read.
struct GETranslationRule: Sendable {
  /// Adds our operators for the operator at hand.
  let translate: @Sendable (inout GETranslation) throws(Diagnostic) -> Void
}

/// How every GE operator that has a counterpart is read, by its type.
struct GETranslationTable: Sendable {
  private var rules: [String: GETranslationRule] = [:]

  /// The rule of an operator.
  subscript(type: String) -> GETranslationRule? { rules[type] }

  /// The operators with a rule.
  var types: [String] { rules.keys.sorted() }

  /// Adds the rule of one or more operators.
  mutating func add(
    _ types: String...,
    translate: @escaping @Sendable (inout GETranslation) throws(Diagnostic) -> Void
  ) {
    for type in types {
      precondition(rules[type] == nil, "\(type) has a rule already")
      rules[type] = GETranslationRule(translate: translate)
    }
  }

  /// Adds an operator of one input that is one of ours.
  mutating func addUnary(_ type: String, input: String = "x", _ ours: any Operator) {
    add(type) { (node) throws(Diagnostic) in try node.result(ours, node[input]) }
  }

  /// Adds an operator of two inputs that is one of ours.
  mutating func addBinary(_ type: String, _ ours: any Operator) {
    add(type) { (node) throws(Diagnostic) in try node.result(ours, node["x1"], node["x2"]) }
  }
}

/// The rules of every operator.
enum GETranslations {
  /// The table.
  static let table: GETranslationTable = {
    var table = GETranslationTable()
    table.addElementwise()
    table.addArithmetic()
    table.addActivations()
    table.addProducts()
    table.addConvolutions()
    table.addPools()
    table.addNormalizations()
    table.addReductions()
    table.addShaping()
    table.addPartition()
    table.addIndexing()
    table.addSequences()
    return table
  }()
}
