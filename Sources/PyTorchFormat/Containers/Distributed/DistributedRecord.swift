import Diagnostics
import Pickle

/// An instance of one of the small classes of `torch.distributed.checkpoint`, by its fields.
struct DistributedRecord {
  /// The class: `TensorStorageMetadata`.
  let className: String
  /// The pickle that it stands in.
  let document: PickleDocument
  /// The file, for diagnostics.
  let location: Location

  private let object: PickleObject

  /// Takes an object of the classes' module; nothing for anything else.
  init?(_ value: PickleValue, in document: PickleDocument, at location: Location) {
    guard let object = document.object(value), let global = document.global(object.callable),
      global.module.hasPrefix("torch.distributed.")
    else { return nil }
    className = global.name
    self.document = document
    self.location = location
    self.object = object
  }

  /// No entries of a dictionary.
  var none: PicklePairs { object.items }
  /// No items of a list.
  var noItems: PickleItems { object.appended }

  /// An object inside of this one.
  ///
  /// - Throws: ``DiagnosticCode/torchDistributedMalformed`` for a value of another kind.
  func record(_ value: PickleValue, of name: String) throws(Diagnostic) -> DistributedRecord {
    guard let record = DistributedRecord(value, in: document, at: location) else {
      throw malformed("'\(name)' is described by \(value.kindDescription)")
    }
    return record
  }

  /// The value of a field, or nothing if it is left at its default.
  func optionalField(_ name: String) -> PickleValue? {
    for state in object.states {
      guard let pairs = document.pairs(state) else { continue }
      if let pair = pairs.first(where: { document.isText($0.key, name) }) { return pair.value }
    }
    return nil
  }

  /// The value of a field that has no default.
  ///
  /// - Throws: ``DiagnosticCode/torchDistributedMalformed`` if it is not there.
  func field(_ name: String) throws(Diagnostic) -> PickleValue {
    guard let value = optionalField(name) else {
      throw malformed("a \(className) lacks its field '\(name)'")
    }
    return value
  }

  /// A text.
  func text(_ value: PickleValue) throws(Diagnostic) -> String {
    guard let text = document.text(value) else {
      throw malformed("a text is expected, there is \(value.kindDescription)")
    }
    return text
  }

  /// The sizes of a field: a `torch.Size`, or a plain tuple or list.
  func sizes(_ name: String) throws(Diagnostic) -> [Int] {
    var value = try field(name)
    if let size = document.object(value), let global = document.global(size.callable),
      global.module == "torch", global.name == "Size",
      let argument = document.items(size.arguments)?.first
    {
      value = argument
    }
    guard let items = document.items(value) else {
      throw malformed("'\(name)' has to be a torch.Size, it is \(value.kindDescription)")
    }
    let sizes = items.compactMap(\.integer)
    guard sizes.count == items.count, sizes.allSatisfy({ $0 >= 0 }) else {
      throw malformed("'\(name)' has to consist of sizes")
    }
    return sizes
  }

  /// The element type in `TensorProperties`, whose state is a tuple or a dictionary of fields.
  func elementType() -> TorchElementType? {
    let first = object.states.first.flatMap { document.items($0)?.first }
    guard let value = first ?? optionalField("dtype"), let global = document.global(value),
      global.module == "torch"
    else { return nil }
    return TorchElementType(globalName: global.name)
  }

  /// A finding about the metadata.
  func malformed(_ finding: String) -> Diagnostic {
    Diagnostic(.torchDistributedMalformed, finding, at: location)
  }
}
