import ByteIO
import ConversionKit
import Diagnostics
import ModelIR

/// One check of a model against all rules.
struct GEModelCheck {
  /// The model.
  let model: GEModel
  /// Whether it was compiled: compilers add operators and settings of their own.
  let isCompiled: Bool

  private var findings: [FileFinding] = []
  private var findingsByRelease: [CANNRelease: [FileFinding]] = [:]
  private let releases: [CANNRelease]
  private var checkedCount = 0

  /// The most findings of one file.
  private static let mostFindings = 10_000

  /// Checks a model against the prototypes of some releases, of which it has to keep one.
  init(_ model: GEModel, isCompiled: Bool, releases: [CANNRelease]) {
    self.model = model
    self.isCompiled = isCompiled
    self.releases = releases
    for release in releases { findingsByRelease[release] = [] }
    let subgraphs = Set(
      model.graphs.flatMap(\.operators).flatMap(\.subgraphNames).map { ExactName($0) })
    for (index, graph) in model.graphs.enumerated() {
      if index > 0, !subgraphs.contains(ExactName(graph.name)) {
        note(.interface, at: graph.name, "no operator runs this graph")
      }
      check(graph, isOutermost: index == 0)
    }
  }

  /// What was found, by the release that the file fits best.
  mutating func result() -> FileCheck {
    let counts = releases.map { release in
      findingsByRelease[release, default: []].count { $0.isViolation }
    }
    let least = counts.min() ?? 0
    let best = zip(releases, counts).filter { $0.1 == least }.map(\.0)
    var all = findings
    let quietest = best.min {
      findingsByRelease[$0, default: []].count < findingsByRelease[$1, default: []].count
    }
    if let quietest { all += findingsByRelease[quietest, default: []] }
    let names = (least == 0 ? best : Array(best.suffix(1))).map(\.rawValue).joined(separator: ", ")
    return FileCheck(
      scope: "\(checkedCount) operators against CANN \(names)", rules: GERule.descriptions,
      findings: Array(all.prefix(Self.mostFindings)))
  }

  // MARK: - Findings

  /// Notes a rule that is not kept.
  mutating func violation(_ rule: GERule, at place: String, _ message: String) {
    add(rule, place, message, isViolation: true)
  }

  /// Notes something worth knowing.
  mutating func note(_ rule: GERule, at place: String, _ message: String) {
    add(rule, place, message, isViolation: false)
  }

  private mutating func add(
    _ rule: GERule, _ place: String, _ message: String, isViolation: Bool
  ) {
    guard findings.count < Self.mostFindings else { return }
    findings.append(
      FileFinding(
        rule: rule.rawValue, place: String(place.prefix(500)), message: message,
        isViolation: isViolation))
  }

  // MARK: - Graphs

  private mutating func check(_ graph: GEGraph, isOutermost: Bool) {
    var operators: [ExactName: GEOperator] = [:]
    for operation in graph.operators {
      checkedCount += 1
      if operation.name.isEmpty || operation.type.isEmpty {
        violation(.name, at: operation.name, "the operator has no name or no type")
      }
      if operators.updateValue(operation, forKey: ExactName(operation.name)) != nil {
        violation(.name, at: operation.name, "two operators have this name")
      }
    }
    for operation in graph.operators {
      check(operation, operators)
    }
    checkOrder(graph, operators)
    checkInterface(graph, operators, isOutermost: isOutermost)
  }

  private mutating func checkOrder(_ graph: GEGraph, _ operators: [ExactName: GEOperator]) {
    guard
      !findings.contains(where: {
        [GERule.name.rawValue, GERule.anchor.rawValue].contains($0.rule)
      })
    else { return }
    do throws(Diagnostic) {
      _ = try graph.orderedOperators(file: "")
    } catch {
      violation(.cycle, at: error.location.path ?? "", error.message)
    }
  }

