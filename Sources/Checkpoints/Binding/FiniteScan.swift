public import ByteIO
public import Diagnostics
public import ModelIR

/// A sink that counts the elements of a floating-point type that are not finite.
public struct FiniteScan: ByteSink {
  public private(set) var position = 0
  /// How many elements are not a number.
  public private(set) var notANumberCount = 0
  /// How many are infinite.
  public private(set) var infiniteCount = 0
  private let width: Int
  private let exponentMask: UInt64
  private let fractionMask: UInt64

  /// Makes a scan; nothing for a type whose elements are always finite.
  public init?(_ elementType: ElementType) {
    switch elementType {
    case .float16: (width, exponentMask, fractionMask) = (2, 0x7C00, 0x03FF)
    case .bfloat16: (width, exponentMask, fractionMask) = (2, 0x7F80, 0x007F)
    case .float32, .complex64:
      (width, exponentMask, fractionMask) = (4, 0x7F80_0000, 0x007F_FFFF)
    case .float64, .complex128:
      (width, exponentMask, fractionMask) = (8, 0x7FF0_0000_0000_0000, 0x000F_FFFF_FFFF_FFFF)
    default: return nil
    }
  }

  /// Looks at whole elements; every source writes such.
  public mutating func write(_ bytes: RawSpan) throws(Diagnostic) {
    switch width {
    case 2: count(bytes, UInt16.self)
    case 4: count(bytes, UInt32.self)
    default: count(bytes, UInt64.self)
    }
    position += bytes.byteCount
  }

  public mutating func copy(_ range: FileRange) throws(Diagnostic) { try copyInBlocks(range) }

  private mutating func count<Bits: FixedWidthInteger & BitwiseCopyable>(
    _ bytes: RawSpan, _ type: Bits.Type
  ) {
    let exponent = Bits(truncatingIfNeeded: exponentMask)
    let fraction = Bits(truncatingIfNeeded: fractionMask)
    var offset = 0
    while offset + width <= bytes.byteCount {
      let bits: Bits = bytes.littleEndian(at: offset)
      if bits & exponent == exponent {
        if bits & fraction == 0 { infiniteCount += 1 } else { notANumberCount += 1 }
      }
      offset += width
    }
  }
}

extension Checkpoint {
  /// The tensors with elements that are not finite, read block by block.
  ///
  /// - Throws: what reading raises.
  public func nonFiniteEntries() throws(Diagnostic) -> [BindingReport.NonFinite] {
    var result: [BindingReport.NonFinite] = []
    for entry in entries {
      guard var scan = FiniteScan(entry.weight.elementType) else { continue }
      try entry.weight.write(to: &scan)
      if scan.notANumberCount + scan.infiniteCount > 0 {
        result.append(
          BindingReport.NonFinite(
            name: entry.name, notANumberCount: scan.notANumberCount,
            infiniteCount: scan.infiniteCount))
      }
    }
    return result
  }
}
