public import Diagnostics

extension DiagnosticCode {
  /// An index of shards is JSON of another shape.
  public static let shardIndexMalformed = DiagnosticCode(
    "shards.malformed-index", kind: .badInput,
    explanation: """
      The index of a checkpoint in several files is a JSON object whose member 'weight_map' gives \
      for each tensor the name of the file that it is in. This index has another shape.
      """)
  /// Files that an index names are not there.
  public static let shardMissing = DiagnosticCode(
    "shards.missing-file", kind: .badInput,
    explanation: """
      The index of a checkpoint names files that are not in its folder. A download was not finished, \
      or only a part was copied. Fetch the files that the message names into the index's folder.
      """)
  /// The shards do not hold what their index says.
  public static let shardDisagreement = DiagnosticCode(
    "shards.disagreement", kind: .badInput,
    explanation: """
      Each tensor of a checkpoint in several files has to be in exactly one file, the one that the \
      index names, and the index has to name every tensor. Here they differ: files of two versions \
      were mixed, or the index was edited. Fetch all files again.
      """)
}
