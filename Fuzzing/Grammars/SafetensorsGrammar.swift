import ByteIO
import SafetensorsFile
import SafetensorsFormat

extension FuzzedGrammar {
  /// Headers of safetensors files.
  static let safetensors = FuzzedGrammar("safetensors") { input in
    let source = try input.source(named: "model.safetensors")
    _ = SafetensorsHeader.begins(try source.prefix(4096), byteCount: source.byteCount)
    let header = try SafetensorsHeader.read(source)
    for tensor in header.tensors {
      input.note(tensor.name)
      let range = tensor.byteRange
      guard range.lowerBound >= header.dataRange.lowerBound, range.upperBound <= source.byteCount
      else { throw Contradiction("tensor '\(tensor.name)' lies outside of the data") }
    }
    for entry in header.metadata { input.note(entry.name) }
    try input.open(by: SafetensorsImporter(), named: "model.safetensors")
  }
}
