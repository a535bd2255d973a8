import ConversionKit
import Diagnostics
import JSONText
import Recast

/// The checkpoints of a folder as JSON.
struct CheckpointListJSON {
  private let listing: CheckpointListing

  /// Describes a listing.
  init(_ listing: CheckpointListing) { self.listing = listing }

  /// The listing with what was found on the way.
  func text(_ findings: [Diagnostic]) -> String {
    JSONValue.object([
      ("status", .string("listed")), ("folder", .string(listing.path)),
      ("checkpoints", .array(listing.entries.map(\.json))),
      ("other_file_count", .integer(listing.otherFileCount)), CommandReport.json(findings),
    ]).text
  }
}

extension CheckpointListing.Entry {
  /// The checkpoint.
  var json: JSONValue {
    var members: [(String, JSONValue)] = [
      ("name", .string(name)), ("files", .strings(files)), ("byte_count", .integer(byteCount)),
      ("format", .optional(format?.id)), ("series", .optional(series)),
      ("epoch", .optional(epoch)), ("step", .optional(step)),
      ("saved", .string(CalendarTime(sinceEpoch: saved).text + "Z")),
      (
        "metric",
        metric.map { metric in
          .object([
            ("name", .string(metric.name)),
            (
              "value",
              metric.value.isFinite ? .number(metric.value) : .string("\(metric.value)")
            ),
          ])
        } ?? .null
      ),
    ]
    switch condition {
    case .whole(let count):
      members += [
        ("condition", .string("whole")), ("tensor_count", .integer(count)), ("reason", .null),
      ]
    case .broken(let reason):
      members += [
        ("condition", .string("broken")), ("tensor_count", .null), ("reason", reason.json),
      ]
    }
    return .object(members)
  }
}
