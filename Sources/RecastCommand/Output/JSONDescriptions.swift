import Checkpoints
import ConversionKit
import Diagnostics
import JSONText
import ModelIR
import Recast

extension Diagnostic {
  /// The finding as the member of a `diagnostics` array.
  var json: JSONValue {
    .object([
      ("severity", .string(severity.rawValue)),
      ("code", .string(code.name)),
      ("message", .string(message)),
      ("file", .optional(location.file)),
      ("path", .optional(location.path)),
      ("byte_offset", .optional(location.byteRange?.lowerBound)),
    ])
  }
}

extension FormatDescription {
  /// The format with its name and endings.
  var json: JSONValue {
    .object([
      ("id", .string(id)), ("name", .string(name)), ("suffixes", .strings(suffixes)),
      ("summary", .string(summary)),
    ])
  }
}

extension ConversionReport {
  /// What was written, without its diagnostics.
  var jsonMembers: [(String, JSONValue)] {
    [
      ("source", .string(source.id)),
      ("source_sha256", .string(sourceDigest)),
      ("model", .string(model)),
      ("target", .string(target.id)),
      ("opset", .optional(summary.opset)),
      (
        "files",
        .array(
          summary.files.map {
            .object([("path", .string($0.path)), ("byte_count", .integer($0.byteCount))])
          })
      ),
      ("inputs", .array(summary.inputs.map(\.json))),
      ("outputs", .array(summary.outputs.map(\.json))),
      ("node_count", .integer(summary.nodeCount)),
      ("entry_count", .optional(summary.entryCount)),
      ("checked_by", .optional(summary.checkedBy)),
    ]
  }
}

extension NamedType {
  /// The name and the type, fixed sizes as numbers and open ones as texts.
  fileprivate var json: JSONValue {
    let shape: [JSONValue] = type.shape.dimensions.map { dimension in
      dimension.size.map { .integer($0) } ?? .optional(dimension.text)
    }
    return .object([
      ("name", .string(name)), ("dtype", .string(type.elementType.description)),
      ("shape", .array(shape)),
    ])
  }
}

extension StoredEntry {
  /// The thing with its module tree.
  var json: JSONValue {
    .object([
      ("path", .string(path)), ("kind", .string(kind.rawValue)), ("text", .string(text)),
      ("tree", tree?.json ?? .null),
    ])
  }
}

extension ModuleTree {
  /// The module with all modules inside.
  fileprivate var json: JSONValue {
    .object([
      ("path", .string(path)), ("name", .optional(name)), ("kind", .string(kind)),
      ("text", .string(text)),
      (
        "hyperparameters",
        .object(hyperparameters.entries.map { ($0.name, .string($0.value.description)) })
      ),
      ("parameters", .array(parameters.map(\.json))),
      ("children", .array(children.map(\.json))),
    ])
  }
}

extension ModuleTree.Parameter {
  fileprivate var json: JSONValue {
    .object([
      ("name", .string(name)), ("dtype", .string(elementType.description)),
      ("shape", .integers(shape)), ("trainable", .boolean(isTrainable)),
    ])
  }
}

extension StoredTensor {
  /// The tensor as one line of the listing that other tools read; nothing may be renamed here.
  func json(file: String? = nil, digest: String?) -> JSONValue {
    var members: [(String, JSONValue)] = file.map { [("file", .string($0))] } ?? []
    members += [
      ("name", .string(name)), ("dtype", .string(weight.elementType.description)),
      ("shape", .integers(weight.shape)),
    ]
    if let shapeInSource { members.append(("shape_julia", .integers(shapeInSource))) }
    if let digest { members.append(("sha256", .string(digest))) }
    return .object(members)
  }
}
