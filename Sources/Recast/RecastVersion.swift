/// The version of Recast, written into what it makes.
public enum RecastVersion {
  /// The version: major.minor.patch.
  public static let current = "0.1.0"
}
