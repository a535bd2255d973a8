import BSON
import ByteIO
public import ConversionKit
import Diagnostics
import FluxFormat
import ModelIR
import ONNXFormat
import ProtobufWire

// The only file of the package that names concrete formats.

extension FormatRegistry {
  /// Every format that this package reads and writes.
  public static let standard = FormatRegistry(
    importers: [FluxImporter()],
    exporters: [ONNXExporter(producerVersion: RecastVersion.current)])
}

extension ExportOptions {
  /// The program that judges ONNX files with ONNX's own library, if it stands beside this one.
  public static func checkerBesideThisProgram() -> String? {
    ONNXChecker.besideThisProgram()
  }
}

/// The codes of every module below this one.
let moduleDiagnosticCodes: [DiagnosticCode] =
  ByteIODiagnostics.codes + BSONDiagnostics.codes + ProtobufWireDiagnostics.codes
  + ModelIRDiagnostics.codes + ConversionKitDiagnostics.codes + FluxFormatDiagnostics.codes
  + ONNXDiagnostics.codes
