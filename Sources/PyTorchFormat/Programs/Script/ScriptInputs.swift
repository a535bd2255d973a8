import ATen
import ByteIO
import ConversionKit
import Diagnostics
import ModelIR
import TorchScriptSource

/// The inputs of a TorchScript model: tensors, lists of them and plain values, as its forward declares
/// them.
struct ScriptInputs {
  /// An argument of the model's forward.
  indirect enum Form {
    /// A tensor, by its place in ``ScriptInputs/tensors``.
    case tensor(Int)
    case integer(String)
    case known(Int)
    case number(String)
    case boolean(String)
    case list([Form])
    case tuple([Form])
    case dictionary([(key: ScriptKey, form: Form)])
    /// The value that the code says.
    case fallback
    case none
  }

  /// A tensor that the model takes.
  struct Tensor {
    let name: String
    /// What it is; nothing as long as that is not known.
    var type: TensorType?
    /// Whether the user or the file said the element type.
    var isElementTypeKnown = false
  }

  /// The arguments in order, each with its name.
  private(set) var forms: [(name: ScriptSymbol, form: Form)] = []
  /// The tensors in order.
  var tensors: [Tensor] = []

  /// Reads the parameters of a model's forward.
  ///
  /// - Parameters:
  ///   - request: what the user says of inputs.
  ///   - examples: the arguments with which the model was traced.
  /// - Throws: a usage error for inputs that there are not, or whose number nobody says.
  init(
    _ function: ScriptFunctionReference, _ code: ScriptCode, _ request: ModelRequest,
    examples: [ScriptExample]
  ) throws(Diagnostic) {
    let file = function.file
    let parameters = file[file[function.id].parameters].dropFirst()
    var specifications = request.inputs
    let given = specifications.compactMap(\.name)
    for (index, parameter) in parameters.enumerated() {
      let name = code.symbols[parameter.name]
      let example = examples.indices.contains(index) ? examples[index] : nil
      let type = ScriptParameterType(parameter.type, in: file, code.symbols)
      if let number = Self.takeNumber(type, named: name, from: &specifications) {
        forms.append((parameter.name, .known(number)))
        continue
      }
      let builder = Builder(given: given, hasFallback: parameter.defaultValue != nil)
      let form = try builder.form(of: type, named: name, example, &tensors, depth: 0)
      forms.append((parameter.name, form))
    }
    try assign(specifications)
  }

  /// The value of an integer that the user gives in the place of sizes: `rate:16000`.
  private static func takeNumber(
    _ type: ScriptParameterType, named name: String, from given: inout [InputSpecification]
  ) -> Int? {
    guard type.isInteger, let index = given.firstIndex(where: { $0.name == name }),
      given[index].shape.rank == 1, let number = given[index].shape[0].size
    else { return nil }
    given.remove(at: index)
    return number
  }

  private struct Builder {
    let given: [String]
    let hasFallback: Bool

    func form(
      of type: ScriptParameterType, named name: String, _ example: ScriptExample?,
      _ tensors: inout [Tensor], depth: Int
    ) throws(Diagnostic) -> Form {
      if depth == 0, hasFallback, example == nil, !isGiven(name) { return .fallback }
      switch type {
      case .tensor:
        var tensor = Tensor(name: name)
        if case .tensor(let type)? = example {
          tensor.type = type
          tensor.isElementTypeKnown = true
        }
        tensors.append(tensor)
        return .tensor(tensors.count - 1)
      case .integer: return hasFallback ? .fallback : .integer(name)
      case .number: return hasFallback ? .fallback : .number(name)
      case .boolean: return hasFallback ? .fallback : .boolean(name)
      case .optional(let inner):
        if case ScriptExample.none? = example { return .none }
        if example == nil, !isGiven(name) { return hasFallback && depth == 0 ? .fallback : .none }
        return try form(of: inner, named: name, example, &tensors, depth: depth + 1)
      case .tuple(let types):
        let items = Self.items(example)
        var forms: [Form] = []
        for (index, type) in types.enumerated() {
          let item = items.indices.contains(index) ? items[index] : nil
          forms.append(
            try form(of: type, named: "\(name)_\(index)", item, &tensors, depth: depth + 1))
        }
        return .tuple(forms)
      case .list(let inner):
        let items = Self.items(example)
        var count = items.count
        if case .list? = example {
        } else {
          while isGiven("\(name)_\(count)"), count < 4096 { count += 1 }
          guard count > 0 else { throw countNeeded(name, type, "\(name)_0") }
        }
        var forms: [Form] = []
        for index in 0..<count {
          let item = items.indices.contains(index) ? items[index] : nil
          forms.append(
            try form(of: inner, named: "\(name)_\(index)", item, &tensors, depth: depth + 1))
        }
        return .list(forms)
      case .dictionary(let inner):
        var forms: [(key: ScriptKey, form: Form)] = []
        if case .dictionary(let entries)? = example {
          for (key, value) in entries {
            forms.append(
              (
                .text(ExactName(key)),
                try form(
                  of: inner, named: "\(name)_\(key)", value, &tensors,
                  depth: depth + 1)
              ))
          }
        } else {
          for other in given where other.hasPrefix("\(name)_") {
            let key = String(other.dropFirst(name.count + 1))
            forms.append(
              (
                .text(ExactName(key)),
                try form(of: inner, named: other, nil, &tensors, depth: depth + 1)
              ))
          }
          guard !forms.isEmpty else { throw countNeeded(name, type, "\(name)_KEY") }
        }
        return .dictionary(forms)
      case .other(let text):
        if hasFallback { return .fallback }
        if text == "Any", example != nil || isGiven(name) {
          return try form(of: .tensor, named: name, example, &tensors, depth: depth + 1)
        }
        throw Diagnostic(
          .torchScriptUnsupported,
          "the model takes '\(name)' of type \(text), which no graph does; "
            + "script it inside of a module that sets the value")
      }
    }

