import Checkpoints
import ConversionKit
import Diagnostics
import YAMLText

extension BatchFileReader {
  /// The entries of a mapping by key; a problem is noted for anything else.
  mutating func fields(of node: YAMLNode, _ place: String) -> YAMLFields? {
    guard case .mapping(let entries) = node.content else {
      report("\(place) is a mapping, \(node.kindText) is found", at: node.mark)
      return nil
    }
    return YAMLFields(entries)
  }

  /// Notes every key that nobody took.
  mutating func reportRest(of fields: YAMLFields, _ place: String) {
    for entry in fields.rest {
      report(
        "'\(entry.key)' is no key of \(place); there are "
          + fields.taken.joined(separator: ", "), at: entry.mark)
    }
  }

  /// The values of a list; one value is a list of one.
  func items(_ node: YAMLNode) -> [YAMLNode] {
    switch node.content {
    case .sequence(let items): items
    case .null: []
    default: [node]
    }
  }

  mutating func text(_ node: YAMLNode) -> String? {
    if case .text(let text) = node.content, !text.isEmpty { return text }
    report("a text is expected, \(node.kindText) is found", at: node.mark)
    return nil
  }

  /// A text, or a number as it was probably written: `cann: 1.8`.
  mutating func scalarText(_ node: YAMLNode) -> String? {
    switch node.content {
    case .number(let number): "\(number)"
    case .integer(let number): "\(number)"
    default: text(node)
    }
  }

  mutating func integer(_ node: YAMLNode) -> Int? {
    if case .integer(let value) = node.content { return value }
    report("an integer is expected, \(node.kindText) is found", at: node.mark)
    return nil
  }

  mutating func truth(_ node: YAMLNode) -> Bool? {
    if case .boolean(let value) = node.content { return value }
    report("true or false is expected, \(node.kindText) is found", at: node.mark)
    return nil
  }

  mutating func tolerance(_ node: YAMLNode) -> Double? {
    switch node.content {
    case .number(let value) where value >= 0 && value.isFinite: return value
    case .integer(let value) where value >= 0: return Double(value)
    default:
      report("a tolerance is a number from 0, \(node.kindText) is found", at: node.mark)
      return nil
    }
  }

  /// A name that can be part of a path.
  mutating func name(_ node: YAMLNode) -> String? {
    guard let name = scalarText(node) else { return nil }
    guard !name.contains("/"), !name.hasPrefix("."),
      name.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F })
    else {
      report("a name has no '/' and does not begin with '.'", at: node.mark)
      return nil
    }
    return name
  }

  mutating func patterns(_ node: YAMLNode) -> [GlobPattern] {
    var result: [GlobPattern] = []
    for item in items(node) {
      guard let text = text(item) else { continue }
      if let pattern = GlobPattern(text) {
        result.append(pattern)
      } else {
        report(
          "'\(text)' is no pattern: '**' is a part of its own, brackets are closed, and '..' stands "
            + "before the first special character only", at: item.mark)
      }
    }
    return result
  }

  mutating func pattern(_ node: YAMLNode) -> OutputPattern? {
    guard let text = text(node) else { return nil }
    do throws(OutputPattern.Problem) {
      return try OutputPattern(text)
    } catch {
      report(error.message, at: node.mark)
      return nil
    }
  }

  /// Input shapes, as texts that were found to be some.
  mutating func shapes(_ node: YAMLNode) -> [String] {
    var result: [String] = []
    for item in items(node) {
      guard let text = text(item) else { continue }
      do throws(Diagnostic) {
        _ = try InputSpecification(parsing: text)
        result.append(text)
      } catch {
        report(error.message, at: item.mark)
      }
    }
    return result
  }

  /// Expected tensors: `{x: "f32[batch, 10]"}`, or a list of sizes for any type.
  mutating func tensors(_ node: YAMLNode, _ place: String) -> [ExpectedTensor]? {
    guard let fields = fields(of: node, place) else { return nil }
    var result: [ExpectedTensor] = []
    for entry in fields.rest {
      var text: String?
      if case .sequence(let sizes) = entry.value.content {
        text = "[\(sizes.compactMap { scalarText($0) }.joined(separator: ","))]"
      } else {
        text = self.text(entry.value)
      }
      guard let text else { continue }
      do throws(Diagnostic) {
        result.append(try ExpectedTensor(name: entry.key, text: text))
      } catch {
        report(error.message, at: entry.value.mark)
      }
    }
    return result
  }

  /// A value for a name of an architecture file.
  func hyperparameter(_ node: YAMLNode) -> HyperparameterValue {
    switch node.content {
    case .null: .none
    case .boolean(let value): .boolean(value)
    case .integer(let value): .integer(value)
    case .number(let value): .number(value)
    case .text(let value): .text(value)
    case .sequence(let items): .list(items.map { hyperparameter($0) })
    case .mapping(let entries):
      .mapping(
        Hyperparameters(
          entries.map { Hyperparameters.Entry(name: $0.key, value: hyperparameter($0.value)) }))
    }
  }
}
