import NumPyFormat

extension FuzzedGrammar {
  /// Arrays of NumPy, alone and in an archive under a name of the same bytes.
  static let numpy = FuzzedGrammar("npy") { input in
    let archive = try StoredArchive.bytes([
      ("array.npy", input.bytes), ("fortran.npy", input.bytes), ("other.txt", []),
    ])
    try? input.open(by: NPZImporter(), named: "arrays.npz", as: archive)
    try input.open(by: NPZImporter(), named: "array.npy")
    // The only text that an array has is its type and order, in the header.
    input.note(input.bytes.dropFirst(input.bytes.firstIndex(of: UInt8(ascii: "{")) ?? 0))
  }
}
