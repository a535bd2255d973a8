import Diagnostics
import ModelIR

extension TorchArchive {
  /// What the archive says of its own format.
  struct Format: Sendable {
    /// The version of the file format, as the file has it.
    let version: String?
    /// Whether elements are stored with the highest byte first.
    let isBigEndian: Bool
    /// The byte order, where the file tells it.
    let byteOrder: String?

    /// The facts for an inspection.
    var facts: [MetadataEntry] {
      var facts: [MetadataEntry] = []
      if let version { facts.append(MetadataEntry("archive_version", version)) }
      facts.append(MetadataEntry("byte_order", byteOrder ?? "little (not stated)"))
      return facts
    }
  }

  /// Reads the archive's version and byte order.
  ///
  /// - Throws: ``DiagnosticCode/torchArchiveMalformed`` for a byte order that is none or a version
  ///   that no reader of PyTorch accepts.
  func format() throws(Diagnostic) -> Format {
    var version = try shortText(".data/version")
    if version == nil { version = try shortText("version") }
    // torch.export's first archives have a version of their own, such as 5.1.
    if let version, kind != .exportedProgram {
      guard let number = Int(version), (1...10).contains(number) else {
        throw Diagnostic(
          .torchArchiveMalformed,
          "the archive says version '\(version.prefix(20))', versions 1 to 10 are known",
          at: recordLocation)
      }
    }
    let byteOrder = try shortText("byteorder")
    guard [nil, "little", "big"].contains(byteOrder) else {
      throw Diagnostic(
        .torchArchiveMalformed,
        "the byte order has to be 'little' or 'big', it is '\((byteOrder ?? "").prefix(20))'",
        at: recordLocation)
    }
    return Format(version: version, isBigEndian: byteOrder == "big", byteOrder: byteOrder)
  }

  /// The archive itself, for a diagnostic.
  var recordLocation: Location { Location(file: path) }
}
