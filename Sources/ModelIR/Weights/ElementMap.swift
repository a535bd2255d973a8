import ByteIO
import Diagnostics

/// A change of every element that keeps its type and its place.
public enum ElementMap: Hashable, Sendable {
  /// The bytes of every number reversed; both halves of a complex one by themselves.
  case byteSwapped
  /// Every number times −1.
  case negated
  /// Every complex number with its imaginary part times −1.
  case conjugated
}

extension ElementMap {
  /// Changes whole elements in memory.
  func apply(to bytes: inout [UInt8], of elementType: ElementType) throws(Diagnostic) {
    let width = elementType.byteCount
    switch self {
    case .byteSwapped:
      ElementBytes.swap(&bytes, width: elementType.isComplex ? width / 2 : width)
    case .conjugated:
      guard elementType.isComplex else { return }
      ElementBytes.flip(&bytes, first: width - 1, step: width, mask: 0x80)
    case .negated:
      try Self.negate(&bytes, of: elementType)
    }
  }

  private static func negate(
    _ bytes: inout [UInt8], of elementType: ElementType
  ) throws(Diagnostic) {
    let width = elementType.byteCount
    switch elementType {
    case .uint8, .uint16, .uint32, .uint64, .int8, .int16, .int32, .int64:
      ElementBytes.negateIntegers(&bytes, width: width)
    case .float16, .bfloat16, .float32, .float64, .float8E4M3FN, .float8E5M2:
      ElementBytes.flip(&bytes, first: width - 1, step: width, mask: 0x80)
    case .complex32, .complex64, .complex128:
      ElementBytes.flip(&bytes, first: width / 2 - 1, step: width / 2, mask: 0x80)
    case .float4E2M1FNx2:
      ElementBytes.flip(&bytes, first: 0, step: 1, mask: 0x88)
    case .float8E4M3FNUZ, .float8E5M2FNUZ:
      // These have one zero; its sign bit is NaN.
      for index in bytes.indices where bytes[index] & 0x7F != 0 { bytes[index] ^= 0x80 }
    case .bool, .float8E8M0FNU:
      throw Diagnostic(
        .noElementConversion, "elements of type \(elementType) have no sign to change")
    }
  }
}

extension Weight {
  /// The elements with their bytes reversed; both halves of a complex one by themselves.
  public func byteSwapped() -> Weight { mapped(.byteSwapped) }

  /// The elements times −1, integers modulo their width.
  public func negated() -> Weight { mapped(.negated) }

  /// The elements' complex conjugates; real ones stay as they are.
  public func conjugated() -> Weight { elementType.isComplex ? mapped(.conjugated) : self }

  /// The elements changed one by one; the view stays, because it only says where they are.
  func mapped(_ map: ElementMap) -> Weight {
    let changed: Source
    switch source {
    case .absent: return self
    case .concatenation(let parts): changed = .concatenation(parts.map { $0.mapped(map) })
    case .view(let original): changed = .view(original.mapped(map))
    case .file, .deferred, .pieces, .bytes, .converted, .mapped, .scaled:
      changed = .mapped(source, map)
    }
    return Weight(elementType, changed, view)
  }
}
