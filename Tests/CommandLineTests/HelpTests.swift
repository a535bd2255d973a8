import Testing

@Suite struct HelpTests {
  static let commands = [
    "convert", "inspect", "formats", "list", "prune", "watch", "operators", "explain",
    "completions",
  ]

  @Test(arguments: commands)
  func `the help of a command has an example of it`(command: String) throws {
    let run = try ProgramRun(command, "--help")
    #expect(run.exitCode == 0)
    #expect(run.errors.isEmpty)
    #expect(run.output.contains("EXAMPLE\n  recast \(command)"))
    #expect(try ProgramRun("help", command).output == run.output)
  }

  @Test(arguments: ["", "convert", "inspect"])
  func `the help documents the exit codes`(command: String) throws {
    let help = try ProgramRun(shell: "$RECAST \(command) --help").output
    for code in ["0 ", "1 ", "2 ", "3 ", "4 ", "5 ", "6 ", "70 ", "128+n "] {
      #expect(help.contains("\n  \(code)"))
    }
  }

  @Test func `the help of the program names every command`() throws {
    let help = try ProgramRun("--help").output
    for command in Self.commands { #expect(help.contains("\n  \(command) ")) }
  }

  @Test func `the version is one line`() throws {
    #expect(try ProgramRun("--version").output == "recast 0.1.0\n")
  }

  @Test(arguments: ["bash", "zsh", "fish"])
  func `there are completions for a shell`(shell: String) throws {
    let run = try ProgramRun("completions", shell)
    #expect(run.exitCode == 0)
    #expect(run.output.contains("convert"))
    #expect(try ProgramRun("--generate-completion-script", shell).exitCode == 0)
  }
}
