import FuzzedGrammars
import Glibc

/// What the command line asks of the harness; libFuzzer leaves arguments with two dashes alone.
private struct Arguments: Sendable {
  let grammar: FuzzedGrammar
  /// Whether a trap is planted, to prove that the fuzzer finds one.
  let isPlanted = CommandLine.arguments.contains("--plant")
  /// Whether the outcome of every input is printed, to prove that seeds are read.
  let isReported = CommandLine.arguments.contains("--report")

  init() {
    let option = "--grammar="
    let name = CommandLine.arguments.first { $0.hasPrefix(option) }?.dropFirst(option.count)
    guard let grammar = FuzzedGrammar.all.first(where: { $0.name == name ?? "" }) else {
      fatalError("--grammar=NAME is one of \(FuzzedGrammar.all.map(\.name))")
    }
    self.grammar = grammar
  }
}

private let arguments = Arguments()

/// Reads one input, for libFuzzer; a refusal is as good as a success.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  var names: [[UInt8]] = []
  let input = FuzzedInput(bytes) { name in
    if arguments.isPlanted && names.count < 64 { names.append(name) }
  }
  // Afterwards, because libFuzzer only remembers the last comparisons of a run.
  defer { for name in names { meetPlantedTrap(name) } }
  do {
    try arguments.grammar.read(input)
    report("accepted")
  } catch let contradiction as Contradiction {
    fatalError(contradiction.text)
  } catch {
    report("refused: \(error)")
  }
  return 0
}

/// Prints an outcome, if that is asked for, before libFuzzer prints anything more.
private func report(_ outcome: String) {
  guard arguments.isReported else { return }
  print(outcome)
  fflush(nil)
}
