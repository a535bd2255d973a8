public import ArgumentParser
import Checkpoints
public import ConversionKit
import Diagnostics
import ModelIR
import Recast

/// The options of a conversion that writes weights.
struct CheckpointArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "How a checkpoint is arranged: weights, list, checkpoint (beside metadata) or model.",
      discussion:
        "Without it: a checkpoint where metadata is given, else what the format is made for.",
      valueName: "form"))
  var form: CheckpointOptions.Form?

  @Option(
    help: ArgumentHelp(
      "A value to store beside the weights: epoch=7, hidden_layers=[512,256]. May be repeated.",
      valueName: "name=value"))
  var metadata: [String] = []

  @Option(
    help: ArgumentHelp(
      "The type that floating-point elements of a checkpoint get: f16, bf16 or f32.",
      valueName: "type"))
  var dtype: String?

  @Option(
    help: ArgumentHelp(
      "Whose names and layouts safetensors and npz get: pytorch, mindspore or flux.",
      discussion: "Without it those of the source.", valueName: "framework"))
  var framework: String?

  @Option(
    help: ArgumentHelp(
      "A regular expression for names of entries, and what replaces it. May be repeated.",
      discussion: "'^module\\.=' or 'fc(\\d)=dense$1'; the last equals sign separates.",
      valueName: "from=to"))
  var rename: [String] = []

  @Option(
    help: ArgumentHelp(
      "A file with the new names of entries: lines 'old new', or a mapping in YAML or JSON.",
      valueName: "file"), completion: .file())
  var mapping: String?

  @Option(
    help: ArgumentHelp(
      "The most that one of several safetensors files holds: 5GB, 500MB, 1GiB.",
      valueName: "size"))
  var maxShardSize: String?

  @Flag(help: "Write PyTorch's stream of the releases before 1.6.")
  var legacy = false

  @Flag(help: "Add a checksum, where MindSpore's formats have a place for it.")
  var checksum = false

  /// The options, read.
  ///
  /// - Throws: ``DiagnosticCode/invalidArguments`` for a value that cannot be read, and what reading the
  ///   file of names raises.
  func options() throws(Diagnostic) -> CheckpointOptions {
    var renames: [NameRewrite] = []
    if let mapping {
      try CommandLineFile.check(mapping, "mapping")
      renames += try NameMappingFile.read(at: mapping)
    }
    for text in rename { renames.append(try Self.rewrite(text)) }
    return CheckpointOptions(
      form: form, metadata: try SettingArguments.parse(metadata, option: "--metadata"),
      isLegacy: legacy, maximumShardByteCount: try maxShardSize.map(Self.byteCount),
      elementType: try dtype.map(Self.elementType), hasChecksum: checksum,
      framework: try framework.map(Self.framework), renames: renames)
  }

  private static func rewrite(_ text: String) throws(Diagnostic) -> NameRewrite {
    guard let equals = text.lastIndex(of: "="), equals != text.startIndex else {
      throw Diagnostic(
        .invalidArguments, "'\(text)' renames nothing: write --rename 'FROM=TO'")
    }
    return NameRewrite(
      pattern: String(text[..<equals]), replacement: String(text[text.index(after: equals)...]))
  }

  private static func byteCount(_ text: String) throws(Diagnostic) -> Int {
    if let byteCount = ByteSizeText.byteCount(text) { return byteCount }
    throw Diagnostic(
      .invalidArguments, "'\(text)' is no size: write 5GB, 500MB, 1GiB or a number of bytes")
  }

  private static func elementType(_ text: String) throws(Diagnostic) -> ElementType {
    guard let type = ElementType(text: text), CheckpointOptions.elementTypes.contains(type) else {
      throw Diagnostic(
        .invalidArguments, "elements cannot be converted to '\(text)': give f16, bf16 or f32")
    }
    return type
  }

  private static func framework(_ text: String) throws(Diagnostic) -> Framework {
    guard let framework = Framework(rawValue: text.lowercased()), framework != .unspecified else {
      throw Diagnostic(
        .invalidArguments,
        "there are no names of a framework '\(text)': give pytorch, mindspore or flux")
    }
    return framework
  }
}

extension CheckpointOptions.Form: ExpressibleByArgument {}
