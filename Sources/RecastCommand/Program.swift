import ArgumentParser
import ByteIO
import Glibc
import Recast

/// The program `recast`.
@main
struct Program: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "recast",
    abstract: "Converts trained models between formats.",
    discussion: """
      EXAMPLE
        recast inspect mymodel.bson
        recast convert mymodel.bson -o mymodel.onnx
        recast convert resnet50.pth -o resnet50.onnx
        recast validate checkpoint.pth --against model.txt

      \(HelpText.exitCodes)
      """,
    version: "recast \(RecastVersion.current)",
    subcommands: [
      ConvertCommand.self, BatchCommand.self, InspectCommand.self, ValidateCommand.self,
      ArchitecturesCommand.self, FormatsCommand.self,
      ListCommand.self, PruneCommand.self, WatchCommand.self,
      OperatorsCommand.self,
      ExplainCommand.self, CompletionsCommand.self,
    ])

  static func main() {
    // A reader that goes away ends the program as it does any other, whatever the parent left set.
    signal(SIGPIPE, SIG_DFL)
    StandardStream.occupyClosed()
    removeUnfinishedOutputsOnSignals()
    runOnLargeStack {
      Glibc.exit(run(Array(CommandLine.arguments.dropFirst())))
    }
  }

  /// Runs a command line.
  ///
  /// - Returns: the exit code.
  private static func run(_ arguments: [String]) -> Int32 {
    do {
      var command = try parseAsRoot(arguments)
      try command.run()
      return 0
    } catch let reported as ExitCode {
      return reported.rawValue
    } catch {
      return UsageReport(error).write()
    }
  }

  func run() throws {
    // A command is missing: the help, but not as a success.
    try StandardStream.error.write(Self.helpMessage(columns: StandardStream.error.width) + "\n")
    throw ExitCode(2)
  }
}
