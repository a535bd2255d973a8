import BSON
import ByteIO
import Diagnostics
import ModelIR

extension JuliaDocument {
  /// What a wrapper of an array shows, or nothing if the struct is no wrapper.
  func wrappedValue(
    _ structure: JuliaStructure, _ encoded: EncodedValue
  ) throws(Diagnostic) -> JuliaValue? {
    let fields = structure.fields
    let path = structure.type.path
    switch (structure.type.package, structure.type.name) {
    case ("LinearAlgebra", "Adjoint"), ("LinearAlgebra", "Transpose"):
      return try wrapped(structure) { weight throws(Diagnostic) in
        let matrix = weight.shape.count == 1 ? weight.reshaped(to: [1] + weight.shape) : weight
        guard matrix.shape.count == 2, !weight.elementType.isComplex else { return nil }
        return matrix.transposed(by: [1, 0])
      }
    case ("Base", "ReshapedArray"):
      let sizes = try sizes(fields, at: 1)
      return try wrapped(structure) { weight throws(Diagnostic) in
        guard let sizes, try elementCount(sizes, encoded) == weight.elementCount else {
          return nil
        }
        return weight.reshaped(to: sizes.reversed())
      }
    case ("Base", "PermutedDimsArray"):
      let order = try permutation(structure.type)
      return try wrapped(structure) { weight throws(Diagnostic) in
        let rank = weight.shape.count
        guard let order, order.sorted() == Array(0..<rank) else { return nil }
        // Julia's dimension d is axis rank - 1 - d of the reversed shape.
        return weight.transposed(by: (0..<rank).map { rank - 1 - order[rank - 1 - $0] })
      }
    case ("Base", "SubArray"):
      let indices = try fields.encodedValue(at: 1).flatMap { encoded throws(Diagnostic) in
        try plainList(of: encoded)
      }
      return try wrapped(structure) { weight throws(Diagnostic) in
        guard let indices else { return nil }
        return try subarray(of: weight, indices)
      }
    case ("FillArrays", "Fill"), ("FillArrays", "Zeros"), ("FillArrays", "Ones"):
      return try filled(structure, encoded)
    case ("CUDA", _), ("CuArrays", _), ("Metal", _), ("AMDGPU", _), ("oneAPI", _):
      guard ["CuArray", "MtlArray", "ROCArray", "oneArray"].contains(structure.type.name) else {
        return nil
      }
      return .deviceArray(try deviceArray(structure))
    default: break
    }
    guard path.dropLast().last == "Tracker" || path.dropLast().last == "Zygote" else { return nil }
    return try trackedValue(structure)
  }

  /// What Flux's two automatic differentiation packages wrapped around parameters.
  private func trackedValue(_ structure: JuliaStructure) throws(Diagnostic) -> JuliaValue? {
    let fields = structure.fields
    switch structure.type.name {
    case "TrackedArray":
      // (tracker, data, grad); before Flux 0.5 (ref, f, data, grad)
      return try relocated(content(fields, at: fields.count == 4 ? 2 : 1), to: structure.path)
    case "TrackedReal":
      // Before Flux 0.5.4 the only field was the tracker (ref, f, isleaf, data, grad).
      guard let first = fields.encodedValue(at: 0), let tracker = try plainStructure(of: first),
        tracker.type.name == "Tracked"
      else { return try content(fields, at: 0) }
      return try content(tracker.fields, at: min(3, tracker.fields.count - 1))
    case "Params":
      // The first field holds the order, in a Zygote.Buffer or as a list.
      guard let order = fields.encodedValue(at: 0) else { return nil }
      if let list = try plainList(of: order) { return .parameters(list) }
      guard let data = try plainStructure(of: order)?.fields.encodedValue(at: 0) else { return nil }
      return try plainList(of: data).map(JuliaValue.parameters)
    default: return nil
    }
  }

  /// The value that a wrapper holds in a field.
  private func content(_ fields: JuliaList, at index: Int) throws(Diagnostic) -> JuliaValue {
    guard let encoded = fields.encodedValue(at: index) else {
      throw Diagnostic(
        .fluxMalformedValue, "a wrapper has nothing in it", at: fields.location)
    }
    return try value(of: encoded)
  }

  /// The value inside a wrapper, at the wrapper's place.
  private func relocated(
    _ value: JuliaValue, to path: String
  ) throws(Diagnostic) -> JuliaValue {
    guard case .array(let array) = value else { return value }
    return .array(
      JuliaArray(
        identity: array.identity, type: array.type, dimensions: array.dimensions,
        weight: array.weight, path: path, file: array.file))
  }

  private func wrapped(
    _ structure: JuliaStructure,
    showing view: (Weight) throws(Diagnostic) -> Weight?
  ) throws(Diagnostic) -> JuliaValue {
    let parent = try relocated(content(structure.fields, at: 0), to: structure.path)
    switch parent {
    case .deviceArray: return parent
    case .array(let array):
      if let weight = array.weight, let shown = try view(weight) {
        return .array(array.showing(shown))
      }
    default: break
    }
    throw Diagnostic(
      .fluxUnsupportedArray,
      "the elements that a \(structure.type) shows of \(parent.kindDescription) cannot be read",
      at: structure.fields.location)
  }

