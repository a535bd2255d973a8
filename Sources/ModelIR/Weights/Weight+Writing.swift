public import ByteIO
public import Diagnostics

extension Weight {
  /// Writes the elements in row-major order, little-endian, block by block.
  ///
  /// Contiguous bytes of a file go through ``ByteSink/copy(_:)``. A view whose outer slices are compact
  /// is read slice by slice; any other (a large transpose) holds the touched run once in memory.
  ///
  /// - Throws: what reading the file and writing the sink raise.
  public func write<Sink: ByteSink & ~Copyable>(to sink: inout Sink) throws(Diagnostic) {
    let width = elementType.byteCount
    guard let touched = view.touchedElements else { return }
    if view.isContiguous {
      return try writeRun(
        from: touched.lowerBound * width, count: elementCount * width, to: &sink)
    }
    for slice in slices(blockElementCount: (1 << 20) / width) {
      guard let range = slice.touchedElements else { continue }
      var run = MemorySink(capacity: range.count * width)
      try writeRun(
        from: range.lowerBound * width, count: range.count * width, to: &run)
      let gathered = gatherStrided(
        run.bytes, elementOffset: slice.elementOffset - range.lowerBound, shape: slice.shape,
        strides: slice.strides, elementByteCount: width)
      try sink.write(gathered)
    }
  }

  /// The elements as bytes in memory, in row-major order.
  ///
  /// - Throws: ``DiagnosticCode/fileTooLarge`` over the limit, and what reading raises.
  public func bytes(limit: Int = 64 << 20) throws(Diagnostic) -> [UInt8] {
    guard byteCount <= limit else {
      throw Diagnostic(
        .fileTooLarge, "a tensor of \(byteCount) bytes would have to be in memory, limit \(limit)")
    }
    var sink = MemorySink(capacity: byteCount)
    try write(to: &sink)
    return sink.bytes
  }

  /// The view cut along its first axis into parts that touch compact runs, or the whole view.
  ///
  /// What has to be computed as a whole is not cut: it would be computed anew for every part.
  private func slices(blockElementCount: Int) -> [StridedView] {
    guard source.isReadInParts else { return [view] }
    guard let outer = view.shape.first, outer > 1 else { return [view] }
    let one = view.sliced(along: 0, 0..<1)
    guard let touched = one.touchedElements, one.elementCount > 0,
      touched.count <= 2 * one.elementCount, abs(view.strides[0]) <= 2 * touched.count
    else { return [view] }
    let step = max(1, blockElementCount / max(touched.count, one.elementCount))
    return stride(from: 0, to: outer, by: step).map {
      view.sliced(along: 0, $0..<min(outer, $0 + step))
    }
  }

  /// Writes a range of bytes of the contiguous run that the source is.
  private func writeRun<Sink: ByteSink & ~Copyable>(
    from start: Int, count: Int, to sink: inout Sink
  ) throws(Diagnostic) {
    switch source {
    case .file(let range):
      try sink.copy(
        FileRange(
          file: range.file, byteOffset: range.byteOffset + start, byteCount: count))
    case .deferred(let deferred):
      let range = try deferred.range()
      try sink.copy(
        FileRange(
          file: range.file, byteOffset: range.byteOffset + start, byteCount: count))
    case .absent(let reason):
      throw Diagnostic(.noWeightData, "the tensor has a shape and no elements: \(reason)")
    case .bytes(let bytes):
      if start == 0 && count == bytes.count {
        try sink.write(bytes)
      } else {
        try sink.write(Array(bytes[start..<start + count]))
      }
    case .concatenation(let parts):
      let total = parts.reduce(0) { $0 + $1.byteCount }
      if start == 0 && count == total {
        for part in parts { try part.write(to: &sink) }
      } else {
        try writeMaterialized(total, from: start, count: count, to: &sink) {
          (all) throws(Diagnostic) in
          for part in parts { try part.write(to: &all) }
        }
      }
    case .converted(let original):
      let total = original.elementCount * elementType.byteCount
      try writeMaterialized(total, from: start, count: count, to: &sink) {
        (all) throws(Diagnostic) in
        try original.writeConverted(to: elementType, into: &all)
      }
    case .view(let original):
      if start == 0 && count == original.byteCount {
        try original.write(to: &sink)
      } else {
        try writeMaterialized(original.byteCount, from: start, count: count, to: &sink) {
          (all) throws(Diagnostic) in
          try original.write(to: &all)
        }
      }
    case .mapped(let original, let map):
      try writeMapped(original, map, from: start, count: count, to: &sink)
    }
  }

  /// Writes a range of bytes of a source whose elements are changed one by one.
  private func writeMapped<Sink: ByteSink & ~Copyable>(
    _ original: Source, _ map: ElementMap, from start: Int, count: Int, to sink: inout Sink
  ) throws(Diagnostic) {
    let unchanged = Weight(elementType, original, view)
    // A multiple of every element's size, or everything if each part would compute it all anew.
    let step = original.isReadInParts ? blockByteCount : max(count, 1)
    for offset in stride(from: 0, to: count, by: step) {
      let size = min(step, count - offset)
      var block = MemorySink(capacity: size)
      try unchanged.writeRun(from: start + offset, count: size, to: &block)
      var bytes = block.bytes
      try map.apply(to: &bytes, of: elementType)
      try sink.write(bytes)
    }
  }

  private func writeMaterialized<Sink: ByteSink & ~Copyable>(
    _ total: Int, from start: Int, count: Int, to sink: inout Sink,
    _ fill: (inout MemorySink) throws(Diagnostic) -> Void
  ) throws(Diagnostic) {
    var all = MemorySink(capacity: total)
    try fill(&all)
    try sink.write(
      start == 0 && count == all.bytes.count
        ? all.bytes : Array(all.bytes[start..<start + count]))
  }
}

extension Weight.Source {
  /// Whether any part can be read without the others.
  fileprivate var isReadInParts: Bool {
    switch self {
    case .file, .deferred, .bytes, .absent: true
    case .mapped(let original, _): original.isReadInParts
    case .concatenation, .converted, .view: false
    }
  }
}

extension DiagnosticCode {
  /// A tensor that has a shape and no elements is read or written.
  public static let noWeightData = DiagnosticCode(
    "weight.no-data", kind: .unsupported,
    explanation: """
      The file says which shape the tensor has and not its elements: a tensor of a meta device, or \
      one whose data was left out when the model was saved. Its shape can be listed; the model can \
      be converted only from a file that has the data.
      """)
}