  private mutating func checkInterface(
    _ graph: GEGraph, _ operators: [ExactName: GEOperator], isOutermost: Bool
  ) {
    let data = graph.operators.filter { $0.type == "Data" }
    let hasNetOutput = graph.operators.contains { $0.type == "NetOutput" }
    if hasNetOutput, !isCompiled {
      violation(.netOutput, at: graph.name, "compilers add this operator, models do not have it")
    }
    if graph.outputs.isEmpty, !hasNetOutput {
      violation(.interface, at: graph.name, "the graph lists no outputs")
    }
    for (names, kind) in [(graph.inputs, "input"), (graph.outputs, "output")] {
      for name in names {
        guard let anchor = GEAnchor(name), let operation = operators[ExactName(anchor.name)],
          operation.outputDescriptors.indices.contains(anchor.index)
        else {
          violation(
            .interface, at: graph.name,
            "the \(kind) '\(name.prefix(200))' is no output of an operator")
          continue
        }
      }
    }
    guard isOutermost else { return }
    if !isCompiled {
      let listed = Set(graph.inputs.compactMap { GEAnchor($0).map { ExactName($0.name) } })
      for operation in data where !listed.contains(ExactName(operation.name)) {
        violation(.interface, at: operation.name, "the graph does not list this input")
      }
    }
    let indices = data.compactMap { operation -> Int? in
      if case .integer(let index)? = operation.attributes["index"] { return index }
      return data.count == 1 ? 0 : nil
    }
    if indices.sorted() != Array(0..<data.count) {
      violation(
        .inputIndex, at: graph.name,
        "\(data.count) inputs have the indices \(indices.prefix(20)), 0 to \(data.count - 1) are expected"
      )
    }
  }

  // MARK: - Operators

  private mutating func check(_ operation: GEOperator, _ operators: [ExactName: GEOperator]) {
    checkAnchors(operation, operators)
    checkDescriptors(operation)
    checkBooks(operation)
    checkLists(operation)
    checkConstant(operation)
    let table = GEPrototypeTable.standard
    guard table.knows(operation.type) else {
      if operation.type != "NetOutput" {
        note(.unknownOperator, at: operation.name, "no prototype of '\(operation.type)' is known")
      }
      return
    }
    for release in releases {
      guard findingsByRelease[release, default: []].count < Self.mostFindings else { continue }
      var check = GEPrototypeCheck(operation, release: release)
      check.run()
      findingsByRelease[release, default: []] += check.findings
    }
  }

  private mutating func checkAnchors(
    _ operation: GEOperator, _ operators: [ExactName: GEOperator]
  ) {
    let name = operation.name
    var orders = false
    for (index, input) in operation.inputs.enumerated() {
      guard !input.isEmpty else {
        if orders {
          violation(.controlEdge, at: name, "input \(index) comes after an edge that orders")
        }
        continue
      }
      guard let anchor = GEAnchor(input), let source = operators[ExactName(anchor.name)] else {
        violation(
          .anchor, at: name,
          "input \(index), '\(input.prefix(200))', names no operator of the graph")
        continue
      }
      if anchor.index < 0 {
        orders = true
        continue
      }
      if orders {
        violation(.controlEdge, at: name, "input \(index) comes after an edge that orders")
      }
      guard source.outputDescriptors.indices.contains(anchor.index) else {
        violation(
          .anchor, at: name,
          "input \(index) takes output \(anchor.index) of '\(anchor.name.prefix(200))', which has "
            + "\(source.outputDescriptors.count)")
        continue
      }
      if operation.inputDescriptors.indices.contains(index) {
        checkAgreement(
          operation, index, operation.inputDescriptors[index],
          source.outputDescriptors[anchor.index])
      }
    }
  }

  private mutating func checkAgreement(
    _ operation: GEOperator, _ index: Int, _ taken: GETensorDescriptor,
    _ given: GETensorDescriptor
  ) {
    let fits =
      taken.dataType == given.dataType
      && (taken.shape.contains { $0 < 0 } || given.shape.contains { $0 < 0 }
        || taken.shape == given.shape)
    // Compilers convert between layouts and types at edges.
    guard !fits, !isCompiled, taken.dataType != GEDataType.undefined else { return }
    violation(
      .agreement, at: operation.name,
      "input \(index) is \(taken.text), what it takes is \(given.text)")
  }

  private mutating func checkDescriptors(_ operation: GEOperator) {
    let name = operation.name
    let connected = operation.inputs.filter { !$0.hasSuffix(":-1") }
    if operation.inputDescriptors.count != connected.count {
      let text = "\(connected.count) inputs have \(operation.inputDescriptors.count) descriptors"
      isCompiled ? note(.slots, at: name, text) : violation(.slots, at: name, text)
    }
    for (index, descriptor) in operation.inputDescriptors.enumerated() {
      let isConnected = index < connected.count && !connected[index].isEmpty
      if isConnected || operation.type == "Data" {
        checkDescriptor(descriptor, "input \(index)", of: operation)
      } else if descriptor.dataType != GEDataType.undefined
        || descriptor.layout != GELayout.reserved.rawValue, !isCompiled
      {
        violation(
          .unconnected, at: name,
          "input \(index) is not connected and is described as \(descriptor.text) of the layout "
            + "'\(descriptor.layout.prefix(50))'")
      }
    }
    for (index, descriptor) in operation.outputDescriptors.enumerated() {
      checkDescriptor(descriptor, "output \(index)", of: operation)
    }
  }

