import ATen
import ArchitectureFormats
public import Architectures
import BSON
import ByteIO
import Checkpoints
public import ConversionKit
import Diagnostics
import FluxFormat
import GEIRFormat
import JSONText
import MindSporeFormat
import ModelIR
import NumPyFormat
import ONNXFormat
import Pickle
import ProtobufWire
import PyTorchFormat
import SafetensorsFile
import SafetensorsFormat
import TorchScriptSource
import YAMLText
import ZIPArchive

// The only file of the package that names concrete formats.

extension FormatRegistry {
  /// Every format that this package reads and writes.
  public static let standard = FormatRegistry.standard(key: nil)

  /// Every format that this package reads and writes, with the key of files that are encrypted.
  public static func standard(key: DecryptionKey?) -> FormatRegistry {
    FormatRegistry(
      importers: [
        FluxImporter(), PyTorchImporter(), SafetensorsImporter(), NPZImporter(), ONNXImporter(),
        MindSporeCheckpointImporter(key: key), MindIRImporter(key: key),
        GEIRImporter(),
        CompiledGraphImporter(),
      ],
      exporters: [ONNXExporter(producerVersion: RecastVersion.current), GEIRExporter()],
      checkpointWriters: [
        PyTorchCheckpointWriter(), SafetensorsCheckpointWriter(), NPZWriter(),
        FluxCheckpointWriter(), MindSporeCheckpointWriter(),
      ])
  }
}

extension ArchitectureRegistry {
  /// Every way of giving an architecture that this package knows.
  public static let standard = ArchitectureRegistry(
    readers: [ArchitectureFileReader(), PrintedModelReader()],
    catalogs: [ArchitectureLibrary.shipped])
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
  + JSONTextDiagnostics.codes + SafetensorsFileDiagnostics.codes + ZIPArchiveDiagnostics.codes
  + PickleDiagnostics.codes + YAMLTextDiagnostics.codes + TorchScriptSourceDiagnostics.codes
  + ATenDiagnostics.codes + ModelIRDiagnostics.codes
  + CheckpointsDiagnostics.codes + ConversionKitDiagnostics.codes + ArchitecturesDiagnostics.codes
  + FluxFormatDiagnostics.codes + PyTorchFormatDiagnostics.codes
  + SafetensorsFormatDiagnostics.codes + NumPyFormatDiagnostics.codes
  + ArchitectureFormatsDiagnostics.codes
  + ONNXDiagnostics.codes + MindSporeFormatDiagnostics.codes + GEIRFormatDiagnostics.codes
