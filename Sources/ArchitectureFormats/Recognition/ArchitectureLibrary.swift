public import Checkpoints

/// The architecture files that come with the program, found by name, and by the tensors of a checkpoint.
///
/// A file is read when it is looked for: reading all of them takes longer than converting a small model.
public struct ArchitectureLibrary: Sendable {
  /// The catalogue that comes with the program.
  public static let shipped = ArchitectureLibrary(files: ShippedArchitectures.files)

  let files: [ShippedArchitecture]

  /// The files, read, sorted by name.
  public var architectures: [ArchitectureFile] { files.compactMap(\.architecture) }

  /// A family by its name, or a member by its own: `resnet`, `resnet50`.
  ///
  /// What has MindSpore's names for tensors has a name that says so, `mindspore-resnet50`; for a
  /// checkpoint of MindSpore `resnet50` means it.
  public func named(_ name: String, of framework: Framework = .unspecified) -> ArchitectureFile? {
    if framework == .mindspore, let own = named("\(ShippedArchitecture.mindSporeMark)\(name)") {
      return own
    }
    if let family = files.first(where: { $0.file == "\(name).yaml" }) { return family.architecture }
    // A file without the name in its text has no member of it, and need not be read.
    return files.lazy.filter { $0.text.contains(name) }
      .compactMap { $0.architecture?.member(named: name) }.first
  }

  /// Every name that ``named(_:)`` finds: of the families, each with its members.
  public var names: [String] { architectures.flatMap { [$0.name] + $0.variantNames } }

  /// The families that a checkpoint's tensors belong to; more than one if they cannot be told apart.
  ///
  /// - Complexity: linear in the names; a family is dismissed by the lack of one name, and else by the
  ///   first condition of its file that fails.
  public func recognise(_ checkpoint: Checkpoint) -> [ArchitectureMatch] {
    guard !checkpoint.entries.isEmpty else { return [] }
    let tensors = CheckpointTensors(checkpoint)
    let (stored, common) = (tensors.shapes(), tensors.commonPrefixes)
    let isMindSpore = checkpoint.framework == .mindspore
    return files.compactMap { file in
      // MindSpore's LeNet-5 has the names of everybody's, and not everybody's layers.
      guard isMindSpore || !file.isMindSpore else { return nil }
      guard file.isPossible(stored, commonPrefixes: common) else { return nil }
      return file.architecture?.match(
        stored, commonPrefixes: common, metadata: checkpoint.metadata)
    }
  }
}
