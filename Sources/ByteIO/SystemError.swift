import Glibc

/// The operating system's own words for an error number.
func systemErrorText(_ number: Int32) -> String {
  var buffer = [CChar](repeating: 0, count: 256)
  let text = unsafe buffer.withUnsafeMutableBufferPointer { pointer -> String? in
    guard let start = pointer.baseAddress else { return nil }
    guard unsafe strerror_r(number, start, pointer.count) == 0 else { return nil }
    return unsafe String(cString: start)
  }
  return (text ?? "error \(number)").lowercased()
}
