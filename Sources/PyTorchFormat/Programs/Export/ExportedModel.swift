import ATen
import ByteIO
import ConversionKit
import Diagnostics
import JSONText
import ModelIR
import ZIPArchive

/// Turns an exported program and its weights into a graph.
struct ExportedModel {
  private let name: String
  private let program: JSONNode
  private let graphModule: JSONNode
  private let graph: JSONNode
  private let signature: ExportSignature
  private let weights: [ExactName: Weight]

  /// Reads a program's outline.
  ///
  /// - Parameter weights: the file's tensors by name.
  /// - Throws: ``DiagnosticCode/torchExportMalformed``, and what reading JSON raises.
  init(
    _ record: ExportedProgramRecord, weights: [ExactName: Weight], file: String
  ) throws(Diagnostic) {
    var options = JSONOptions()
    options.acceptsNonFiniteNumbers = true
    let document = try JSONDocument.parse(
      try record.record.bytes(limit: options.byteCountLimit), options: options, file: file)
    name = record.name
    self.weights = weights
    program = document.root
    graphModule = try program.needed("graph_module")
    graph = try graphModule.needed("graph")
    signature = try ExportSignature(try graphModule.needed("signature"), of: graph)
  }

  /// The graph's model.
  ///
  /// - Throws: a list of everything that cannot be converted; a diagnostic for a graph that contradicts
  ///   itself.
  func makeModel(_ request: ModelRequest, diagnostics: DiagnosticCollector) throws -> Model {
    var symbols = ExportSymbols()
    let context = ATenContext()
    var environment = ExportEnvironment()
    try declareInputs(request, context, &symbols, &environment)
    let evaluation = ExportEvaluation(context: context, symbols: symbols)
    let results = try evaluation.run(graph, environment)
    var findings = evaluation.problems
    if findings.isEmpty {
      do throws(Diagnostic) {
        try addOutputs(results, context, diagnostics)
      } catch { findings.append(error) }
    }
    if let list = DiagnosticList(findings) { throw list }
    for note in context.findings { diagnostics.emit(note) }
    return Model(
      graph: context.builder.graph, name: name,
      metadata: metadata(context.builder.graph, symbols))
  }

  // MARK: - Inputs

  private func declareInputs(
    _ request: ModelRequest, _ context: ATenContext, _ symbols: inout ExportSymbols,
    _ environment: inout ExportEnvironment
  ) throws {
    let values = try ExportTensorValues(graph)
    var userInputs: [(name: String, meta: JSONNode)] = []
    for input in try graph.needed("inputs").items {
      let union = try ExportUnion(input)
      guard union.tag == "as_tensor", let name = union.value["name"]?.string else { continue }
      if case .user? = signature.inputs[name] {
        userInputs.append((name, try values.meta(name, at: input)))
      }
    }
    let given = try request.inputs.assigned(to: userInputs.map(\.name))
    for (index, input) in userInputs.enumerated() {
      let shape = try ExportSymbols().shape(input.meta)
      let isTokens = input.meta["dtype"]?.integer.flatMap(TorchScalarType.elementType) == .int64
      if let given = given[index], given.shape.rank != shape.rank {
        throw Diagnostic(
          .invalidInputShape,
          "'\(input.name)' was exported with \(shape.rank) axes, \(given.shape) has "
            + "\(given.shape.rank)")
      }
      try symbols.name(
        shape, of: input.name, given: given[index]?.shape, isTokens: isTokens)
    }
    for input in try graph.needed("inputs").items {
      let union = try ExportUnion(input)
      guard union.tag == "as_sym_int", let name = union.value["as_name"]?.string,
        let value = graph["sym_int_values"]?[name]
      else { continue }
      symbols.name(try symbols.size(value), ofNumber: name)
    }
    var known: [Weight: ATenValue] = [:]
    for input in try graph.needed("inputs").items {
      let union = try ExportUnion(input)
      guard let name = union.value["name"]?.string ?? union.value["as_name"]?.string else {
        continue
      }
      switch signature.inputs[name] {
      case .weight(let full)?:
        guard let weight = weights[ExactName(full)] else {
          throw Diagnostic(
            .torchExportMalformed, "the program uses the tensor '\(full)', which the file lacks",
            at: input.location)
        }
        let value = known[weight] ?? .tensor(context.weightTensor(weight, named: full))
        known[weight] = value
        environment.set(name, value)
      case .user?:
        guard union.tag == "as_tensor" else {
          environment.set(name, try declareNumber(name, union.tag, context, symbols, at: input))
          continue
        }
        let index = userInputs.firstIndex { $0.name == name }
        let type = try values.type(name, symbols, at: input)
        if let index, let shape = given[index]?.shape,
          !zip(shape.dimensions, type.shape.dimensions).allSatisfy({ $0.canEqual($1) })
        {
          throw Diagnostic(
            .invalidInputShape, "'\(name)' was exported as \(type.shape), \(shape) does not fit it")
        }
        let tensor = context.addInput(named: name, type)
        try context.registerSymbols(of: tensor)
        environment.set(name, .tensor(tensor))
      case .constant(let value)?:
        environment.set(
          name,
          try value.map { node throws(Diagnostic) in
            try ExportEnvironment().argument(node)
          } ?? .none)
      case .other?: environment.set(name, .failed)
      case nil:
        throw Diagnostic(
          .torchExportMalformed, "the signature does not say what the input '\(name)' is",
          at: input.location)
      }
    }
  }

