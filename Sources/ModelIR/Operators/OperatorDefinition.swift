/// What is the same for every use of an operator.
public struct OperatorDefinition: Hashable, Sendable {
  /// The name in the printed text form and in reports: `Convolution`.
  public let name: String
  /// The group under which lists show it.
  public let category: OperatorCategory
  /// One line with the formula.
  public let summary: String
  /// The operands in order.
  public let operands: [OperandDefinition]
  /// The names of the results in order.
  public let results: [String]
  /// What frameworks and formats call it.
  public let spellings: [OperatorSpelling]
  /// The address of the text that defines it.
  public let specification: String

  /// Makes a definition.
  public init(
    _ name: String, _ category: OperatorCategory, summary: String, operands: [OperandDefinition],
    results: [String] = ["y"], spellings: [OperatorSpelling] = [], specification: String
  ) {
    self.name = name
    self.category = category
    self.summary = summary
    self.operands = operands
    self.results = results
    self.spellings = spellings
    self.specification = specification
  }

  /// The least number of operands, left-out ones in the middle counted.
  public var leastOperandCount: Int {
    let needed = operands.lastIndex { $0.presence == .required || $0.presence == .variadic }
    return needed.map { $0 + 1 } ?? 0
  }

  /// The most operands, or nothing if the last may repeat.
  public var mostOperandCount: Int? {
    switch operands.last?.presence {
    case .variadic, .unconstrained: nil
    default: operands.count
    }
  }
}

/// The groups of operators.
public enum OperatorCategory: String, Hashable, Sendable, CaseIterable {
  case arithmetic, comparison, logic, activation
  case linearAlgebra = "linear algebra"
  case convolution, pooling, normalization, reduction, recurrent, attention
  case shape, indexing, constant, conversion
  case controlFlow = "control flow"
  case random, signal
  case custom
}

/// One operand of an operator.
public struct OperandDefinition: Hashable, Sendable {
  /// Whether the operand has to be there.
  public enum Presence: Hashable, Sendable {
    case required, optional
    /// One or more operands; only the last may be.
    case variadic
    /// Any number of operands, each of which may be left out; only the last may be.
    case unconstrained
  }

  /// The name in messages: `weight`.
  public let name: String
  /// Whether it has to be there.
  public let presence: Presence

  /// An operand that has to be there.
  public static func required(_ name: String) -> OperandDefinition {
    OperandDefinition(name: name, presence: .required)
  }

  /// An operand that may be left out.
  public static func optional(_ name: String) -> OperandDefinition {
    OperandDefinition(name: name, presence: .optional)
  }

  /// One or more operands.
  public static func variadic(_ name: String) -> OperandDefinition {
    OperandDefinition(name: name, presence: .variadic)
  }

  /// Any number of operands, each of which may be left out.
  public static func unconstrained(_ name: String) -> OperandDefinition {
    OperandDefinition(name: name, presence: .unconstrained)
  }
}

/// The ecosystems whose names we give.
public enum Ecosystem: String, Hashable, Sendable, CaseIterable {
  case flux = "Flux"
  case pyTorch = "PyTorch"
  case mindSpore = "MindSpore"
  case onnx = "ONNX"
  case graphEngine = "GE"
}

/// What one ecosystem calls an operator.
public struct OperatorSpelling: Hashable, Sendable {
  /// The ecosystem.
  public let ecosystem: Ecosystem
  /// Its names there.
  public let names: [String]

  /// Flux's and NNlib's names.
  public static func flux(_ names: String...) -> OperatorSpelling {
    OperatorSpelling(ecosystem: .flux, names: names)
  }

  /// PyTorch's names, ATen operators as `aten::name`.
  public static func pyTorch(_ names: String...) -> OperatorSpelling {
    OperatorSpelling(ecosystem: .pyTorch, names: names)
  }

  /// MindSpore's primitives and cells.
  public static func mindSpore(_ names: String...) -> OperatorSpelling {
    OperatorSpelling(ecosystem: .mindSpore, names: names)
  }

  /// ONNX operators, with the first opset where that is not 1: `LayerNormalization-17`.
  public static func onnx(_ names: String...) -> OperatorSpelling {
    OperatorSpelling(ecosystem: .onnx, names: names)
  }

  /// Graph Engine operators.
  public static func graphEngine(_ names: String...) -> OperatorSpelling {
    OperatorSpelling(ecosystem: .graphEngine, names: names)
  }
}

/// A use of an operator and what it gives.
public struct OperatorExample: Sendable {
  /// The operator with its attributes.
  public let `operator`: any Operator
  /// The operands' types; nothing for one that is left out.
  public let operands: [TensorType?]
  /// The results' types.
  public let results: [TensorType]

  /// Makes an example.
  public init(_ operator: any Operator, _ operands: [TensorType?], gives results: [TensorType]) {
    self.operator = `operator`
    self.operands = operands
    self.results = results
  }
}
