import ATen
import Diagnostics
import JSONText
import ModelIR

/// The values by their names in one exported graph.
struct ExportEnvironment {
  private var values: [String: ATenValue] = [:]

  /// The value of a name.
  ///
  /// - Throws: ``DiagnosticCode/torchExportMalformed`` for a name that nothing has.
  func value(_ node: JSONNode) throws(Diagnostic) -> ATenValue {
    guard let name = node["name"]?.string ?? node["as_name"]?.string ?? node.string else {
      throw Diagnostic(.torchExportMalformed, "a value has no name", at: node.location)
    }
    guard let value = values[name] else {
      throw Diagnostic(
        .torchExportMalformed, "the graph uses '\(name)' and never makes it", at: node.location)
    }
    return value
  }

  /// Gives a name a value.
  mutating func set(_ name: String, _ value: ATenValue) { values[name] = value }
}

extension ExportEnvironment {
  /// An argument of a call as a value.
  ///
  /// - Throws: ``DiagnosticCode/torchExportMalformed`` for an argument that cannot be read.
  func argument(_ node: JSONNode) throws(Diagnostic) -> ATenValue {
    let union = try ExportUnion(node)
    let value = union.value
    switch union.tag {
    case "as_none", "as_memory_format", "as_layout": return .none
    case "as_tensor": return try self.value(value)
    case "as_tensors":
      return .list(try value.items.map { item throws(Diagnostic) in try self.value(item) })
    case "as_optional_tensor", "as_sym_int", "as_sym_bool", "as_sym_float":
      return try scalar(value)
    case "as_optional_tensors", "as_sym_ints", "as_sym_bools", "as_sym_floats":
      return .list(try value.items.map { item throws(Diagnostic) in try scalar(item) })
    case "as_nested_tensors":
      return .list(
        try value.items.map { list throws(Diagnostic) in
          .list(try list.items.map { item throws(Diagnostic) in try self.value(item) })
        })
    case "as_int", "as_float", "as_bool", "as_string", "as_operator": return try literal(value)
    case "as_ints", "as_floats", "as_bools", "as_strings":
      return .list(try value.items.map { item throws(Diagnostic) in try literal(item) })
    case "as_int_lists", "as_float_lists":
      return .list(
        try value.items.map { list throws(Diagnostic) in
          .list(try list.items.map { item throws(Diagnostic) in try literal(item) })
        })
    case "as_scalar_type":
      guard let number = value.integer,
        let type = TorchScalarType.elementType(number)?.elementType
      else {
        throw Diagnostic(
          .torchExportMalformed, "an element type is not known", at: value.location)
      }
      return .elementType(type)
    case "as_device": return .text(value["type"]?.string ?? "cpu")
    case "as_complex":
      guard let real = value["real"]?.exportNumber, let imaginary = value["imag"]?.exportNumber
      else { return .none }
      return .complex(real: real, imaginary: imaginary)
    case "as_custom_obj":
      throw Diagnostic(
        .torchArchiveUnsupported,
        "the program uses an object of a class of its own, which has no conversion",
        at: value.location)
    default:
      throw Diagnostic(
        .torchExportMalformed, "an argument is of the kind '\(union.tag)', which is not known",
        at: value.location)
    }
  }

  /// A value that is named or written out.
  private func scalar(_ node: JSONNode) throws(Diagnostic) -> ATenValue {
    let union = try ExportUnion(node)
    switch union.tag {
    case "as_name": return try value(union.value)
    case "name": return try value(node)
    case "as_tensor": return try value(union.value)
    case "as_none": return .none
    default: return try literal(union.value)
    }
  }

  private func literal(_ node: JSONNode) throws(Diagnostic) -> ATenValue {
    switch node.kind {
    case .boolean: return .boolean(node.boolean ?? false)
    case .string:
      let text = node.string ?? ""
      // Only the words for what JSON has no numbers for are numbers.
      if let number = node.exportNumber { return .number(number) }
      return .text(text)
    case .number:
      if let integer = node.integer { return .integer(integer) }
      if let number = node.exportNumber { return .number(number) }
    default: break
    }
    throw Diagnostic(
      .torchExportMalformed, "\(node.kindDescription) stands where a plain value is expected",
      at: node.location)
  }
}
