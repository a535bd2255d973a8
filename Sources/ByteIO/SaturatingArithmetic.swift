extension Int {
  /// The sum of two counts, or the largest integer where it is larger than any: what tensors without
  /// bytes claim to hold is bounded one by one, and not together.
  public func addingSaturated(_ other: Int) -> Int {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? .max : sum
  }
}
