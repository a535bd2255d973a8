public import ByteIO
public import Diagnostics

extension Weight {
  /// Writes the elements in row-major order, little-endian, block by block.
  ///
  /// Contiguous bytes of a file go through ``ByteSink/copy(_:)``. A view whose outer slices are compact
  /// is read slice by slice; of a large transpose of a file's bytes a strip of columns is in memory at a
  /// time. Any other view holds the touched run once in memory.
  ///
  /// - Throws: ``DiagnosticCode/noWeightData`` for a weight without elements, and what reading the
  ///   file and writing the sink raise.
  public func write<Sink: ByteSink & ~Copyable>(to sink: inout Sink) throws(Diagnostic) {
    try requireData()
    try write(view, to: &sink)
  }

  /// The elements as bytes in memory, in row-major order.
  ///
  /// - Throws: ``DiagnosticCode/fileTooLarge`` over the limit, and what reading raises.
  public func bytes(limit: Int = 64 << 20) throws(Diagnostic) -> [UInt8] {
    guard byteCount <= limit else {
      throw Diagnostic(
        .fileTooLarge, "a tensor of \(byteCount) bytes would have to be in memory, limit \(limit)")
    }
    try requireData()
    var sink = MemorySink(capacity: byteCount)
    try write(to: &sink)
    return sink.bytes
  }

  /// Throws before anything is allocated for elements that do not exist.
  private func requireData() throws(Diagnostic) {
    guard elementCount > 0, let reason = absenceReason else { return }
    throw Diagnostic(.noWeightData, "the tensor has a shape and no elements: \(reason)")
  }

  /// Writes what a view of the source shows.
  private func write<Sink: ByteSink & ~Copyable>(
    _ view: StridedView, to sink: inout Sink
  ) throws(Diagnostic) {
    let width = elementType.byteCount
    guard let touched = view.touchedElements else { return }
    if view.isContiguous {
      return try writeRun(
        from: touched.lowerBound * width, count: view.elementCount * width, to: &sink)
    }
    guard let (axis, step) = readingStep(of: view) else {
      return try writeGathered(view, touched, to: &sink)
    }
    try view.forEachSlice(along: axis, of: step) { (slice) throws(Diagnostic) in
      if step == 1 {
        try write(slice, to: &sink)
      } else if let touched = slice.touchedElements {
        try writeGathered(slice, touched, to: &sink)
      }
    }
  }

  /// The axis along which a view can be read in parts that touch compact runs, and how many indices
  /// make a block; nothing if it has to be read at once.
  ///
  /// What has to be computed as a whole is not cut: it would be computed anew for every part.
  private func readingStep(of view: StridedView) -> (axis: Int, step: Int)? {
    let blockElementCount = (1 << 20) / elementType.byteCount
    guard source.isReadInParts, view.elementCount > blockElementCount,
      let axis = view.shape.firstIndex(where: { $0 > 1 })
    else { return nil }
    let one = view.sliced(along: axis, 0..<1)
    guard let touched = one.touchedElements, touched.count <= 2 * one.elementCount,
      view.strides[axis].magnitude <= 2 * UInt(touched.count)
    else { return nil }
    return (axis, max(1, blockElementCount / max(touched.count, one.elementCount)))
  }

  /// Reads the run that a view touches and writes the view's elements of it block by block.
  private func writeGathered<Sink: ByteSink & ~Copyable>(
    _ view: StridedView, _ touched: ClosedRange<Int>, to sink: inout Sink
  ) throws(Diagnostic) {
    let width = elementType.byteCount
    if let range = try source.fileRange(),
      let copy = StridedCopy(range, view, elementByteCount: width)
    {
      return try copy.write(to: &sink)
    }
    var run = MemorySink(capacity: touched.count * width)
    try writeRun(from: touched.lowerBound * width, count: touched.count * width, to: &run)
    try view.forEachBlock(elementCount: (1 << 20) / width) { (block) throws(Diagnostic) in
      try sink.write(
        gatherStrided(
          run.bytes, elementOffset: block.elementOffset - touched.lowerBound, shape: block.shape,
          strides: block.strides, elementByteCount: width))
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
      try deferred.write(start..<start + count, to: &sink)
    case .pieces(let pieces): try write(pieces, from: start, count: count, to: &sink)
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
    case .converted(let original, let tally):
      try writeConverted(original, counting: tally, from: start, count: count, to: &sink)
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
    case .scaled(let original, let factors):
      try original.writeScaled(by: factors, from: start, count: count, to: &sink)
    }
  }

  /// Writes a range of bytes of another weight's elements, converted block by block.
  private func writeConverted<Sink: ByteSink & ~Copyable>(
    _ original: Weight, counting tally: OverflowTally?, from start: Int, count: Int,
    to sink: inout Sink
  ) throws(Diagnostic) {
    let steps = try Self.conversionSteps(from: original.elementType, to: elementType)
    let isWhole = start == 0 && count == original.elementCount * elementType.byteCount
    if isWhole {
      let overflowCount = try sink.writeConverted(by: steps) { (inner) throws(Diagnostic) in
        try original.write(to: &inner)
      }
      tally?.record(overflowCount)
    } else if let touched = original.view.touchedElements, original.view.isContiguous {
      let width = original.elementType.byteCount
      let first = touched.lowerBound + start / elementType.byteCount
      _ = try sink.writeConverted(by: steps) { (inner) throws(Diagnostic) in
        try original.writeRun(
          from: first * width, count: count / elementType.byteCount * width, to: &inner)
      }
    } else {
      let total = original.elementCount * elementType.byteCount
      try writeMaterialized(total, from: start, count: count, to: &sink) {
        (all) throws(Diagnostic) in
        _ = try all.writeConverted(by: steps) { (inner) throws(Diagnostic) in
          try original.write(to: &inner)
        }
      }
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

extension Weight {
  /// Why there are no elements, for a weight of which some are absent.
  public var absenceReason: String? { source.absenceReason }
}

extension Weight.Source {
  fileprivate var absenceReason: String? {
    switch self {
    case .absent(let reason): return reason
    case .file, .deferred, .pieces, .bytes: return nil
    case .concatenation(let parts):
      for part in parts {
        if let reason = part.absenceReason { return reason }
      }
      return nil
    case .converted(let original, _), .view(let original), .scaled(let original, _):
      return original.absenceReason
    case .mapped(let original, _): return original.absenceReason
    }
  }

  /// The one range of a file that the source is, if it is one.
  func fileRange() throws(Diagnostic) -> FileRange? {
    switch self {
    case .file(let range): range
    case .deferred(let deferred): try deferred.range()
    default: nil
    }
  }

  /// Whether any part can be read without the others.
  var isReadInParts: Bool {
    switch self {
    case .file, .deferred, .pieces, .bytes, .absent: true
    case .mapped(let original, _): original.isReadInParts
    case .scaled(let original, _): original.source.isReadInParts
    case .converted(let original, _): original.view.isContiguous && original.source.isReadInParts
    case .concatenation, .view: false
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
