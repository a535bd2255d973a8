import ByteIO
import Checkpoints
import ConversionKit
import Diagnostics
import ModelIR
import TestSupport

@testable import PyTorchFormat

/// A file that a test made, opened as a user's would be.
struct ImportedBytes {
  let folder: TemporaryFolder
  let file: PyTorchFile
  let notes: DiagnosticCollector

  init(_ bytes: [UInt8], named name: String = "model.pt") throws {
    folder = try TemporaryFolder()
    notes = DiagnosticCollector()
    file = try PyTorchFile(try folder.sourceFile(bytes, named: name), diagnostics: notes)
  }

  /// An object whose storages hold small numbers.
  init(_ object: PickledValue, storages: [(String, [Float])] = []) throws {
    try self.init(
      TorchFileBytes.saved(
        object, storages: storages.map { ($0.0, TorchFileBytes.floats($0.1)) }))
  }

  /// The names of the tensors.
  var names: [String] { get throws { try file.tensors().map(\.name) } }

  /// The numbers of the tensor of a name.
  func numbers(_ name: String) throws -> [Double]? {
    try file.tensors().first { $0.name == name }?.weight.doubles()
  }

  /// A checkpoint of the weights.
  func checkpoint(_ selection: String? = nil) throws -> Checkpoint {
    try file.makeCheckpoint(selection: selection, diagnostics: notes)
  }

  /// What opening refuses with.
  static func refusal(
    _ object: PickledValue, storages: [(String, [Float])] = []
  ) -> Diagnostic? {
    thrownDiagnostic { _ = try ImportedBytes(object, storages: storages) }
  }
}

extension PickledValue {
  /// A dictionary with texts for keys.
  static func named(_ entries: [(String, PickledValue)]) -> PickledValue {
    .dictionary(entries.map { (.text($0.0), $0.1) })
  }

  /// A tensor of one axis that is a storage of its own.
  static func vector(_ key: String, count: Int) -> PickledValue {
    .tensor(.storage(key, count: count), shape: [count])
  }

  /// A call of a function of `torch._utils`.
  static func rebuild(_ name: String, _ arguments: [PickledValue]) -> PickledValue {
    .call(.global("torch._utils", name), arguments)
  }

  /// A tensor with sizes and strides that a test chooses.
  static func view(
    _ storage: PickledValue, offset: Int, shape: [Int], strides: [Int],
    metadata: PickledValue? = nil
  ) -> PickledValue {
    let arguments: [PickledValue] = [
      storage, .integer(offset), .tuple(shape.map { .integer($0) }),
      .tuple(strides.map { .integer($0) }), .boolean(false), .none,
    ]
    return .rebuild("_rebuild_tensor_v2", arguments + (metadata.map { [$0] } ?? []))
  }

  /// A module as PyTorch pickles one.
  static func module(
    _ module: String, _ name: String, parameters: [(String, PickledValue)] = [],
    buffers: [(String, PickledValue)] = [], children: [(String, PickledValue)] = [],
    others: [(String, PickledValue)] = []
  ) -> PickledValue {
    .object(
      .global(module, name),
      state: .named(
        [
          ("training", .boolean(false)), ("_parameters", .named(parameters)),
          ("_buffers", .named(buffers)), ("_modules", .named(children)),
        ] + others))
  }
}
