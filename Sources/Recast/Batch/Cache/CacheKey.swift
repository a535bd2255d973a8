import ByteIO
import Checkpoints
import ConversionKit
import Diagnostics
import JSONText
import ModelIR

/// Everything besides files beside the input that decides what a conversion writes.
struct CacheKey {
  /// The version of what the cache keeps and how.
  static let layout = 1

  /// The SHA-256 of the settings, the architecture's bytes, the output's name and this program's
  /// version.
  let settings: String

  /// Makes the key of a job.
  ///
  /// - Throws: what reading the architecture raises.
  init(of job: BatchJob, checkerPath: String?, digests: FileDigests) throws(Diagnostic) {
    let settings = job.settings
    var architecture = job.architecture
    if let path = architecture, FileStamp(of: path) != nil {
      architecture = "sha256:" + (try digests.sha256(of: path))
    }
    // The output's name is in outputs that refer to a second file.
    let name = job.output.map(SourceFile.name(of:))
    let text = JSONValue.object([
      ("layout", .integer(Self.layout)), ("recast", .string(RecastVersion.current)),
      ("name", .optional(name)), ("to", .optional(settings.target)),
      ("architecture", .optional(architecture)),
      ("set", HyperparameterValue.mapping(settings.overrides).described),
      ("input_shape", .strings(settings.inputShapes)), ("opset", .optional(settings.opset)),
      ("cann", .optional(settings.cannRelease)), ("select", .optional(settings.selection)),
      ("strict", .boolean(settings.isStrict)),
      ("swap_spatial", .boolean(settings.swapsSpatialAxes)),
      ("external_data", settings.externalData.map { .boolean($0) } ?? .null),
      ("checkpoint", Self.described(settings.checkpoint)),
      ("checked", .boolean(checkerPath != nil)),
    ]).compactText
    self.settings = try TextDigest.sha256(of: text)
  }

  private static func described(_ options: CheckpointOptions) -> JSONValue {
    .object([
      ("form", .optional(options.form?.rawValue)),
      ("dtype", .optional(options.elementType?.description)),
      ("framework", .optional(options.framework?.rawValue)),
      ("metadata", HyperparameterValue.mapping(options.metadata).described),
      (
        "rename",
        .strings(options.renames.flatMap { [$0.pattern, $0.replacement ?? "\u{0}"] })
      ),
      ("max_shard_size", .optional(options.maximumShardByteCount)),
      ("legacy", .boolean(options.isLegacy)), ("checksum", .boolean(options.hasChecksum)),
    ])
  }

  /// The key of an input's content, before it is known what else it depends on.
  func content(_ inputDigest: String) throws(Diagnostic) -> String {
    try TextDigest.sha256(of: settings + "\n" + inputDigest)
  }

  /// The key of a result: the content's, with the files beside the input.
  static func result(
    content: String, dependencies: [(path: String, digest: String?)]
  ) throws(Diagnostic) -> String {
    guard !dependencies.isEmpty else { return content }
    let lines = dependencies.map { "\($0.path)\u{0}\($0.digest ?? "")\n" }
    return try TextDigest.sha256(of: content + "\n" + lines.joined())
  }
}