    private func isGiven(_ name: String) -> Bool {
      given.contains { $0 == name || $0.hasPrefix("\(name)_") }
    }

    private static func items(_ example: ScriptExample?) -> [ScriptExample] {
      if case .list(let items)? = example { return items }
      return []
    }

    private func countNeeded(
      _ name: String, _ type: ScriptParameterType, _ example: String
    ) -> Diagnostic {
      Diagnostic(
        .inputShapeNeeded,
        "the model takes '\(name)' of type \(type.text), and nothing says how many tensors that are; "
          + "give each with --input-shape \(example):batch,3")
    }
  }

  /// Gives the tensors the user's shapes: by name, or in order where they have none.
  private mutating func assign(_ given: [InputSpecification]) throws(Diagnostic) {
    let names = tensors.map(\.name)
    var taken: Set<Int> = []
    for (position, input) in given.enumerated() {
      let index = try input.claim(
        among: names, position: position, isOnly: given.count == 1, taken: &taken)
      let known = tensors[index].type
      if let known, known.rank != input.shape.rank {
        throw Diagnostic(
          .invalidInputShape,
          "'\(tensors[index].name)' was traced with \(known.rank) axes, \(input.shape) has "
            + "\(input.shape.rank)")
      }
      tensors[index].type = TensorType(
        input.elementType ?? known?.elementType ?? .float32, input.shape)
      if input.elementType != nil { tensors[index].isElementTypeKnown = true }
    }
  }

  // MARK: - Values

  /// Declares the inputs in a graph and gives the arguments.
  ///
  /// - Parameter probe: takes the tensors whose shapes are not known.
  func arguments(
    in evaluator: ScriptEvaluator, probe: ScriptProbe?
  ) throws(Diagnostic) -> [(name: ScriptSymbol, value: ScriptValue)] {
    var arguments: [(name: ScriptSymbol, value: ScriptValue)] = []
    for (name, form) in forms {
      if case .fallback = form { continue }
      arguments.append((name, try value(of: form, evaluator, probe)))
    }
    return arguments
  }

  private func value(
    of form: Form, _ evaluator: ScriptEvaluator, _ probe: ScriptProbe?
  ) throws(Diagnostic) -> ScriptValue {
    let context = evaluator.context
    switch form {
    case .tensor(let index):
      guard let type = tensors[index].type, probe == nil || tensors[index].isElementTypeKnown else {
        return probe?.value(for: tensors[index].name) ?? .nothing
      }
      let tensor = context.addInput(named: tensors[index].name, type)
      try context.registerSymbols(of: tensor)
      for dimension in type.shape.dimensions { evaluator.inputSymbols.formUnion(dimension.symbols) }
      return .plain(.tensor(tensor))
    case .integer(let name):
      let tensor = context.addInput(named: name, TensorType(.int64, []))
      return .plain(.size(try context.symbol(for: try context.value(of: tensor), named: name)))
    case .known(let number): return .integer(number)
    case .number(let name):
      return .plain(.tensor(context.addInput(named: name, TensorType(.float32, []))))
    case .boolean(let name):
      return .plain(.tensor(context.addInput(named: name, TensorType(.bool, []))))
    case .list(let forms):
      return try evaluator.list(
        try forms.map { form throws(Diagnostic) in try value(of: form, evaluator, probe) })
    case .tuple(let forms):
      return .tuple(
        ScriptTuple(
          try forms.map { form throws(Diagnostic) in try value(of: form, evaluator, probe) }))
    case .dictionary(let forms):
      let dictionary = ScriptDictionary(level: 0)
      for (key, form) in forms { dictionary.set(key, try value(of: form, evaluator, probe)) }
      return .dictionary(dictionary)
    case .fallback, .none: return .nothing
    }
  }
}
