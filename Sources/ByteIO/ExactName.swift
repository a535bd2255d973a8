/// A name that equals another only if both are the same bytes.
///
/// `String` takes canonically equivalent texts for equal, which names in files are not: two tensors
/// whose names differ only in normalisation are two tensors.
public struct ExactName: Hashable, Sendable {
  /// The name.
  public let text: String

  /// Makes a name.
  public init(_ text: String) { self.text = text }

  public static func == (left: ExactName, right: ExactName) -> Bool {
    left.text.utf8.elementsEqual(right.text.utf8)
  }

  public func hash(into hasher: inout Hasher) {
    var text = text
    text.withUTF8 { bytes in
      unsafe hasher.combine(bytes: UnsafeRawBufferPointer(bytes))
    }
  }
}
