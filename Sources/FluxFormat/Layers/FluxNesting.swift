import Diagnostics
import Synchronization

/// How deep a module of a model stands in others, and how many were read in all.
///
/// Structs and vectors are shared: a chain that has another twice has all of it twice, so that a few of them
/// hold more layers than memory has.
struct FluxNesting: Sendable {
  /// How deep modules may stand inside each other.
  static let depthLimit = 250
  private static let countLimit = 20_000

  private final class Count: Sendable {
    let value = Mutex(0)
  }

  private var depth = 0
  private let count = Count()

  /// That of a module in this one.
  var inner: FluxNesting {
    var inner = self
    inner.depth += 1
    return inner
  }

  /// That of a module of which nothing inside is read.
  static var deepest: FluxNesting {
    var nesting = FluxNesting()
    nesting.depth = depthLimit
    return nesting
  }

  /// Counts a module or a container of modules.
  ///
  /// - Throws: ``DiagnosticCode/fluxValueOverLimit``.
  func admit(at path: String) throws(Diagnostic) {
    guard depth <= Self.depthLimit else {
      throw Diagnostic(
        .fluxValueOverLimit, "layers are nested more than \(Self.depthLimit) deep",
        at: Location(path: path))
    }
    let number = count.value.withLock { count in
      count += 1
      return count
    }
    guard number <= Self.countLimit else {
      throw Diagnostic(
        .fluxValueOverLimit, "the model has more than \(Self.countLimit) layers",
        at: Location(path: path))
    }
  }
}
