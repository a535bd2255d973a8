/// Looks for the cause where a checkpoint and an architecture do not fit.
public struct BindingAdvisor: Sendable {
  /// The weights.
  let checkpoint: Checkpoint
  /// What the architecture expects.
  let expected: [ExpectedEntry]
  /// What did not fit.
  let report: BindingReport

  /// Makes an advisor.
  public init(_ checkpoint: Checkpoint, expected: [ExpectedEntry], report: BindingReport) {
    self.checkpoint = checkpoint
    self.expected = expected
    self.report = report
  }

  /// What could be done, the likeliest first; nothing where everything fits.
  public func advice() -> [BindingAdvice] {
    guard !report.missing.isEmpty || !report.unexpected.isEmpty || !report.shapeMismatches.isEmpty
    else { return [] }
    var advice: [BindingAdvice] = []
    let names = RenamingAdvice(missing: report.missing, unexpected: report.unexpected)
    advice += names.advice()
    advice += WrapperAdvice(report: report, checkpoint: checkpoint).advice()
    advice += ParametrisationAdvice(report: report).advice()
    advice += LayoutAdvice(report: report).advice()
    return advice
  }
}
