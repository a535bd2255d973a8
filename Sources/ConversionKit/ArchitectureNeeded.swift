public import Diagnostics

extension DiagnosticCode {
  /// A file of weights alone is to become a model.
  public static let architectureNeeded = DiagnosticCode(
    "convert.architecture-needed", kind: .unsupported,
    explanation: """
      The file holds weights and nothing that says how they are computed with, and its names and sizes \
      are of no architecture that ships with recast. Give one with --architecture: an architecture \
      file (`Documentation/ArchitectureFiles.md`), the printed model of a sequence of layers, the \
      file of another model, or the name of a shipped architecture (`recast architectures`).
      """)
}
