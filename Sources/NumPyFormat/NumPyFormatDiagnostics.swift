public import Diagnostics

/// The diagnostic codes of this module.
public enum NumPyFormatDiagnostics {
  /// Every code, for the catalogue of `recast explain`.
  public static let codes: [DiagnosticCode] = [
    .npyMalformed, .npyElementType, .npzNothingSelected, .npzOtherMember,
  ]
}

extension DiagnosticCode {
  /// An array's header is not what NumPy writes.
  static let npyMalformed = DiagnosticCode(
    "npy.malformed", kind: .badInput,
    explanation: """
      An array of NumPy's begins with `\\x93NUMPY`, a version, and a dictionary in Python's notation \
      with the element type (`descr`), the order of the axes (`fortran_order`) and the sizes (`shape`); \
      the elements follow and end the file. This one is something else: it was cut off or made by \
      hand. Save it again with numpy.save or numpy.savez.
      """)
  /// Elements that are no numbers of a fixed size.
  static let npyElementType = DiagnosticCode(
    "npy.element-type", kind: .unsupported,
    explanation: """
      The array's elements are Python objects, texts, dates or records, or numbers of a size that no \
      tensor has. Objects are pickles, which are never run. Convert the array to numbers in NumPy.
      """)
  /// Nothing in the file lies beneath the selected path.
  static let npzNothingSelected = DiagnosticCode(
    "npz.nothing-selected", kind: .usage,
    explanation: """
      No array of the file has the selected path as its name or as the beginning of its name. \
      `recast inspect --tensors` lists the names.
      """)
  /// Members of the archive that are no arrays.
  static let npzOtherMember = DiagnosticCode(
    "npz.other-member", kind: .badInput,
    explanation: """
      Members of the archive whose names do not end in `.npy` are no arrays; NumPy gives their bytes \
      as they are. They are left out.
      """)
}
