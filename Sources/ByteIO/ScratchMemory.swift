import CByteIO
import Diagnostics

/// Memory that is filled anew again and again.
@safe struct ScratchMemory: ~Copyable {
  private let memory: UnsafeMutableRawBufferPointer
  private let isPages: Bool

  var byteCount: Int { unsafe memory.count }

  init(byteCount: Int) {
    // Large pages are made of zeros faster than small ones.
    if byteCount >= 2 << 20, let pages = unsafe recast_scratch_allocate(Int64(byteCount)) {
      unsafe memory = UnsafeMutableRawBufferPointer(start: pages, count: byteCount)
      isPages = true
    } else {
      unsafe memory = .allocate(byteCount: byteCount, alignment: 64)
      isPages = false
    }
  }

  deinit {
    if isPages, let start = unsafe memory.baseAddress {
      unsafe recast_scratch_release(start, Int64(memory.count))
    } else {
      unsafe memory.deallocate()
    }
  }

  func read(
    _ file: SourceFile, at byteOffset: Int, count: Int, to start: Int
  ) throws(Diagnostic) {
    try unsafe file.read(
      into: UnsafeMutableRawBufferPointer(rebasing: memory[start..<start + count]), at: byteOffset)
  }

  /// Gathers a view of this memory into another, and gives the bytes there.
  @_lifetime(borrow block)
  func gathered(
    _ view: StridedView, _ width: Int, into block: borrowing ScratchMemory
  ) -> RawSpan {
    let byteCount = view.elementCount * width
    precondition(byteCount <= block.byteCount)
    let sizes = view.shape.map(Int64.init)
    let steps = view.strides.map(Int64.init)
    if let from = unsafe memory.baseAddress, let to = unsafe block.memory.baseAddress {
      unsafe recast_gather_strided(
        from.assumingMemoryBound(to: UInt8.self) + view.elementOffset * width,
        to.assumingMemoryBound(to: UInt8.self), Int32(sizes.count), sizes, steps, width)
    }
    let bytes = unsafe UnsafeRawBufferPointer(rebasing: block.memory[..<byteCount]).bytes
    return unsafe _overrideLifetime(bytes, borrowing: block)
  }
}
