import BSON
import ByteIO
import ConversionKit
public import Diagnostics
import FluxFormat
import ModelIR
import ONNXFormat
import ProtobufWire

/// Every diagnostic code that the package can raise.
public enum DiagnosticCatalog {
  /// The codes, sorted by name.
  public static let codes: [DiagnosticCode] =
    (ByteIODiagnostics.codes + BSONDiagnostics.codes + ProtobufWireDiagnostics.codes + ModelIRDiagnostics.codes
    + ConversionKitDiagnostics.codes + FluxFormatDiagnostics.codes + ONNXDiagnostics.codes)
    .sorted { $0.name < $1.name }

  /// The code of a name.
  public static func code(named name: String) -> DiagnosticCode? {
    codes.first { $0.name == name }
  }
}
