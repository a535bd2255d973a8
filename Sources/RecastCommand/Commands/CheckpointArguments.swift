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
      isLegacy: legacy, maximumShardByteCount: try maxShardSize.map(ByteSizeArgument.parse),
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

  private static func elementType(_ text: String) throws(Diagnostic) -> ElementType {
    let types: [ElementType] = [.float16, .bfloat16, .float32]
    guard let type = ElementType(text: text), types.contains(type) else {
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

/// A number of bytes as people write it: `5GB`, `500MB`, `1GiB`, `1048576`.
enum ByteSizeArgument {
  private static let units: [(name: String, byteCount: Int)] = [
    ("kb", 1_000), ("mb", 1_000_000), ("gb", 1_000_000_000), ("tb", 1_000_000_000_000),
    ("kib", 1 << 10), ("mib", 1 << 20), ("gib", 1 << 30), ("tib", 1 << 40), ("b", 1), ("", 1),
  ]

  /// Reads a size.
  ///
  /// - Throws: ``DiagnosticCode/invalidArguments`` for anything but a positive number with a unit.
  static func parse(_ text: String) throws(Diagnostic) -> Int {
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    let rest = text.dropFirst(digits.count).drop { $0 == " " }.lowercased()
    guard let number = Int(digits), number > 0,
      let unit = units.first(where: { $0.name == rest })
    else {
      throw Diagnostic(
        .invalidArguments, "'\(text)' is no size: write 5GB, 500MB, 1GiB or a number of bytes")
    }
    let (byteCount, overflow) = number.multipliedReportingOverflow(by: unit.byteCount)
    guard !overflow else { throw Diagnostic(.invalidArguments, "'\(text)' is too large a size") }
    return byteCount
  }
}