  private func sizes(_ fields: JuliaList, at index: Int) throws(Diagnostic) -> [Int]? {
    guard let encoded = fields.encodedValue(at: index),
      let items = try plainValues(of: encoded)
    else { return nil }
    let sizes = items.compactMap(\.int)
    return sizes.count == items.count && sizes.allSatisfy { $0 >= 0 } ? sizes : nil
  }

  /// The order of a `PermutedDimsArray{T, N, perm, …}`, counted from 0.
  private func permutation(_ type: JuliaType) throws(Diagnostic) -> [Int]? {
    guard let encoded = type.parameters.encodedValue(at: 2) else { return nil }
    return try plainValues(of: encoded)?.compactMap { $0.int.map { max($0, 0) - 1 } }
  }

  /// The elements of a view by ranges.
  private func subarray(
    of weight: Weight, _ indices: JuliaList
  ) throws(Diagnostic) -> Weight? {
    let rank = weight.shape.count
    guard indices.count == rank else { return nil }
    var result = weight
    var kept: [Int] = []
    for dimension in 0..<rank {
      let axis = rank - 1 - dimension
      guard let index = indices.encodedValue(at: dimension),
        let (start, count, step) = try range(index, size: weight.shape[axis]),
        start >= 1, count >= 0, count <= weight.shape[axis],
        start - 1 <= weight.shape[axis] - count
      else { return nil }
      result = result.sliced(along: axis, start - 1..<start - 1 + count)
      if step == -1 { result = result.flipped(along: [axis]) }
      if step != 0 { kept.append(count) }
    }
    return result.reshaped(to: kept.reversed())
  }

  /// The first index, how many, and the step (0 for one index, which drops its dimension).
  private func range(
    _ index: EncodedValue, size: Int
  ) throws(Diagnostic) -> (start: Int, count: Int, step: Int)? {
    if let single = try plainValue(of: index)?.int { return (single, 1, 0) }
    guard let range = try plainStructure(of: index) else { return nil }
    if ["Slice", "Colon"].contains(range.type.name) { return (1, size, 1) }
    var numbers: [Int?] = []
    for position in 0..<min(range.fields.count, 4) {
      guard let field = range.fields.encodedValue(at: position) else { return nil }
      numbers.append(try plainValue(of: field)?.int)
    }
    switch (range.type.name, numbers.count) {
    case ("OneTo", 1): return numbers[0].map { (1, $0, 1) }
    case ("UnitRange", 2):
      guard let start = numbers[0], let stop = numbers[1] else { return nil }
      let (distance, overflow) = stop.subtractingReportingOverflow(start)
      return overflow || distance == .max ? nil : (start, max(0, distance + 1), 1)
    case ("StepRange", 3):
      guard let start = numbers[0], numbers[1] == -1, let stop = numbers[2] else { return nil }
      let (distance, overflow) = start.subtractingReportingOverflow(stop)
      return overflow || distance == .max ? nil : (stop, max(0, distance + 1), -1)
    default: return nil
    }
  }

  /// The elements of an array that is one number over and over.
  private func filled(
    _ structure: JuliaStructure, _ encoded: EncodedValue
  ) throws(Diagnostic) -> JuliaValue? {
    let fields = structure.fields
    guard let parameter = structure.type.parameters.encodedValue(at: 0),
      let last = fields.encodedValue(at: fields.count - 1), let axes = try plainList(of: last)
    else { return nil }
    let type = try type(of: parameter)
    guard let element = elementType(type) else { return nil }
    var dimensions: [Int] = []
    for index in 0..<axes.count {
      guard let axis = axes.encodedValue(at: index),
        let (start, count, step) = try range(axis, size: 0), start == 1, count >= 0, step == 1
      else { return nil }
      dimensions.append(count)
    }
    let number: Double
    switch structure.type.name {
    case "Zeros": number = 0
    case "Ones": number = 1
    default:
      guard let first = fields.encodedValue(at: 0), let value = try plainValue(of: first)?.double
      else { return nil }
      number = value
    }
    let count = try elementCount(dimensions, encoded)
    guard count <= 1 << 20 else {
      throw Diagnostic(
        .fluxValueOverLimit, "\(count) equal elements would have to be in memory",
        at: location(encoded))
    }
    let numbers = [Double](repeating: number, count: count)
    guard let weight = Weight.array(numbers, element) else { return nil }
    return .array(
      JuliaArray(
        identity: structure.identity, type: type, dimensions: dimensions,
        weight: weight.reshaped(to: dimensions.reversed()), path: encoded.path, file: file.path))
  }

  private func deviceArray(_ structure: JuliaStructure) throws(Diagnostic) -> JuliaDeviceArray {
    var dimensions: [Int]?
    for index in (0..<structure.fields.count).reversed() where dimensions == nil {
      dimensions = try sizes(structure.fields, at: index)
    }
    return JuliaDeviceArray(
      identity: structure.identity, type: structure.type, dimensions: dimensions,
      path: structure.path)
  }
}
