import ATen
import Diagnostics

/// What stops the conversion of a graph, collected so that one run names all of it.
struct ProgramFindings {
  private struct Call {
    let code: DiagnosticCode
    let message: String
    let location: Location
    var count: Int
  }

  private var calls: [Call] = []
  private static let most = 200

  /// The findings in the order of the graph; what is the same is counted.
  var list: [Diagnostic] {
    calls.map { call in
      let times = call.count > 1 ? ", \(call.count) times" : ""
      return Diagnostic(call.code, call.message + times, at: call.location)
    }
  }

  /// Takes note of a finding at a place.
  mutating func note(_ problem: Diagnostic, at location: Location) {
    let code = Self.code(problem.code)
    if let index = calls.firstIndex(where: { $0.message == problem.message && $0.code == code }) {
      calls[index].count += 1
    } else if calls.count < Self.most {
      calls.append(
        Call(
          code: code, message: problem.message,
          location: location.filled(from: problem.location), count: 1))
    }
  }

  /// MindSpore's code for what an operator of PyTorch that computes a primitive says.
  private static func code(_ code: DiagnosticCode) -> DiagnosticCode {
    switch code {
    case .atenOperatorUnsupported: .mindSporePrimitiveUnsupported
    case .atenArgument: .mindSporePrimitiveArgument
    default: code
    }
  }
}
