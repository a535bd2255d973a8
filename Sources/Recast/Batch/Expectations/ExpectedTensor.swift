import ConversionKit
import Diagnostics
import ModelIR

/// What is expected of one input or output of a model.
struct ExpectedTensor: Hashable, Sendable {
  /// The name.
  let name: String
  /// The type and shape: a number is that size, a name is an open size of that name, `_` is any.
  let specification: InputSpecification

  /// Reads `f32[batch, 10]` or `batch,10`.
  init(name: String, text: String) throws(Diagnostic) {
    self.name = name
    specification = try InputSpecification(parsing: text)
  }

  /// Why a tensor is not as expected; nothing if it is.
  func difference(from found: ReportedTensor) -> String? {
    if let type = specification.elementType, type.description != found.elementType {
      return "\(name) is \(found), expected \(self)"
    }
    let dimensions = specification.shape.dimensions
    let fits =
      dimensions.count == found.shape.count
      && zip(dimensions, found.shape).allSatisfy { expected, size in
        switch size {
        case .fixed(let size): expected.size == size || expected.text == "_"
        case .open(let text): expected.size == nil && ["_", text].contains(expected.text)
        }
      }
    return fits ? nil : "\(name) is \(found), expected \(self)"
  }

  /// What differs between the tensors that are expected and those that are there.
  static func differences(
    of kind: String, _ expected: [ExpectedTensor], from found: [ReportedTensor]
  ) -> [String] {
    var result: [String] = []
    for tensor in expected {
      if let match = found.first(where: { $0.name == tensor.name }) {
        if let difference = tensor.difference(from: match) {
          result.append("the \(kind) \(difference)")
        }
      } else {
        let names = found.map(\.name).joined(separator: ", ")
        result.append("there is no \(kind) '\(tensor.name)', there is \(names)")
      }
    }
    for tensor in found where !expected.contains(where: { $0.name == tensor.name }) {
      result.append("the \(kind) '\(tensor.name)' is not expected")
    }
    return result
  }
}

extension ExpectedTensor: CustomStringConvertible {
  var description: String {
    (specification.elementType?.description ?? "") + specification.shape.description
  }
}
