public import Diagnostics

extension DiagnosticCode {
  /// Entries whose layout in the target framework nothing tells.
  public static let translationUndecided = DiagnosticCode(
    "translation.undecided", kind: .unsupported,
    explanation: """
      Names and layouts are translated by what kind of layer owns a tensor. These entries belong to no \
      layer that is known: parameters of modules of the user's own, tensors of unusual rank. They were \
      written unchanged, in the source's order of sizes. Give the model with --architecture, or rename \
      entries with --rename.
      """)

  /// Entries that were taken for those of one of several layers.
  public static let translationAssumed = DiagnosticCode(
    "translation.assumed", kind: .unsupported,
    explanation: """
      A file of weights says nothing of layers. What is stored under these names could be of several, \
      which the target framework names differently; the most frequent was taken. Give the model with \
      --architecture to be sure.
      """)

  /// Entries that the target framework has no place for.
  public static let translationUnused = DiagnosticCode(
    "translation.unused", kind: .unsupported,
    explanation: """
      The target framework has no tensor, or no layer, of the kind: PyTorch counts the batches that a \
      normalisation has seen, Flux trains the initial states of recurrent layers, and has recurrent \
      layers of one direction and one level with one bias. The entries were written so that nothing is \
      lost on the way back; loading ignores them, or they are left out with --rename.
      """)

  /// Entries that the source does not have and the target framework expects.
  public static let translationCreated = DiagnosticCode(
    "translation.created", kind: .unsupported,
    explanation: """
      The target framework's layer has tensors that the source's has not: the number of batches that a \
      normalisation has seen, the second bias of a recurrent layer. They were written as zeros, which \
      changes no result.
      """)

  /// Entries that were computed of others.
  public static let translationAdded = DiagnosticCode(
    "translation.computed", kind: .unsupported,
    explanation: """
      The target framework stores one number where the source has others: the sum of the two biases of a \
      recurrent layer, the square of a moving deviation. The results of the model stay the same; the \
      way back cannot tell the parts.
      """)

  /// Two entries would get one name.
  public static let renameCollision = DiagnosticCode(
    "rename.collision", kind: .usage,
    explanation: """
      After the names were translated and the rules of --rename and of the mapping were applied, several \
      entries would have the same name. Make the rules more exact, or leave entries out.
      """)

  /// A pattern of a rewrite that cannot be read.
  public static let renamePattern = DiagnosticCode(
    "rename.bad-pattern", kind: .usage,
    explanation: """
      A rule of --rename is FROM=TO, FROM being a regular expression that is looked for anywhere in a \
      name. Write a dot that means itself as \\. and parentheses in pairs; TO may use \\1 or $1 for the \
      text of a group, ${name} for that of a named one, and \\\\ or $$ for the characters themselves.
      """)

  /// A rewrite that applies to no name.
  public static let renameUnmatched = DiagnosticCode(
    "rename.no-match", kind: .usage,
    explanation: """
      A rule of --rename or of a mapping applies to no entry. Rules see the names of the target \
      framework, after translation and after the rules before them; 'recast inspect --tensors' lists \
      those of the source.
      """)
}
