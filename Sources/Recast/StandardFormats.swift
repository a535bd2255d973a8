public import ConversionKit
import FluxFormat
import ONNXFormat

extension FormatRegistry {
  /// Every format that this package reads and writes.
  public static let standard = FormatRegistry(
    importers: [FluxImporter()],
    exporters: [ONNXExporter(producerVersion: RecastVersion.current)])
}
