import ByteIO
import Diagnostics
import Pickle

/// A persistent id that stands for a storage: `('storage', FloatStorage, '0', 'cpu', 12)`.
struct TorchStorageReference: Hashable {
  /// A part of a storage that another storage is, as the first releases wrote views.
  struct View: Hashable {
    /// Its own key.
    let key: ExactName
    /// Where it begins, in elements of the whole storage.
    let elementOffset: Int
    /// How many elements it has.
    let elementCount: Int
  }

  /// The key of the bytes.
  let key: ExactName
  /// The elements' type.
  let elementType: TorchElementType
  /// Whether it is bytes that a tensor gives a type to.
  let isUntyped: Bool
  /// The device that it was on.
  let location: String
  /// How many elements it has.
  let elementCount: Int
  /// How many bytes it has.
  let byteCount: Int
  /// The part of it that is meant, where it is not the whole.
  let view: View?

  /// Whether the bytes were left out of the file.
  var isMeta: Bool { location == "meta" }

  /// Reads an id.
  ///
  /// - Throws: ``DiagnosticCode/torchPersistentID`` for another form,
  ///   ``DiagnosticCode/torchStorageType`` for a class that is no storage's.
  init(
    _ identifier: PickleValue, in document: PickleDocument, classes: TorchStorageClassTable,
    at location: @autoclosure () -> Location
  ) throws(Diagnostic) {
    func malformed(_ finding: String) -> Diagnostic {
      Diagnostic(
        .torchPersistentID,
        "a reference to a storage has to be the tuple ('storage', class, key, device, count), \(finding)",
        at: location())
    }
    guard case .tuple(let id) = identifier else {
      throw malformed("this is \(identifier.kindDescription)")
    }
    let items = document.items(id)
    guard (5...6).contains(items.count), document.isText(items[0], "storage") else {
      throw malformed("this tuple has \(items.count) entries and another beginning")
    }
    guard let key = document.text(items[2]) else {
      throw malformed("the key of this one is \(items[2].kindDescription)")
    }
    // Nearly every device is this one, and comparing is cheaper than decoding.
    let isMain = document.isText(items[3], "cpu")
    guard let device = isMain ? "cpu" : document.text(items[3]) else {
      throw malformed("the device of storage '\(key)' is \(items[3].kindDescription)")
    }
    guard let count = items[4].integer, count >= 0 else {
      throw malformed("the count of storage '\(key)' is no number of elements")
    }
    guard let storageClass = classes[items[1]] else {
      throw Self.foreignClass(items[1], key: key, document, at: location())
    }
    (elementType, isUntyped) = (storageClass.elementType, storageClass.isUntyped)
    let (bytes, overflow) = count.multipliedReportingOverflow(by: elementType.byteCount)
    guard !overflow else {
      throw malformed("storage '\(key)' would have \(count) elements, which no file can hold")
    }
    self.key = ExactName(key)
    self.location = device
    elementCount = count
    byteCount = bytes
    view = items.count == 6 ? try Self.view(items[5], of: count, document, malformed) : nil
  }

  private static func foreignClass(
    _ value: PickleValue, key: String, _ document: PickleDocument, at location: Location
  ) -> Diagnostic {
    guard let global = document.global(value) else {
      return Diagnostic(
        .torchPersistentID,
        "storage '\(key)' has to name a class of storages, this is \(value.kindDescription)",
        at: location)
    }
    return Diagnostic(
      .torchStorageType,
      "storage '\(key)' is of class \(global.module).\(global.name), which is none of PyTorch's "
        + "storages",
      at: location)
  }

  private static func view(
    _ value: PickleValue, of elementCount: Int, _ document: PickleDocument,
    _ malformed: (String) -> Diagnostic
  ) throws(Diagnostic) -> View? {
    if value.isNone { return nil }
    guard case .tuple(let id) = value else {
      throw malformed("the view of this one is \(value.kindDescription)")
    }
    let items = document.items(id)
    guard items.count == 3, let key = document.text(items[0]), let offset = items[1].integer,
      let count = items[2].integer, offset >= 0, count >= 0, offset <= elementCount,
      count <= elementCount - offset
    else {
      throw malformed("the view of this one does not lie inside of it")
    }
    return View(key: ExactName(key), elementOffset: offset, elementCount: count)
  }
}

extension String {
  /// What stands behind the last dot.
  var lastComponent: String {
    guard let dot = utf8.lastIndex(of: UInt8(ascii: ".")) else { return self }
    return String(self[index(after: dot)...])
  }
}
