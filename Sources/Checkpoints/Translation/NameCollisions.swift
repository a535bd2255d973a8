import ByteIO
import Diagnostics

/// Names that several entries have.
enum NameCollisions {
  /// One diagnostic for each name that occurs twice or more, or nothing.
  static func list(of entries: [Checkpoint.Entry]) -> DiagnosticList? {
    var counts: [ExactName: Int] = [:]
    for entry in entries { counts[ExactName(entry.name), default: 0] += 1 }
    var reported: Set<ExactName> = []
    let doubled = entries.filter {
      counts[ExactName($0.name), default: 0] > 1 && reported.insert(ExactName($0.name)).inserted
    }
    return DiagnosticList(
      doubled.map { entry in
        Diagnostic(
          .renameCollision,
          "\(counts[ExactName(entry.name), default: 0]) entries would have the name '\(entry.name)'"
        )
      })
  }
}
