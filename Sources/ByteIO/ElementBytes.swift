import CByteIO

/// A change of every element's bytes in place.
package enum ElementBytes {
  /// Reverses the bytes of every `width` bytes.
  package static func swap(_ bytes: inout [UInt8], width: Int) {
    unsafe bytes.withUnsafeMutableBufferPointer { buffer in
      guard let start = buffer.baseAddress else { return }
      unsafe recast_swap_bytes(start, buffer.count / width, width)
    }
  }

  /// Flips the masked bits of every `step`th byte from `first` on.
  package static func flip(_ bytes: inout [UInt8], first: Int, step: Int, mask: UInt8) {
    unsafe bytes.withUnsafeMutableBufferPointer { buffer in
      guard let start = buffer.baseAddress else { return }
      unsafe recast_flip_bits(start, buffer.count, first, step, mask)
    }
  }

  /// Negates integers of `width` bytes, modulo their width.
  package static func negateIntegers(_ bytes: inout [UInt8], width: Int) {
    unsafe bytes.withUnsafeMutableBufferPointer { buffer in
      guard let start = buffer.baseAddress else { return }
      unsafe recast_negate_integers(start, buffer.count / width, width)
    }
  }
}
