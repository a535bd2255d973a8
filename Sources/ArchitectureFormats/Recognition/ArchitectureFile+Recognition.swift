import Checkpoints

extension ArchitectureFile {
  /// The match with a checkpoint's tensors; nothing if a condition of the file does not hold below any
  /// prefix.
  func match(
    _ stored: StoredShapes, commonPrefixes: [String], metadata: Hyperparameters
  ) -> ArchitectureMatch? {
    guard !document.recognition.isEmpty else { return nil }
    for prefix in prefixes + commonPrefixes.filter({ !prefixes.contains($0) }) {
      if let match = match(stored, below: prefix, metadata: metadata) { return match }
    }
    return nil
  }

  /// What stands before the file's own names in a checkpoint: the prefix below which its conditions
  /// hold, else one of its own that the names have.
  func entryPrefix(
    in tensors: CheckpointTensors, _ stored: StoredShapes, metadata: Hyperparameters
  ) -> String {
    if let match = match(
      stored, commonPrefixes: tensors.commonPrefixes, metadata: metadata)
    {
      return match.prefix
    }
    return prefixes.first { !$0.isEmpty && stored.contains(String($0.dropLast())) } ?? ""
  }

  private func match(
    _ stored: StoredShapes, below prefix: String, metadata: Hyperparameters
  ) -> ArchitectureMatch? {
    var evaluator = ExpressionEvaluator(
      stored: StoredNames(stored, prefix: prefix), definitions: document.definitions,
      overrides: Hyperparameters(), metadata: CheckpointNames(metadata, prefix: prefix))
    for condition in document.recognition {
      do throws(ExpressionProblem) {
        guard try evaluator.condition(condition, in: ExpressionScope()) else { return nil }
      } catch {
        return nil
      }
    }
    return ArchitectureMatch(
      architecture: self, prefix: prefix, variant: evaluator.variant(of: document))
  }
}