  private mutating func checkDescriptor(
    _ descriptor: GETensorDescriptor, _ label: String, of operation: GEOperator
  ) {
    let name = operation.name
    if descriptor.dataType <= 0 || descriptor.dataType > GEDataType.last {
      violation(.descriptor, at: name, "\(label) has no element type")
    }
    if GELayout.known[descriptor.layout] == nil, !isCompiled {
      violation(
        .descriptor, at: name, "\(label) has the unknown layout '\(descriptor.layout.prefix(50))'")
    }
    if descriptor.shape.contains(where: { $0 < -2 }) {
      violation(.descriptor, at: name, "\(label) has the shape \(descriptor.shape.prefix(20))")
    }
    guard !isCompiled else { return }
    if case .string? = descriptor.attributes["origin_format"] {
    } else {
      violation(.descriptor, at: name, "\(label) does not state 'origin_format'")
    }
    if case .integerLists(let ranges)? = descriptor.attributes["shape_range"],
      ranges.count != descriptor.shape.count || ranges.contains(where: { $0.count != 2 })
    {
      violation(.descriptor, at: name, "\(label) has ranges that do not fit its axes")
    }
    for entry in descriptor.attributes.entries { checkList(entry, at: name, label) }
  }

  private mutating func checkLists(_ operation: GEOperator) {
    for entry in operation.attributes.entries { checkList(entry, at: operation.name, "") }
  }

  private mutating func checkList(_ entry: GEAttribute, at place: String, _ label: String) {
    // What begins with an underscore is read back without its kind.
    guard case .list(let list) = entry.value, list.kind == 0, !entry.name.hasPrefix("_"),
      list.content != .empty
    else { return }
    let owner = label.isEmpty ? "" : "\(label): "
    violation(
      .listKind, at: place, "\(owner)the list '\(entry.name.prefix(100))' does not state its kind")
  }

  private mutating func checkBooks(_ operation: GEOperator) {
    for (kind, count) in [
      ("input", operation.inputDescriptors.count), ("output", operation.outputDescriptors.count),
    ] {
      let (keys, places) = ("_\(kind)_name_key", "_\(kind)_name_value")
      guard let names = operation.attributes[keys], let values = operation.attributes[places] else {
        if count > 0, !isCompiled {
          violation(.nameBook, at: operation.name, "'\(keys)' or '\(places)' is missing")
        }
        continue
      }
      guard case .list(let first) = names, case .list(let second) = values,
        case .strings(let texts) = first.content, case .integers(let indices) = second.content,
        texts.count == indices.count, Set(texts.map { ExactName($0) }).count == texts.count,
        indices.allSatisfy({ $0 >= 0 && $0 < count }) || isCompiled
      else {
        violation(
          .nameBook, at: operation.name, "'\(keys)' and '\(places)' do not name \(count) places")
        continue
      }
      if texts.count != count, !isCompiled {
        violation(
          .nameBook, at: operation.name, "\(count) \(kind)s have \(texts.count) names")
      }
    }
  }

  private mutating func checkConstant(_ operation: GEOperator) {
    guard operation.type == "Const" || operation.type == "Constant", !isCompiled else { return }
    guard case .tensor(let tensor)? = operation.attributes["value"] else {
      return violation(.constant, at: operation.name, "the setting 'value' holds no tensor")
    }
    if let output = operation.outputDescriptors.first,
      output.dataType != tensor.descriptor.dataType || output.shape != tensor.descriptor.shape
    {
      violation(
        .constant, at: operation.name,
        "the tensor is \(tensor.descriptor.text), the output \(output.text)")
    }
    if case .unusable(let reason) = tensor.content, operation.attributes["location"] == nil {
      violation(.constant, at: operation.name, "the tensor has \(reason)")
    }
  }

  /// Looks for the files of constants that keep their elements outside.
  mutating func checkExternalConstants(beside source: SourceFile) {
    for operation in model.graphs.flatMap(\.operators) where operation.isConstant {
      guard operation.attributes["location"] != nil else { continue }
      var one = GEModel(graphs: [GEGraph(name: "", operators: [operation])])
      do throws(Diagnostic) {
        try one.resolveExternalConstants(beside: source)
      } catch {
        violation(.constant, at: operation.name, error.message)
      }
    }
  }
}

extension GETensorDescriptor {
  /// The type for people: `f32[-1, 3]`.
  var text: String {
    let type = elementType?.description ?? "type \(dataType)"
    return "\(type)[\(shape.prefix(20).map(String.init).joined(separator: ", "))]"
  }
}
