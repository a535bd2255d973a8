import ByteIO

extension PyTorchImporter {
  /// The metadata of a distributed checkpoint, where a path leads to a folder with one.
  public func fileToOpen(at path: String) -> String? {
    (try? SourceFile(beneath: path, named: ".metadata"))?.path
  }
}
