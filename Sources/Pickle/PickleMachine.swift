import ByteIO
import Diagnostics

struct PickleMachine {
  let range: FileRange
  init(_ range: FileRange, limits: PickleLimits) { self.range = range }
  mutating func readDocument() throws(Diagnostic) -> PickleDocument {
    throw Diagnostic(.pickleMalformed, "not read yet")
  }
}
