/// Runs a body on a thread of its own with a stack of a known size, and waits for it.
///
/// Values in a file may be nested hundreds deep, and reading them recurses. The main thread's stack is
/// what the shell allows, which may be too little; untouched pages of a large one cost nothing.
public func runOnLargeStack(byteCount: Int = 64 << 20, _ body: @escaping () -> Void) {
  if let thread = RunningThread(stackByteCount: byteCount, body) {
    thread.wait()
  } else {
    // No thread is to be had: the stack at hand has to do.
    body()
  }
}
