package import Diagnostics

/// A sink that hands on what is written to it in another floating-point format, block by block.
@safe package struct ConvertingSink<Base: ByteSink & ~Copyable>: ByteSink, ~Copyable {
  private let base: UnsafeMutablePointer<Base>
  private let steps: [FloatConversion]
  private let width: Int
  /// The first bytes of an element whose rest is still to come.
  private var pending: [UInt8] = []
  /// How many finite numbers became infinite.
  package private(set) var overflowCount = 0
  package private(set) var position = 0

  fileprivate init(_ base: UnsafeMutablePointer<Base>, _ steps: [FloatConversion]) {
    unsafe self.base = unsafe base
    self.steps = steps
    width = steps.first?.sourceByteCount ?? 1
  }

  package mutating func write(_ bytes: RawSpan) throws(Diagnostic) {
    position += bytes.byteCount
    var start = 0
    if !pending.isEmpty {
      start = min(width - pending.count, bytes.byteCount)
      pending += bytes.extracting(0..<start).copiedBytes()
      guard pending.count == width else { return }
      let element = pending
      pending = []
      try unsafe convert(element.span.bytes)
    }
    let end = bytes.byteCount - (bytes.byteCount - start) % width
    // Every element's size divides that of a block.
    for offset in stride(from: start, to: end, by: blockByteCount) {
      try convert(bytes.extracting(offset..<min(end, offset + blockByteCount)))
    }
    if end < bytes.byteCount { pending = bytes.extracting(end..<bytes.byteCount).copiedBytes() }
  }

  package mutating func copy(_ range: FileRange) throws(Diagnostic) { try copyInBlocks(range) }

  private mutating func convert(_ bytes: RawSpan) throws(Diagnostic) {
    guard let first = steps.first else { return try unsafe base.pointee.write(bytes) }
    var converted = first.apply(to: bytes, overflowCount: &overflowCount)
    for step in steps.dropFirst() {
      converted = step.apply(to: converted, overflowCount: &overflowCount)
    }
    try unsafe base.pointee.write(converted)
  }
}

extension ByteSink where Self: ~Copyable {
  /// Lets a function write elements that arrive here in another floating-point format.
  ///
  /// - Returns: how many finite numbers became infinite.
  package mutating func writeConverted(
    by steps: [FloatConversion],
    _ body: (inout ConvertingSink<Self>) throws(Diagnostic) -> Void
  ) throws(Diagnostic) -> Int {
    try unsafe withUnsafeMutablePointer(to: &self) { (base) throws(Diagnostic) -> Int in
      var sink = unsafe ConvertingSink(base, steps)
      try body(&sink)
      return sink.overflowCount
    }
  }
}
