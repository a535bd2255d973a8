import Diagnostics

extension FluxFields {
  /// The arrays of a state: one, or a tuple of several.
  func states(_ index: Int, _ name: String) throws(Diagnostic) -> [JuliaArray] {
    guard case .tuple(let list) = try value(index, name) else { return [try array(index, name)] }
    var arrays: [JuliaArray] = []
    for item in try list.values() {
      guard let array = try FluxFields.array(in: item, path: "\(path).\(name)") else {
        throw malformed(
          "'\(name)' of \(type) has to hold arrays, it holds \(item.kindDescription)")
      }
      arrays.append(array)
    }
    return arrays
  }

  /// The initial states of a cell that ends with them or has none, and the releases that wrote it: a
  /// vector up to 0.11, a column or a tuple of columns from 0.12 to 0.14, nothing since 0.15.
  func initialStates(
    _ index: Int
  ) throws(Diagnostic) -> (states: [JuliaArray], era: FluxEra) {
    guard index < count else { return ([], .since("0.15")) }
    let states = try states(index, "state0")
    guard case .tuple = try value(index, "state0") else {
      let isVector = states.allSatisfy { $0.dimensions.count == 1 }
      return (states, isVector ? .between("0.5", "0.11") : .between("0.12", "0.14"))
    }
    return (states, .between("0.12", "0.14"))
  }
}
