/// Runs a body so many times at once, each on a thread of its own with a large stack, and waits for all.
///
/// Where the system gives no more threads, the rest runs one after another.
///
/// - Parameters:
///   - count: how many run at once; at most 4096.
///   - body: what each runs, with its number from 0.
package func runInParallel(
  count: Int, stackByteCount: Int = 64 << 20, _ body: @escaping @Sendable (Int) -> Void
) {
  runInParallel(from: 0, to: min(count, 4096), stackByteCount, body)
}

private func runInParallel(
  from number: Int, to count: Int, _ stackByteCount: Int, _ body: @escaping @Sendable (Int) -> Void
) {
  guard number < count else { return }
  guard let thread = RunningThread(stackByteCount: stackByteCount, { body(number) }) else {
    for number in number..<count { runOnLargeStack(byteCount: stackByteCount) { body(number) } }
    return
  }
  runInParallel(from: number + 1, to: count, stackByteCount, body)
  thread.wait()
}
