import NumPyFormat

extension FuzzedGrammar {
  /// Arrays of NumPy, alone and in an archive under a name of the same bytes.
  static let numpy = FuzzedGrammar("npy") { input in
    let archive = try StoredArchive.bytes([
      ("array.npy", input.bytes), ("fortran.npy", input.bytes), ("other.txt", []),
    ])
    try? input.open(by: NPZImporter(), named: "arrays.npz", as: archive)
    try input.open(by: NPZImporter(), named: "array.npy")
    // An array has no names; its last elements show that it was read to its end.
    input.note(input.bytes.suffix(4))
  }
}
