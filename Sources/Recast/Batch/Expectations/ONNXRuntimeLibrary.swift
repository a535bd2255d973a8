import ByteIO

/// Finds ONNX Runtime's library on this machine.
public enum ONNXRuntimeLibrary {
  /// Where it is below a folder that a person would name: an unpacked release, a Python environment, the
  /// Python package itself.
  private static let patterns = [
    "libonnxruntime.so*", "lib/libonnxruntime.so*", "capi/libonnxruntime.so*",
    "onnxruntime/capi/libonnxruntime.so*",
    "lib/python3*/site-packages/onnxruntime/capi/libonnxruntime.so*",
    "lib64/python3*/site-packages/onnxruntime/capi/libonnxruntime.so*",
  ]
  /// Where distributions put it.
  private static let folders = [
    "/usr/local/lib", "/usr/lib/x86_64-linux-gnu", "/usr/lib64", "/usr/lib",
  ]

  /// The library that a path leads to: itself, or one below the folder.
  public static func find(at path: String) -> String? {
    guard Folder(path).exists else { return fileExists(at: path) ? path : nil }
    let search = GlobSearch(root: path)
    for text in patterns {
      guard let pattern = GlobPattern(text) else { continue }
      if let match = (try? search.matches(of: pattern))?.first { return match.path }
    }
    return nil
  }

  /// The library that one of several places leads to, else the one of the system.
  public static func find(atFirstOf paths: [String]) -> String? {
    for path in paths where !path.isEmpty {
      if let found = find(at: path) { return found }
    }
    return folders.lazy.compactMap { find(at: $0) }.first
  }
}
