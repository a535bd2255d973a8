import Checkpoints
public import Diagnostics
import ModelIR

/// The change of a checkpoint's floating-point elements to one type, and what came of it.
struct ElementTypeConversion {
  /// The checkpoint with elements of the type.
  let checkpoint: Checkpoint
  private let elementType: ElementType
  private let tallies: [(name: String, tally: OverflowTally)]
  private let kept: [String]

  /// The most entries that a message names.
  private static let mostNames = 8

  /// Converts what can be; nothing is read.
  init(of checkpoint: Checkpoint, to elementType: ElementType) {
    var kept: [String] = []
    var tallies: [(name: String, tally: OverflowTally)] = []
    var result = checkpoint
    result.entries = checkpoint.entries.map { entry in
      let type = entry.weight.elementType
      guard type.isFloatingPoint, Weight.canConvert(type, to: elementType) else {
        kept.append("\(entry.name.prefix(200)) (\(type))")
        return entry
      }
      guard type != elementType else { return entry }
      let tally = OverflowTally()
      tallies.append((entry.name, tally))
      return Checkpoint.Entry(
        name: entry.name, weight: entry.weight.converted(to: elementType, counting: tally),
        facts: entry.facts)
    }
    self.checkpoint = result
    self.elementType = elementType
    self.tallies = tallies
    self.kept = kept
  }

  /// Says which entries kept their type, and which elements became infinite when they were written.
  func report(to diagnostics: DiagnosticCollector) {
    if !kept.isEmpty {
      diagnostics.emit(
        Diagnostic(
          .elementTypeKept, severity: .note,
          "\(kept.count) \(kept.count == 1 ? "entry keeps its" : "entries keep their") elements, "
            + "which are no floating-point numbers that can be converted: \(Self.listing(kept))"))
    }
    let overflows = tallies.compactMap { name, tally in
      tally.count.flatMap { $0 > 0 ? (name: name, count: $0) : nil }
    }
    guard !overflows.isEmpty else { return }
    let total = overflows.reduce(0) { $0 + $1.count }
    let names = overflows.map { "\($0.name.prefix(200)) (\($0.count))" }
    diagnostics.emit(
      Diagnostic(
        .elementOverflow, severity: .warning,
        "\(total) element\(total == 1 ? "" : "s") of \(overflows.count) "
          + "entr\(overflows.count == 1 ? "y" : "ies") became infinite in \(elementType): "
          + Self.listing(names)))
  }

  private static func listing(_ names: [String]) -> String {
    let rest = names.count - mostNames
    return names.prefix(mostNames).joined(separator: ", ")
      + (rest > 0 ? " and \(rest) more" : "")
  }
}

extension DiagnosticCode {
  /// Entries that a change of the element type leaves as they are.
  public static let elementTypeKept = DiagnosticCode(
    "convert.element-type-kept", kind: .unsupported,
    explanation: """
      `--dtype` changes floating-point numbers only. Integers, truth values, complex numbers and pairs \
      of four-bit numbers in one byte are written as they are.
      """)
  /// Finite elements that became infinite.
  public static let elementOverflow = DiagnosticCode(
    "convert.overflow", kind: .unsupported,
    explanation: """
      The type given by `--dtype` has no finite number as large as some elements: half precision ends at \
      65504. They were rounded to infinity, as PyTorch rounds them; the message counts them for each \
      entry. Write bf16, whose range is that of f32, or keep these entries in f32.
      """)
}
