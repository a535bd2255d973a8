import Diagnostics

/// Reads what an anonymous function computes, without running it.
///
/// - Parameters:
///   - closure: the function.
///   - argumentCount: how many arguments it is called with; chooses the method and spreads a last
///     argument that takes all that are left.
/// - Throws: ``DiagnosticCode/fluxUnreadableClosure``, with the function's place and text, for
///   anything but a straight line of calls.
func readClosure(
  _ closure: JuliaClosure, argumentCount: Int = 1
) throws(Diagnostic) -> ClosureBody {
  var reader = LoweredCodeReader(closure)
  let methods = try reader.methods()
  let fitting = methods.first { method in
    let own = method.argumentCount - 1
    return method.isVariadic ? argumentCount >= own - 1 : argumentCount == own
  }
  guard let code = fitting else {
    let counts = methods.map { String($0.argumentCount - 1) }.joined(separator: " or ")
    throw Diagnostic(
      .fluxUnreadableClosure,
      "the anonymous function \(closure.name) at \(methods[0].place) takes \(counts) arguments, "
        + "here it gets \(argumentCount); its code: \(methods[0])",
      at: closure.captured.location)
  }
  var interpreter = ClosureInterpreter(
    closure: closure, code: code, capturedNames: try reader.capturedNames(),
    argumentCount: argumentCount)
  return try interpreter.body()
}
