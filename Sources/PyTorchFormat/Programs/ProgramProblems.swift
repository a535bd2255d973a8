import ATen
import Diagnostics

/// What stops the conversion of a program, collected so that one run names all of it.
struct ProgramProblems {
  private struct Call {
    let message: String
    let location: Location
    var count: Int
  }

  private var unsupported: [Call] = []
  private var others: [Diagnostic] = []
  private static let most = 200

  /// Whether there are none.
  var isEmpty: Bool { unsupported.isEmpty && others.isEmpty }

  /// The problems in the order of the program, operators first; what is the same is counted.
  var list: [Diagnostic] {
    unsupported.map { call in
      let times = call.count > 1 ? ", \(call.count) times" : ""
      return Diagnostic(.atenOperatorUnsupported, call.message + times, at: call.location)
    } + others
  }

  /// Takes note of a problem at a place.
  mutating func note(_ problem: Diagnostic, at location: Location) {
    guard problem.code == .atenOperatorUnsupported else {
      var problem = problem
      problem.location = location.filled(from: problem.location)
      if others.count < Self.most, !others.contains(problem) { others.append(problem) }
      return
    }
    if let index = unsupported.firstIndex(where: { $0.message == problem.message }) {
      unsupported[index].count += 1
    } else if unsupported.count < Self.most {
      unsupported.append(Call(message: problem.message, location: location, count: 1))
    }
  }
}
