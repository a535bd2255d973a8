import ByteIO
public import Checkpoints
public import Diagnostics
import ModelIR

extension Checkpoint {
  /// The most entries that are named when several cannot be written.
  private static let mostProblems = 100

  /// Checks that every entry has elements and a name of its own, and whatever else a format asks.
  ///
  /// - Parameter problem: what of an entry the format cannot hold, with the code of it.
  /// - Throws: a list with every entry that cannot be written.
  public func requireWritable(
    in path: String,
    _ problem: (Entry) -> (code: DiagnosticCode, message: String)? = { _ in nil }
  ) throws(DiagnosticList) {
    var problems: [Diagnostic] = []
    var rest = 0
    var names: Set<ExactName> = []
    names.reserveCapacity(entries.count)
    for entry in entries {
      let found: (code: DiagnosticCode, message: String)? =
        if !names.insert(ExactName(entry.name)).inserted {
          (.checkpointDuplicateName, "another tensor has the same name")
        } else if entry.weight.elementCount > 0, let reason = entry.weight.absenceReason {
          (.noWeightData, "the tensor has a shape and no elements: \(reason)")
        } else {
          problem(entry)
        }
      guard let found else { continue }
      guard problems.count < Self.mostProblems else {
        rest += 1
        continue
      }
      problems.append(
        Diagnostic(
          found.code, found.message, at: Location(file: path, path: String(entry.name.prefix(200))))
      )
    }
    if rest > 0, let last = problems.last {
      problems.append(
        Diagnostic(
          last.code, "\(rest) more tensors cannot be written", at: Location(file: path)))
    }
    if let list = DiagnosticList(problems) { throw list }
  }
}
