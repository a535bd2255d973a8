public import ByteIO
public import Diagnostics

/// A parsed JSON text: every value in one array, in the order of the text.
///
/// A value refers to what follows it by position and owns nothing, so that neither depth nor number
/// of values matters when the document goes away.
public final class JSONDocument: Sendable {
  /// What the document and its values were read from.
  let bytes: [UInt8]
  /// Names and values in the order of the text; the first is the root.
  let records: [JSONRecord]
  let file: String?
  let fileOffset: Int

  private init(bytes: [UInt8], records: [JSONRecord], file: String?, fileOffset: Int) {
    self.bytes = bytes
    self.records = records
    self.file = file
    self.fileOffset = fileOffset
  }

  /// The document's only value.
  public var root: JSONNode { JSONNode(document: self, index: 0) }

  /// Parses a text.
  ///
  /// - Parameter fileOffset: where the text begins in its file, for diagnostics.
  /// - Throws: ``DiagnosticCode/jsonMalformed``, ``DiagnosticCode/jsonInvalidText``,
  ///   ``DiagnosticCode/jsonDuplicateName`` and ``DiagnosticCode/jsonOverLimit``, with the offset.
  public static func parse(
    _ bytes: [UInt8], options: JSONOptions = JSONOptions(), file: String? = nil,
    fileOffset: Int = 0
  ) throws(Diagnostic) -> JSONDocument {
    let tokenizer = try JSONTokenizer(
      bytes, options: options, file: file, fileOffset: fileOffset)
    var builder = JSONDocumentBuilder(tokenizer)
    try builder.build()
    return JSONDocument(
      bytes: bytes, records: builder.records, file: file, fileOffset: fileOffset)
  }

  /// Reads a whole file as one text.
  ///
  /// - Throws: what parsing raises, and what reading raises.
  public static func read(
    _ file: SourceFile, options: JSONOptions = JSONOptions()
  ) throws(Diagnostic) -> JSONDocument {
    let bytes = try file.bytes(at: 0, count: file.byteCount, limit: options.byteCountLimit)
    return try parse(bytes, options: options, file: file.path)
  }
}

/// A name or a value: where its text is and where the next one is.
struct JSONRecord: Sendable {
  enum Kind: UInt8, Sendable {
    case object, array, string, escapedString, number, yes, no, null
  }

  let kind: Kind
  /// Where it begins in the text; of strings, behind the quote.
  let start: UInt32
  /// Where it ends in the text.
  var end: UInt32
  /// The record after it and all that is inside.
  var next: UInt32
  /// The values that a container has directly.
  var count: UInt32 = 0

  var range: Range<Int> { Int(start)..<Int(end) }
}
