import Checkpoints
import Diagnostics
import YAMLText

/// Reads an architecture file's document and reports everything that is wrong with it in one run.
struct DocumentReader {
  /// How many problems of one file are worth reading.
  private static let problemLimit = 100

  /// The file's name for diagnostics.
  let file: String?
  private var problems: [(mark: YAMLMark, diagnostic: Diagnostic)] = []

  /// The document of a YAML text.
  ///
  /// - Throws: the YAML reader's diagnostic, or a list of every problem of the document.
  static func document(_ bytes: [UInt8], file: String?) throws -> ArchitectureDocument {
    let root = try YAMLReader.read(bytes, file: file)
    var reader = DocumentReader(file: file)
    let document = reader.document(root)
    if reader.problems.isEmpty { reader.check(document) }
    let problems = reader.problems.sorted { left, right in
      (left.mark.line, left.mark.column) < (right.mark.line, right.mark.column)
    }
    if let list = DiagnosticList(problems.prefix(problemLimit).map(\.diagnostic)) { throw list }
    return document
  }

  private init(file: String?) { self.file = file }

  /// Notes a problem at a place of the file.
  mutating func report(
    _ message: String, at mark: YAMLMark, code: DiagnosticCode = .architectureFileInvalid
  ) {
    let diagnostic = Diagnostic(
      code, message, at: Location(file: file).filled(from: mark.location))
    problems.append((mark, diagnostic))
  }

  private mutating func document(_ root: YAMLNode) -> ArchitectureDocument {
    var document = ArchitectureDocument()
    guard var fields = fields(of: root, "an architecture file") else { return document }
    if let name = fields.take("architecture") {
      document.name = text(name) ?? ""
    } else {
      report("the file does not say its name: 'architecture: NAME' is missing", at: root.mark)
    }
    document.title = fields.take("title").flatMap { text($0) }
    if let node = fields.take("framework"), let name = text(node) {
      if let framework = Self.framework(name) {
        document.framework = framework
      } else {
        report("the framework '\(name)' is not known; 'pytorch' is", at: node.mark)
      }
    }
    document.classNames = fields.take("class").map { texts($0) } ?? []
    document.variant = fields.take("variant").flatMap { template($0) }
    document.variants = fields.take("variants").map { variants($0) } ?? []
    document.definitions =
      fields.take("let").map { node in
        entries(of: node, "'let'").compactMap { entry in
          identifier(entry.key, at: entry.mark)
          return template(entry.value).map { Template.Entry(name: entry.key, value: $0) }
        }
      } ?? []
    document.recognition =
      fields.take("recognise").map { node in items(node).compactMap { template($0) } } ?? []
    if let node = fields.take("prefixes") { document.prefixes = texts(node) }
    document.ignoredEntries = fields.take("ignore").map { texts($0) } ?? []
    document.assumptions = fields.take("assumes").map { assumptions($0) } ?? []
    document.inputs = fields.take("inputs").map { named($0, "'inputs'") } ?? []
    document.outputs = fields.take("outputs").map { named($0, "'outputs'") } ?? []
    document.modules = fields.take("modules").map { modules($0) } ?? []
    if let node = fields.take("forward") {
      document.forward = steps(node)
    } else {
      report("the file has no steps: 'forward' is missing", at: root.mark)
    }
    reportRest(of: fields, "an architecture file")
    return document
  }

  private mutating func assumptions(_ node: YAMLNode) -> [ArchitectureDocument.Assumption] {
    items(node).compactMap { item in
      guard case .mapping = item.content else {
        return template(item).map { .init(text: $0, condition: nil) }
      }
      guard var fields = fields(of: item, "an assumption") else { return nil }
      let condition = fields.take("when").flatMap { template($0) }
      let text = fields.take("text").flatMap { template($0) }
      reportRest(of: fields, "an assumption")
      if text == nil { report("an assumption has no 'text'", at: item.mark) }
      return text.map { .init(text: $0, condition: condition) }
    }
  }

  private mutating func variants(_ node: YAMLNode) -> [ArchitectureDocument.Variant] {
    entries(of: node, "'variants'").map { variant in
      let values = entries(of: variant.value, "a variant").compactMap { entry in
        identifier(entry.key, at: entry.mark)
        return template(entry.value).map { Template.Entry(name: entry.key, value: $0) }
      }
      return .init(name: variant.key, values: values, mark: variant.mark)
    }
  }

  private mutating func named(
    _ node: YAMLNode, _ place: String
  ) -> [ArchitectureDocument.Named] {
    entries(of: node, place).compactMap { entry in
      if entry.key.isEmpty { report("a name is empty", at: entry.mark) }
      return template(entry.value).map { .init(name: entry.key, value: $0, mark: entry.mark) }
    }
  }

  private mutating func modules(_ node: YAMLNode) -> [ModuleDefinition] {
    entries(of: node, "'modules'").compactMap { entry in
      guard var fields = fields(of: entry.value, "the module \(entry.key)") else { return nil }
      var module = ModuleDefinition(kind: entry.key, mark: entry.mark)
      module.arguments =
        fields.take("arguments").map { node in
          entries(of: node, "'arguments'").compactMap { argument in
            identifier(argument.key, at: argument.mark)
            if case .null = argument.value.content {
              return .init(name: argument.key, value: nil)
            }
            return template(argument.value).map { .init(name: argument.key, value: $0) }
          }
        } ?? []
      if let node = fields.take("inputs") { module.inputs = texts(node) }
      module.results = fields.take("results").map { texts($0) } ?? []
      if let node = fields.take("forward") {
        module.forward = steps(node)
      } else {
        report("the module \(entry.key) has no 'forward'", at: entry.mark)
      }
      reportRest(of: fields, "a module")
      return module
    }
  }

  private static func framework(_ name: String) -> Framework? {
    Framework(rawValue: name).flatMap { $0 == .unspecified ? nil : $0 }
  }
}
