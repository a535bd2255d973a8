import Checkpoints
import ConversionKit
import Diagnostics
import YAMLText

/// Reads the document of a batch file and reports everything that is wrong with it in one run.
struct BatchFileReader {
  /// How many problems of one file are worth reading.
  private static let problemLimit = 100

  private let file: String?
  private var problems: [Diagnostic] = []

  /// The jobs of a YAML text.
  ///
  /// - Throws: the YAML reader's diagnostic, or a list of every problem of the document.
  static func entries(_ bytes: [UInt8], file: String?) throws -> [BatchEntry] {
    let root = try YAMLReader.read(bytes, file: file)
    var reader = BatchFileReader(file: file)
    let entries = reader.entries(root)
    if let list = DiagnosticList(Array(reader.problems.prefix(problemLimit))) { throw list }
    return entries
  }

  private init(file: String?) { self.file = file }

  /// Notes a problem at a place of the file.
  mutating func report(_ message: String, at mark: YAMLMark) {
    problems.append(
      Diagnostic(
        .batchFileInvalid, message, at: Location(file: file).filled(from: mark.location)))
  }

  private mutating func entries(_ root: YAMLNode) -> [BatchEntry] {
    guard var fields = fields(of: root, "a batch file") else { return [] }
    var template = BatchEntry(name: "", place: "")
    if let node = fields.take("defaults"), var defaults = self.fields(of: node, "'defaults'") {
      read(&defaults, into: &template)
      reportRest(of: defaults, "'defaults'")
    }
    var entries: [BatchEntry] = []
    if let node = fields.take("jobs") {
      for (index, item) in items(node).enumerated() {
        if let entry = entry(item, number: index + 1, template) { entries.append(entry) }
      }
      if entries.isEmpty, problems.isEmpty { report("'jobs' lists none", at: node.mark) }
    } else {
      report("the file has no 'jobs'", at: root.mark)
    }
    reportRest(of: fields, "a batch file")
    var names: Set<String> = []
    for entry in entries where !names.insert(entry.name).inserted {
      report("two jobs are called '\(entry.name)'", at: root.mark)
    }
    return entries
  }

  private mutating func entry(
    _ node: YAMLNode, number: Int, _ template: BatchEntry
  ) -> BatchEntry? {
    guard var fields = fields(of: node, "a job") else { return nil }
    var entry = template
    entry.place = "\(node.mark.line):\(node.mark.column)"
    entry.name = fields.take("name").flatMap { name($0) } ?? "job\(number)"
    if let node = fields.take("inputs") {
      entry.inputs = patterns(node)
    } else {
      report("the job has no 'inputs'", at: node.mark)
    }
    let hasOutput = fields.has("output")
    read(&fields, into: &entry)
    reportRest(of: fields, "a job")
    if entry.output == nil, !hasOutput {
      report("neither the job nor 'defaults' has an 'output'", at: node.mark)
    }
    return entry
  }

  /// Takes what jobs and defaults have in common.
  private mutating func read(_ fields: inout YAMLFields, into entry: inout BatchEntry) {
    if let node = fields.take("exclude") { entry.excluded = patterns(node) }
    if let node = fields.take("output") { entry.output = pattern(node) }
    if let node = fields.take("allow_empty") { entry.allowsNone = truth(node) ?? false }
    var settings = entry.settings
    if let node = fields.take("to") { settings.target = text(node) }
    if let node = fields.take("architecture") { settings.architecture = text(node) }
    if let node = fields.take("set") {
      for item in self.fields(of: node, "'set'")?.rest ?? [] {
        settings.overrides[item.key] = hyperparameter(item.value)
      }
    }
    if let node = fields.take("input_shape") { settings.inputShapes = shapes(node) }
    if let node = fields.take("opset") { settings.opset = integer(node) }
    if let node = fields.take("cann") { settings.cannRelease = scalarText(node) }
    if let node = fields.take("select") { settings.selection = text(node) }
    if let node = fields.take("strict") { settings.isStrict = truth(node) ?? true }
    if let node = fields.take("swap_spatial") { settings.swapsSpatialAxes = truth(node) ?? false }
    if let node = fields.take("external_data") { settings.externalData = truth(node) }
    read(&fields, into: &settings.checkpoint)
    entry.settings = settings
    if let node = fields.take("expect"), var expected = self.fields(of: node, "'expect'") {
      read(&expected, into: &entry.expectation)
      reportRest(of: expected, "'expect'")
    }
  }

  private mutating func read(
    _ fields: inout YAMLFields, into expectation: inout BatchExpectation
  ) {
    if let node = fields.take("inputs") { expectation.inputs = tensors(node, "'inputs'") }
    if let node = fields.take("outputs") { expectation.outputs = tensors(node, "'outputs'") }
    guard let node = fields.take("numbers"), var numbers = self.fields(of: node, "'numbers'") else {
      return
    }
    let inputs = numbers.take("inputs").flatMap { pattern($0) }
    let outputs = numbers.take("outputs").flatMap { pattern($0) }
    if let inputs, let outputs {
      var expected = BatchExpectation.Numbers(inputs: inputs, outputs: outputs)
      if let node = numbers.take("rtol") {
        expected.relativeTolerance = tolerance(node) ?? expected.relativeTolerance
      }
      if let node = numbers.take("atol") {
        expected.absoluteTolerance = tolerance(node) ?? expected.absoluteTolerance
      }
      expectation.numbers = expected
    } else {
      report("'numbers' needs the files 'inputs' and 'outputs'", at: node.mark)
    }
    reportRest(of: numbers, "'numbers'")
  }
}
