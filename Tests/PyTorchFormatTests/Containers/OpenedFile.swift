import Diagnostics
import ModelIR
import Pickle
import TestSupport
import Testing

@testable import PyTorchFormat

/// A file that a test made and the importer opened.
struct OpenedFile {
  let folder: TemporaryFolder
  let file: TorchFile
  let notes: [Diagnostic]

  init(_ bytes: [UInt8], named name: String = "model.pt") throws {
    folder = try TemporaryFolder()
    let diagnostics = DiagnosticCollector()
    file = try TorchFile.open(
      try folder.sourceFile(bytes, named: name), diagnostics: diagnostics)
    notes = diagnostics.diagnostics
  }

  /// The object of a file that holds one.
  var container: any TorchContainer {
    get throws {
      guard case .object(let container) = file.content else {
        throw Diagnostic(.torchForeignFile, "no object")
      }
      return container
    }
  }

  /// The weights of a file that lists them.
  var table: TorchWeightTable {
    get throws {
      guard case .weights(let table) = file.content else {
        throw Diagnostic(.torchForeignFile, "no table")
      }
      return table
    }
  }

  /// What the references of the object stand for, in their order.
  func resolved() throws -> [TorchPersistentObject] {
    let container = try container
    return try container.document.reachablePersistentReferences().map { reference in
      try container.resolve(reference)
    }
  }

  /// The storages among them.
  func storages() throws -> [TorchStorage] {
    try resolved().compactMap { object in
      if case .storage(let storage) = object { storage } else { nil }
    }
  }

  /// What a fact says.
  func fact(_ key: String) -> String? { file.facts.first { $0.key == key }?.value }

  /// The diagnostic that opening bytes, or resolving a reference, raises.
  static func refusal(_ bytes: [UInt8], named name: String = "model.pt") -> Diagnostic? {
    thrownDiagnostic { _ = try OpenedFile(bytes, named: name).resolved() }
  }
}
