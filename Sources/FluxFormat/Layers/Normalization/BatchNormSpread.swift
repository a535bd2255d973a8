import Diagnostics

/// What the fifth of eight fields of a `BatchNorm` is: Flux 0.4 to 0.6 keep the moving deviation σ
/// there, 0.7 to 0.11 the moving variance σ².
///
/// | what the other fields say | taken as |
/// |---|---|
/// | active is nothing | variance: only 0.10.2 to 0.11 write that |
/// | ϵ is 1e-8 | deviation: the default of 0.4 to 0.6 |
/// | ϵ is 1e-5 | variance: the default since 0.7 |
/// | any other ϵ | variance, with a warning: somebody chose ϵ, and nothing else tells |
enum BatchNormSpread: Hashable, Sendable {
  /// The variance; nothing else is possible.
  case variance
  /// The variance, as ϵ tells.
  case likelyVariance
  /// The deviation, as ϵ tells.
  case likelyDeviation
  /// The variance for want of any evidence.
  case unknown

  init(epsilon: Double, active: JuliaValue) {
    func isNear(_ number: Double) -> Bool { abs(epsilon / number - 1) < 1e-3 }
    if case .nothing = active {
      self = .variance
    } else if isNear(1e-8) {
      self = .likelyDeviation
    } else {
      self = isNear(1e-5) ? .likelyVariance : .unknown
    }
  }

  /// Whether the deviation is stored.
  var isDeviation: Bool { self == .likelyDeviation }

  /// The releases that write eight fields of this kind.
  var era: FluxEra {
    switch self {
    case .variance: .between("0.10.2", "0.11.6")
    case .likelyVariance: .between("0.7", "0.11.6")
    case .likelyDeviation: .between("0.4", "0.6.10")
    case .unknown: .between("0.4", "0.11.6")
    }
  }

  /// Says what was assumed, where the fields do not decide it.
  func report(epsilon: Double, in lowering: FluxLowering) {
    switch self {
    case .variance, .likelyVariance: return
    case .likelyDeviation:
      lowering.diagnostics.emit(
        Diagnostic(
          .fluxAmbiguousRelease, severity: .note,
          "its ϵ of \(epsilon) is that of Flux 0.4 to 0.6, so the fifth field is read as the moving deviation",
          at: lowering.place))
    case .unknown:
      lowering.diagnostics.emit(
        Diagnostic(
          .fluxAmbiguousRelease, severity: .warning,
          "its ϵ of \(epsilon) is no release's own, so the fifth field is read as the moving variance of Flux 0.7 and later; up to 0.6 it was the deviation",
          at: lowering.place))
    }
  }
}