  /// Declares an input that is a plain number or truth value in PyTorch: a tensor without axes.
  private func declareNumber(
    _ name: String, _ kind: String, _ context: ATenContext, _ symbols: ExportSymbols,
    at node: JSONNode
  ) throws(Diagnostic) -> ATenValue {
    switch kind {
    case "as_sym_int":
      let tensor = context.addInput(named: name, TensorType(.int64, []))
      guard let value = graph["sym_int_values"]?[name] else {
        throw Diagnostic(
          .torchExportMalformed, "the graph does not describe its integer '\(name)'",
          at: node.location)
      }
      let size = try symbols.size(value)
      guard case .symbol(let symbol) = size.structure, !context.isComputable(size) else {
        return ATenValue(size)
      }
      return ATenValue(try context.symbol(for: try context.value(of: tensor), named: symbol))
    case "as_sym_float":
      return .tensor(context.addInput(named: name, TensorType(.float32, [])))
    case "as_sym_bool":
      return .tensor(context.addInput(named: name, TensorType(.bool, [])))
    default:
      throw Diagnostic(
        .torchArchiveUnsupported,
        "the input '\(name)' is neither a tensor nor a number; export the model with that value fixed",
        at: node.location)
    }
  }

  // MARK: - Outputs

  private func addOutputs(
    _ results: [ATenValue], _ context: ATenContext, _ diagnostics: DiagnosticCollector
  ) throws(Diagnostic) {
    guard results.count == signature.outputs.count else {
      throw Diagnostic(
        .torchExportMalformed,
        "the graph has \(results.count) outputs, its signature \(signature.outputs.count)")
    }
    var outputs: [ATenValue] = []
    for (result, role) in zip(results, signature.outputs) {
      switch role {
      case .user: outputs.append(result)
      case .mutation(let name):
        diagnostics.emit(
          Diagnostic(
            .torchExportMutation, severity: .warning,
            "the model changes its buffer '\(name)' when it runs, the written graph does not keep it"
          ))
      case .inputMutation(let name):
        diagnostics.emit(
          Diagnostic(
            .torchExportMutation, severity: .warning,
            "the model writes to its input '\(name)', the written graph leaves it as it is"))
      case .other: continue
      }
    }
    let names = outputNames(count: outputs.count)
    var added = 0
    for (output, name) in zip(outputs, names) {
      guard let value = try context.operand(output) else {
        // A result that is no number, such as None, is none of ONNX's either.
        guard output == .failed else { continue }
        throw Diagnostic(
          .atenOperatorUnsupported,
          "the result '\(name)' of the program is one of an operator's that is not converted")
      }
      context.path = ""
      context.sourceText = "output"
      try context.addOutput(value, named: name)
      added += 1
    }
    guard added > 0 else {
      throw Diagnostic(.torchArchiveUnsupported, "the program gives no tensor")
    }
  }

  /// The names of the model's results: the keys of a dictionary or of a structured output where there
  /// are such.
  private func outputNames(count: Int) -> [String] {
    if count == 1, leaves("out_spec")?.count ?? 1 == 1 {
      let name = leaves("out_spec")?.first ?? ""
      return [name.isEmpty || Int(name) != nil ? "output" : name]
    }
    guard let leaves = leaves("out_spec"), leaves.count == count else {
      return (0..<count).map { "output_\($0)" }
    }
    return leaves.map { $0.first?.isNumber ?? true ? "output_\($0)" : $0 }
  }

  private func leaves(_ key: String) -> [String]? {
    let calls = graphModule.present("module_call_graph")?.items.map { $0 } ?? []
    let call = calls.first { $0["fqn"]?.string?.isEmpty ?? true } ?? calls.first
    let text = call?.present("signature")?[key]?.string ?? program["call_spec"]?[key]?.string
    return text.flatMap(ExportTree.leaves)
  }

  // MARK: - Metadata

  private func metadata(_ graph: Graph, _ symbols: ExportSymbols) -> [MetadataEntry] {
    var entries: [MetadataEntry] = []
    if let version = program["torch_version"]?.string {
      entries.append(MetadataEntry("torch_version", version))
    }
    for member in program.present("range_constraints")?.members.map({ $0 }) ?? [] {
      guard let name = symbols.dimensions[member.name]?.text, Int(name) == nil else { continue }
      let low = member.value["min_val"]?.integer ?? 1
      // Releases before 2.6 write about 2^63 where there is no limit.
      let high = member.value["max_val"]?.integer.flatMap { $0 > 1 << 61 ? nil : $0 }
      entries.append(
        MetadataEntry("dimension_\(name)", high.map { "\(low) to \($0)" } ?? "\(low) or more"))
    }
    return entries
  }
}
