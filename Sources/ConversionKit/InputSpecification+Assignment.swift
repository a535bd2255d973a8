package import Diagnostics

extension InputSpecification {
  /// The position of the input that a specification is for: by name, or in order where it has none.
  ///
  /// - Parameters:
  ///   - names: the names of the model's inputs.
  ///   - position: the specification's own place among those given.
  ///   - isOnly: whether no other is given; the only one fits the only input by any name.
  ///   - taken: the inputs that have theirs, to which this one is added.
  /// - Throws: ``DiagnosticCode/invalidInputShape`` if no input is left for it.
  package func claim(
    among names: [String], position: Int, isOnly: Bool, taken: inout Set<Int>
  ) throws(Diagnostic) -> Int {
    let index: Int?
    if let name {
      index = names.firstIndex(of: name) ?? (names.count == 1 && isOnly ? 0 : nil)
    } else {
      index = position < names.count ? position : nil
    }
    guard let index, taken.insert(index).inserted else {
      throw Diagnostic(
        .invalidInputShape,
        "the model has no input '\(name ?? "\(position + 1)")' left; it has "
          + names.joined(separator: ", "))
    }
    return index
  }
}

extension [InputSpecification] {
  /// The specifications by the position of their input.
  ///
  /// - Throws: ``DiagnosticCode/invalidInputShape`` if no input is left for one.
  package func assigned(to names: [String]) throws(Diagnostic) -> [Int: InputSpecification] {
    var result: [Int: InputSpecification] = [:]
    var taken: Set<Int> = []
    for (position, input) in enumerated() {
      let index = try input.claim(
        among: names, position: position, isOnly: count == 1, taken: &taken)
      result[index] = input
    }
    return result
  }
}
