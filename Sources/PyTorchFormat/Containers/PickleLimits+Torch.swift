import Pickle

extension PickleLimits {
  /// The limits for files of PyTorch, in which a byte string may be a file of its own: those long
  /// enough for one stay where they are.
  static var torch: PickleLimits {
    var limits = PickleLimits()
    limits.shortBytesByteCount = 256
    return limits
  }
}
