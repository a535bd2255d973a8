import ArgumentParser
import Diagnostics
import Recast

/// `recast list`: the checkpoints in a folder.
struct ListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "Lists the checkpoints in a folder, and whether they are whole.",
    discussion: """
      Each file is opened. Epoch, step and metric are those that were recorded when it was saved, else \
      what its name tells (CKP-3_100.ckpt, epoch=3-step=100.ckpt, checkpoint_1000.pth), else what \
      stands beside the weights. Files of a set count as one; links are left out.

      EXAMPLE
        recast list runs/lenet

      \(HelpText.exitCodes)
      """)

  @Argument(help: "The folder.", completion: .directory)
  var folder: String

  @Option(
    help: ArgumentHelp(
      "A file with the key of encrypted files: its 16, 24 or 32 bytes.", valueName: "file"),
    completion: .file())
  var keyFile: String?

  @Flag(help: "Print the result as JSON.")
  var json = false

  func run() throws {
    try CommandReport(file: folder, isJSON: json).perform { diagnostics in
      try CommandLineFile.check(folder, "folder")
      let listing = try CheckpointListing(
        of: folder, with: try CommandLineFile.formats(keyFile: keyFile), diagnostics: diagnostics)
      if json { return CheckpointListJSON(listing).text(diagnostics.diagnostics) + "\n" }
      return CheckpointListText(listing).lines.joined(separator: "\n") + "\n"
    }
  }
}
