import ByteIO

extension PyTorchImporter {
  /// The file to open where a user names a folder: the metadata of a distributed checkpoint in it.
  ///
  /// Any other path is given back as it is.
  public static func fileToOpen(at path: String) -> String {
    guard let metadata = try? SourceFile(beneath: path, named: ".metadata") else { return path }
    return metadata.path
  }
}
