/// A family of the catalogue that a checkpoint's tensors belong to.
public struct ArchitectureMatch: Sendable {
  /// The family.
  public let architecture: ArchitectureFile
  /// What stands before the family's own names, behind what wrappers put there: empty, `bert.`.
  public let prefix: String
  /// Which member of the family it is: `resnet50`.
  public let variant: String?
}
