import Glibc

/// Runs a body on a thread of its own with a stack of a known size, and waits for it.
///
/// Values in a file may be nested hundreds deep, and reading them recurses. The main thread's stack is
/// what the shell allows, which may be too little; untouched pages of a large one cost nothing.
public func runOnLargeStack(byteCount: Int = 64 << 20, _ body: @escaping () -> Void) {
  let job = StackJob(body)
  var attributes = pthread_attr_t()
  var thread = pthread_t()
  unsafe pthread_attr_init(&attributes)
  unsafe pthread_attr_setstacksize(&attributes, byteCount)
  let context = unsafe Unmanaged.passUnretained(job).toOpaque()
  let failure = unsafe pthread_create(
    &thread, &attributes,
    { context in
      if let context = unsafe context {
        unsafe Unmanaged<StackJob>.fromOpaque(context).takeUnretainedValue().body()
      }
      return nil
    }, context)
  unsafe pthread_attr_destroy(&attributes)
  if failure != 0 {
    // No thread is to be had: the stack at hand has to do.
    body()
  } else {
    pthread_join(thread, nil)
  }
  withExtendedLifetime(job) {}
}

/// What the thread runs.
private final class StackJob {
  let body: () -> Void

  init(_ body: @escaping () -> Void) { self.body = body }
}
