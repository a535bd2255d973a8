import Checkpoints
public import Diagnostics

/// What a writer of checkpoints can do with the options that not every format has a place for.
public struct CheckpointFeatures: Hashable, Sendable {
  /// The forms that the format has.
  public var forms: [CheckpointOptions.Form]
  /// Whether metadata can stand beside the weights.
  public var hasMetadata: Bool
  /// Whether there is an older container.
  public var hasLegacyContainer: Bool
  /// Whether the weights can be split over several files.
  public var hasShards: Bool
  /// Whether there is a place for a checksum that is written on demand.
  public var hasChecksum: Bool

  /// Makes features.
  public init(
    forms: [CheckpointOptions.Form] = [.weights], hasMetadata: Bool = false,
    hasLegacyContainer: Bool = false, hasShards: Bool = false, hasChecksum: Bool = false
  ) {
    self.forms = forms
    self.hasMetadata = hasMetadata
    self.hasLegacyContainer = hasLegacyContainer
    self.hasShards = hasShards
    self.hasChecksum = hasChecksum
  }

  /// Everything, for a writer that looks at the options itself.
  public static let all = CheckpointFeatures(
    forms: CheckpointOptions.Form.allCases, hasMetadata: true, hasLegacyContainer: true,
    hasShards: true, hasChecksum: true)

  /// Refuses what the format has no place for.
  ///
  /// - Throws: a list with ``DiagnosticCode/checkpointOption`` for each such option.
  public func check(
    _ options: CheckpointOptions, for format: FormatDescription
  ) throws(DiagnosticList) {
    var refused: [String] = []
    if let form = options.form, !forms.contains(form) {
      let known = forms.map { "'\($0.rawValue)'" }.joined(separator: ", ")
      refused.append("has no form '\(form.rawValue)', only \(known)")
    }
    if !options.metadata.isEmpty, !hasMetadata { refused.append("has no place for metadata") }
    if !options.metadata.isEmpty, options.form == .weights || options.form == .list,
      forms.contains(.checkpoint)
    {
      refused.append("has no place for metadata beside weights alone; leave out the form")
    }
    if options.isLegacy, !hasLegacyContainer { refused.append("has no older container") }
    if options.maximumShardByteCount != nil, !hasShards {
      refused.append("is never split into several files")
    }
    if options.hasChecksum, !hasChecksum { refused.append("has no place for a checksum") }
    let problems = refused.map {
      Diagnostic(.checkpointOption, "the format '\(format.id)' \($0)")
    }
    if let list = DiagnosticList(problems) { throw list }
  }
}
