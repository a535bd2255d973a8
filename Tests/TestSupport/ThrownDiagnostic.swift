public import Diagnostics

/// The diagnostic that a body throws, or nothing if it throws none.
public func thrownDiagnostic<Value>(_ body: () throws -> Value) -> Diagnostic? {
  do {
    _ = try body()
    return nil
  } catch {
    return error as? Diagnostic
  }
}
