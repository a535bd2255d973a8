import Checkpoints
import ConversionKit
import Diagnostics
import JSONText
import ModelIR
import Recast

/// A validation's report as JSON.
struct ValidationJSON {
  private let report: ValidationReport
  private let diagnostics: [Diagnostic]

  init(_ report: ValidationReport, _ diagnostics: [Diagnostic]) {
    self.report = report
    self.diagnostics = diagnostics
  }

  /// The text, indented.
  var text: String {
    let binding = report.binding
    return JSONValue.object([
      ("status", .string(report.fits ? "fits" : "does not fit")),
      ("checkpoint", .string(report.checkpointPath)),
      ("selection", .string(report.selection)),
      ("format", .string(report.format.id)),
      ("architecture", .string(report.architecture)),
      ("class", .string(report.className)),
      ("framework", .string(report.framework.rawValue)),
      ("strict", .boolean(report.isStrict)),
      (
        "counts",
        .object([
          ("expected", .integer(report.expectedCount)), ("stored", .integer(report.storedCount)),
          ("matched", .integer(binding.matchedCount)),
          ("missing", .integer(binding.missing.count)),
          ("unexpected", .integer(binding.unexpected.count)),
          ("shape_mismatch", .integer(binding.shapeMismatches.count)),
          ("type_mismatch", .integer(binding.typeMismatches.count)),
          ("not_finite", .integer(binding.nonFinite.count)),
          ("optimizer", .integer(binding.optimizerEntries.count)),
        ])
      ),
      ("missing", .array(binding.missing.map(Self.json))),
      ("unexpected", .array(binding.unexpected.map(Self.json))),
      (
        "shape_mismatch",
        .array(
          binding.shapeMismatches.map { mismatch in
            .object([
              ("name", .string(mismatch.expected.name)),
              ("expected", .integers(mismatch.expected.shape)),
              ("found", .integers(mismatch.found)),
            ])
          })
      ),
      (
        "type_mismatch",
        .array(
          binding.typeMismatches.map { mismatch in
            .object([
              ("name", .string(mismatch.expected.name)),
              ("expected", .string(mismatch.expected.elementType.description)),
              ("found", .string(mismatch.found.description)),
              ("converted", .boolean(mismatch.isConverted)),
            ])
          })
      ),
      (
        "not_finite",
        .array(
          binding.nonFinite.map { finding in
            .object([
              ("name", .string(finding.name)), ("nan", .integer(finding.notANumberCount)),
              ("infinite", .integer(finding.infiniteCount)),
            ])
          })
      ),
      ("optimizer", .strings(binding.optimizerEntries)),
      ("adaptations", .strings(binding.adaptations)),
      (
        "advice",
        .array(
          binding.advice.map { advice in
            .object([("kind", .string(advice.kind.rawValue)), ("text", .string(advice.text))])
          })
      ),
      CommandReport.json(diagnostics),
    ]).text
  }

  private static func json(_ entry: ExpectedEntry) -> JSONValue {
    .object([
      ("name", .string(entry.name)), ("dtype", .string(entry.elementType.description)),
      ("shape", .integers(entry.shape)), ("module", .string(entry.modulePath)),
      ("kind", .string(entry.moduleKind)),
    ])
  }

  private static func json(_ entry: BindingReport.Unexpected) -> JSONValue {
    .object([
      ("name", .string(entry.name)),
      ("dtype", .optional(entry.elementType?.description)),
      ("shape", entry.shape.map { .integers($0) } ?? .null),
      ("text", .optional(entry.text)),
    ])
  }
}
