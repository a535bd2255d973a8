import ArgumentParser
import Recast

/// `recast completions`: a script for a shell.
struct CompletionsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "completions",
    abstract: "Prints a script that completes recast's commands in a shell.",
    discussion: """
      EXAMPLE
        recast completions bash > ~/.local/share/bash-completion/completions/recast
        recast completions zsh > ~/.zfunc/_recast
        recast completions fish > ~/.config/fish/completions/recast.fish
      """)

  @Argument(help: "bash, zsh or fish.", completion: .list(["bash", "zsh", "fish"]))
  var shell: String

  func validate() throws {
    guard CompletionShell(rawValue: shell) != nil else {
      throw ValidationError("There are completions for bash, zsh and fish, not for '\(shell)'")
    }
  }

  func run() throws {
    guard let shell = CompletionShell(rawValue: shell) else { return }
    try CommandReport(file: nil).perform { _ in Program.completionScript(for: shell) + "\n" }
  }
}
