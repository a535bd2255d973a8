package import Diagnostics

/// The codes that reading anonymous functions can raise.
package enum ClosureDiagnostics {
  /// Every code of this folder.
  package static let codes: [DiagnosticCode] = [.fluxUnreadableClosure]
}

extension DiagnosticCode {
  /// An anonymous function that is not a straight line of known calls.
  package static let fluxUnreadableClosure = DiagnosticCode(
    "flux.unreadable-closure", kind: .unsupported,
    explanation: """
      BSON.jl saves an anonymous function with its lowered code. Recast reads that code, without \
      running it, if it is a straight line of calls: reshapes, poolings, arithmetic, broadcasts, \
      layers that the function captured. Loops, branches on data, mutation and foreign calls are \
      not read. Replace the function in the model by Flux layers (`Flux.flatten`, `Parallel`, \
      `SkipConnection`, …), or select a part of the model without it.
      """)
}
