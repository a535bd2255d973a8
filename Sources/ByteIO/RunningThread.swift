import Glibc

/// A thread that runs something once.
struct RunningThread: ~Copyable {
  private let thread: pthread_t

  /// Starts a thread; nothing if there is none to be had.
  ///
  /// - Parameter stackByteCount: the size of its stack; nothing takes the system's.
  init?(stackByteCount: Int? = nil, _ body: @escaping () -> Void) {
    var attributes = pthread_attr_t()
    unsafe pthread_attr_init(&attributes)
    if let stackByteCount { unsafe pthread_attr_setstacksize(&attributes, stackByteCount) }
    defer { unsafe pthread_attr_destroy(&attributes) }
    var thread = pthread_t()
    let job = unsafe Unmanaged.passRetained(ThreadJob(body))
    let failure = unsafe pthread_create(
      &thread, &attributes,
      { context in
        if let context = unsafe context {
          unsafe Unmanaged<ThreadJob>.fromOpaque(context).takeRetainedValue().body()
        }
        return nil
      }, job.toOpaque())
    guard failure == 0 else {
      unsafe job.release()
      return nil
    }
    self.thread = thread
  }

  /// Waits until it has ended.
  consuming func wait() {
    pthread_join(thread, nil)
    discard self
  }

  deinit { pthread_detach(thread) }
}

/// What a thread runs.
private final class ThreadJob {
  let body: () -> Void

  init(_ body: @escaping () -> Void) { self.body = body }
}
