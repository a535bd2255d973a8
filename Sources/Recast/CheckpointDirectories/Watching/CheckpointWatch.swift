import ByteIO
import Checkpoints
public import ConversionKit
public import Diagnostics

/// Converts each checkpoint that a training writes into a folder, once and as soon as it is whole.
///
/// A file that grows, or that does not open yet, is waited for; one that stays broken is reported once.
/// What was done is kept in `recast-watch.json` beside the outputs, so that a watch that is started again
/// goes on where the last one ended.
public struct CheckpointWatch: Sendable {
  /// Something that happened.
  public enum Event: Sendable {
    /// The folder is watched from now on; told by the system or by looking now and then.
    case watching(isNotified: Bool)
    /// A checkpoint was converted.
    case converted(name: String, ConversionReport, [Diagnostic])
    /// A checkpoint cannot be converted.
    case failed(name: String, [Diagnostic])
    /// Outputs are no longer to be kept.
    case removed(names: [String])
  }

  /// The folder that the training writes to.
  public var path: String
  /// The folder of the outputs.
  public var outputPath: String
  /// The ending of the outputs, with its dot.
  public var outputSuffix: String
  /// What to do; its paths are those of each checkpoint in turn.
  public var conversion: Conversion
  /// Whether every element is read before, and must be finite.
  public var checksValues = false
  /// The outputs to keep of each series; nothing keeps all.
  public var keepLast: Int?
  /// How long a file has to stay the same before it is opened.
  public var settling: Duration = .seconds(1)
  /// How long a file that does not open is waited for before it is called broken.
  public var patience: Duration = .seconds(60)
  /// How often the folder is looked at, whatever the system tells.
  public var interval: Duration = .seconds(5)
  /// Whether the system is asked to tell of changes.
  public var usesNotices = true

  /// Makes a watch.
  ///
  /// - Throws: ``DiagnosticCode/unknownTarget`` for a target that is not written, and
  ///   ``DiagnosticCode/outputIsInput`` for checkpoints that would be written where they are read.
  public init(
    of path: String, to target: String, output: String? = nil, as conversion: Conversion,
    with registry: FormatRegistry = .standard
  ) throws(Diagnostic) {
    self.path = path
    outputPath = output ?? path
    self.conversion = conversion
    self.conversion.target = target
    let written = try registry.target(named: target, orFor: "")
    outputSuffix = written.format.suffixes.first ?? ".\(target)"
    if case .checkpoint = written,
      Folder(outputPath) == Folder(path)
        || (Folder(outputPath).exists && namesSameFile(outputPath, path))
    {
      throw Diagnostic(
        .outputIsInput,
        "the outputs are checkpoints themselves and need a folder of their own: give --output",
        at: Location(file: path))
    }
  }

  /// Watches until the process ends, or deals once with all that is there.
  ///
  /// - Parameters:
  ///   - once: whether to return when every file that is there now has been dealt with.
  ///   - report: hears of everything that happens, as it happens.
  /// - Throws: ``DiagnosticCode/folderIsWatched``, ``DiagnosticCode/watchedFolderGone``,
  ///   ``DiagnosticCode/folderNotReadable``, ``DiagnosticCode/outputNotWritable``.
  public func run(
    once: Bool = false, with registry: FormatRegistry = .standard,
    diagnostics: DiagnosticCollector, report: (Event) throws -> Void
  ) throws {
    let folder = Folder(path)
    // Asked before anything is made, so that a wrong path makes nothing.
    _ = try folder.members()
    let output = Folder(outputPath)
    try output.create()
    guard let lock = FolderLock(output, waits: false) else {
      throw Diagnostic(
        .folderIsWatched, "another process writes to the folder: end it, or give another --output",
        at: Location(file: outputPath))
    }
    let notices = FolderWatch(folder, usesNotices: usesNotices)
    var round = WatchRound(
      watch: self, folder: folder, output: output, registry: registry,
      state: WatchState.read(
        in: output, options: optionsText, diagnostics: diagnostics))
    if !once { try report(.watching(isNotified: notices.isNotified)) }
    while true {
      guard folder.exists else {
        throw Diagnostic(
          .watchedFolderGone, "the folder is gone, nothing is left to watch",
          at: Location(file: path))
      }
      let isWaiting = try round.run(once: once, report: report)
      if once, !isWaiting { break }
      notices.wait(atMost: isWaiting ? min(interval, .milliseconds(200)) : interval)
    }
    _ = consume lock
  }

  /// What makes outputs differ, in one text.
  private var optionsText: String {
    let binding = conversion.binding
    let options: [String?] = [
      conversion.target, conversion.request.selection, binding.architecture,
      binding.architectureSelection,
      "\(binding.overrides.entries.map { "\($0.name)=\($0.value)" })",
      "strict \(binding.isStrict)", "\(conversion.request.inputs)",
      "swap \(conversion.request.swapsSpatialAxes)",
      "opset \(conversion.options.opset.map(String.init) ?? "")", conversion.options.cannRelease,
      "external \(conversion.options.externalData)", "values \(checksValues)",
    ]
    return options.map { $0 ?? "" }.joined(separator: "; ")
  }
}
