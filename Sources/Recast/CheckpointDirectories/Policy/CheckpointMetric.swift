/// A number that says how good a checkpoint is: a loss, an accuracy.
public struct CheckpointMetric: Hashable, Sendable {
  /// Which values are better.
  public enum Mode: String, Hashable, Sendable, CaseIterable {
    case lowest
    case highest
  }

  /// Its name: `loss`.
  public let name: String
  /// Its value, which may be no number: a loss that diverged.
  public let value: Double

  /// Makes a metric.
  public init(_ name: String, _ value: Double) {
    self.name = name
    self.value = value
  }

  /// Which values are better, as far as the name tells: lower losses and errors, higher accuracies.
  public var modeByName: Mode? {
    let words = name.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
    let lower: Set = [
      "loss", "error", "err", "mse", "mae", "rmse", "nll", "perplexity", "ppl", "wer", "cer", "fid",
    ]
    let higher: Set = [
      "acc", "accuracy", "auc", "f1", "iou", "miou", "bleu", "map", "precision", "recall", "score",
      "r2", "psnr", "ssim", "dice", "top1", "top5",
    ]
    for word in words.reversed() {
      if lower.contains(word) || word.hasSuffix("loss") { return .lowest }
      if higher.contains(word) || word.hasSuffix("acc") { return .highest }
    }
    return nil
  }
}

extension CheckpointMetric.Mode {
  /// Whether one value is better than another; what is no number is better than nothing.
  func prefers(_ value: Double, to other: Double) -> Bool {
    guard !value.isNaN else { return false }
    guard !other.isNaN else { return true }
    return self == .lowest ? value < other : value > other
  }
}
