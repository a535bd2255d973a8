public import Diagnostics

extension DiagnosticCode {
  /// An option that the chosen format has no place for.
  public static let checkpointOption = DiagnosticCode(
    "checkpoint.option", kind: .usage,
    explanation: """
      An option asks for something that the format to be written does not have: metadata in a format \
      of arrays alone, an older container where there is one only, a model where there are weights. \
      Nothing was written. Leave the option out or choose another format; \
      `Documentation/WritingCheckpoints.md` shows which format has what.
      """)
  /// The weights of a model are written where the format could hold a model.
  public static let checkpointModelLeftOut = DiagnosticCode(
    "checkpoint.model-left-out", kind: .unsupported,
    explanation: """
      The input is a model and the format to be written has models, but the layers of a stored model \
      are not translated: the output holds the weights alone. Give the layers with `--architecture` \
      (an architecture file, a printed model or a shipped architecture) to have the model written, or \
      say with `--form weights` that the weights are meant.
      """)
  /// Two entries would get the same name.
  public static let checkpointDuplicateName = DiagnosticCode(
    "checkpoint.duplicate-name", kind: .unsupported,
    explanation: """
      Two tensors would have the same name in the file that is written, and a reader would see one of \
      them. Give one another name with `--rename 'from=to'`, or leave it out in a mapping.
      """)
  /// A name that the format cannot hold.
  public static let checkpointEntryName = DiagnosticCode(
    "checkpoint.entry-name", kind: .unsupported,
    explanation: """
      The name of a tensor cannot be written in the chosen format, or its readers would take it for \
      something else. Give the tensor another name with `--rename 'from=to'`, or write another format.
      """)
  /// Elements of a type that the format does not have.
  public static let checkpointElementType = DiagnosticCode(
    "checkpoint.element-type", kind: .unsupported,
    explanation: """
      The chosen format, or the program that reads it, has no elements of the tensor's type. \
      `--dtype f32` converts floating-point elements to a type that every format has; other types can \
      be written in another format.
      """)
}
