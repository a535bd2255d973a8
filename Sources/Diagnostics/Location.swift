/// Where a diagnostic points: a file, bytes in it, and a place in the document it holds.
public struct Location: Hashable, Sendable {
  /// The file as the user named it.
  public var file: String?
  /// The bytes concerned, counted from the start of the file.
  public var byteRange: Range<Int>?
  /// The place in the document or model: `model.layers[2].weight`.
  public var path: String?

  /// Makes a location of whatever is known.
  public init(file: String? = nil, byteRange: Range<Int>? = nil, path: String? = nil) {
    self.file = file
    self.byteRange = byteRange
    self.path = path
  }

  /// The place within the file: its path, the byte where it begins, or both.
  public var placeInFile: String? {
    let byte = byteRange.map { "byte \($0.lowerBound)" }
    switch (path, byte) {
    case (let path?, let byte?): return "\(path) (\(byte))"
    case (let path?, nil): return path
    case (nil, let byte): return byte
    }
  }

  /// This location with whatever is missing taken from another.
  public func filled(from other: Location) -> Location {
    Location(
      file: file ?? other.file, byteRange: byteRange ?? other.byteRange, path: path ?? other.path)
  }
}
