import Diagnostics
@testable import FluxFormat
import ModelIR
import TestSupport
import Testing

struct JuliaArrayTests {
  private let folder: TemporaryFolder
  /// The matrix [1 3 5; 2 4 6].
  private let matrix = BSONSample.floats([2, 3], [1, 2, 3, 4, 5, 6])

  init() throws { folder = try TemporaryFolder() }

  private func array(_ sample: BSONSample, shared: [BSONSample] = []) throws -> JuliaArray? {
    if case .array(let array) = try folder.juliaValue(sample, shared: shared) { array } else { nil }
  }

  private func code(_ sample: BSONSample) -> DiagnosticCode? {
    thrownDiagnostic { try folder.juliaValue(sample) }?.code
  }

  @Test func `a column-major array is a row-major tensor of the reversed sizes`() throws {
    let array = try array(matrix)
    #expect(array?.dimensions == [2, 3])
    #expect(array?.weight?.shape == [3, 2])
    #expect(array?.elementType == .float32)
    #expect(try array?.weight?.doubles() == [1, 2, 3, 4, 5, 6])
  }

  @Test func `bytes that are not what the sizes need are refused`() {
    let float = BSONSample.type("Core", "Float32")
    for (sizes, count) in [
      ([2, 2], 15), ([2, 2], 17), ([0], 4), ([Int64.max, 2], 8), ([1 << 62, 4], 0),
    ] {
      let sample = BSONSample.array(float, sizes, .binary([UInt8](repeating: 0, count: count)))
      #expect(code(sample) == .fluxArraySizeMismatch)
    }
    #expect(code(.array(.type("Base", "run"), [1], .binary([]))) == .fluxArraySizeMismatch)
    #expect(code(.array(.type("Core", "Any"), [3], [1, 2])) == .fluxArraySizeMismatch)
  }

  @Test func `sizes that are no counts are refused`() {
    let float = BSONSample.type("Core", "Float32")
    for size: BSONSample in [-1, 2.5, "2", nil] {
      let sample: BSONSample = ["tag": "array", "type": float, "size": [size], "data": .binary([])]
      #expect(code(sample) == .fluxMalformedValue)
    }
  }

  @Test func `a part that is missing is named`() {
    let sample: BSONSample = ["tag": "array", "type": .type("Core", "Float32"), "size": [1]]
    let diagnostic = thrownDiagnostic { try folder.juliaValue(sample) }
    #expect(diagnostic?.code == .fluxMalformedValue)
    #expect(diagnostic?.message.contains("'data'") == true)
    #expect(diagnostic?.location.path == "x")
  }

  @Test func `empty and dimensionless arrays are arrays`() throws {
    #expect(try array(.floats([0, 3], []))?.elementCount == 0)
    #expect(try array(.floats([], [7]))?.weight?.doubles() == [7])
  }

  @Test func `an array of nothing costs nothing whatever its size`() throws {
    let sample = BSONSample.array(.type("Core", "Nothing"), [1 << 40], .binary([]))
    guard case .list(let list) = try folder.juliaValue(sample) else {
      Issue.record("no list")
      return
    }
    #expect(list.count == 1 << 40)
    #expect(thrownDiagnostic { try list.values() }?.code == .fluxValueOverLimit)
  }

  @Test(arguments: ["Adjoint", "Transpose"])
  func `a transposed matrix is seen transposed`(name: String) throws {
    let transposed = try array(.structure(.type("LinearAlgebra", name), matrix))
    #expect(transposed?.dimensions == [3, 2])
    #expect(try transposed?.weight?.doubles() == [1, 3, 5, 2, 4, 6])
    let row = try array(.structure(.type("LinearAlgebra", name), .floats([3], [1, 2, 3])))
    #expect(row?.dimensions == [1, 3])
  }

  @Test func `a permuted array has its dimensions in the order of its type`() throws {
    let type = BSONSample.type(
      "Base", "PermutedDimsArrays", "PermutedDimsArray",
      parameters: [.type("Core", "Float32"), 3, .tuple(3, 1, 2)])
    let values = (0..<24).map { Float($0) }
    let permuted = try array(.structure(type, .floats([2, 3, 4], values)))
    #expect(permuted?.dimensions == [4, 2, 3])
    // Element (k, i, j) of the result is element (i, j, k), at i + 2j + 6k.
    var expected: [Double] = []
    for j in 0..<3 {
      for i in 0..<2 {
        for k in 0..<4 { expected.append(Double(i + 2 * j + 6 * k)) }
      }
    }
    #expect(try permuted?.weight?.doubles() == expected)
  }

  @Test func `a reshaped array has its own sizes`() throws {
    let reshaped = BSONSample.structure(
      .type("Main", "Base", "ReshapedArray"), matrix, .tuple(3, 2), .tuple())
    #expect(try array(reshaped)?.dimensions == [3, 2])
    #expect(try array(reshaped)?.weight?.doubles() == [1, 2, 3, 4, 5, 6])
    let lie = BSONSample.structure(
      .type("Base", "ReshapedArray"), matrix, .tuple(4, 2), .tuple())
    #expect(code(lie) == .fluxUnsupportedArray)
  }

  @Test func `a view by ranges shows what they select`() throws {
    let range = BSONSample.structure(.type("Base", "UnitRange"), 2, 3)
    let whole = BSONSample.structure(
      .type("Base", "Slice"), .structure(.type("Base", "OneTo"), 2))
    let view = BSONSample.type("Base", "SubArray")
    let columns = try array(.structure(view, matrix, .tuple(whole, range), 0, 1))
    #expect(columns?.dimensions == [2, 2])
    #expect(try columns?.weight?.doubles() == [3, 4, 5, 6])
    let row = try array(.structure(view, matrix, .tuple(2, range), 0, 1))
    #expect(row?.dimensions == [2])
    #expect(try row?.weight?.doubles() == [4, 6])
    let backwards = BSONSample.structure(.type("Base", "StepRange"), 3, -1, 1)
    let flipped = try array(.structure(view, matrix, .tuple(1, backwards), 0, 1))
    #expect(try flipped?.weight?.doubles() == [5, 3, 1])
    let outside = BSONSample.structure(.type("Base", "UnitRange"), 3, 4)
    #expect(code(.structure(view, matrix, .tuple(whole, outside), 0, 1)) == .fluxUnsupportedArray)
  }

  @Test func `a filled array repeats its number`() throws {
    let axes = BSONSample.tuple(
      .structure(.type("Base", "OneTo"), 2), .structure(.type("Base", "OneTo"), 2))
    let float = BSONSample.type("Core", "Float32")
    let fill = BSONSample.type("FillArrays", "Fill", parameters: [float])
    #expect(
      try array(.structure(fill, .float32(1.5), axes))?.weight?.doubles() == [1.5, 1.5, 1.5, 1.5])
    let zeros = BSONSample.type("FillArrays", "Zeros", parameters: [float])
    #expect(try array(.structure(zeros, axes))?.weight?.doubles() == [0, 0, 0, 0])
  }

  @Test func `a tracked array is its data in every era`() throws {
    let type = BSONSample.type("Flux", "Tracker", "TrackedArray")
    let gradient = BSONSample.floats([1], [9])
    let old = BSONSample.structure(type, .integers([0]), nil, .floats([1], [5]), gradient)
    let new = BSONSample.structure(type, nil, .floats([1], [5]), gradient)
    #expect(try array(old)?.weight?.doubles() == [5])
    #expect(try array(new)?.weight?.doubles() == [5])
    #expect(try array(new)?.path == "x")
  }

  @Test func `parameters keep the order of their buffer`() throws {
    let buffer = BSONSample.structure(
      .type("Zygote", "Buffer"), [.reference(2), .reference(1)], false)
    let sample = BSONSample.structure(.type("Zygote", "Params"), buffer, nil)
    let shared = [BSONSample.floats([1], [1]), BSONSample.floats([1], [2])]
    guard case .parameters(let list) = try folder.juliaValue(sample, shared: shared) else {
      Issue.record("no parameters")
      return
    }
    let numbers = try list.values().map { value -> [Double]? in
      if case .array(let array) = value { try array.weight?.doubles() } else { nil }
    }
    #expect(numbers == [[2], [1]])
  }

  @Test func `an array that stayed on a GPU has sizes and no numbers`() throws {
    let sample = BSONSample.structure(
      .type("CUDA", "CuArray"), .structure(.type("CUDA", "ArrayStorage"), 1, 2), 48, 0,
      .tuple(3, 4))
    guard case .deviceArray(let array) = try folder.juliaValue(sample) else {
      Issue.record("no device array")
      return
    }
    #expect(array.dimensions == [3, 4])
    #expect(array.summary == "a CuArray of 3×4 whose numbers stayed on the GPU")
  }

  @Test func `a bit array is bools, the dimensions of a bit vector not read`() throws {
    var words: [UInt8] = [0b1010_0101, 0b11]
    words += [UInt8](repeating: 0, count: 6)
    let chunks = BSONSample.array(.type("Core", "UInt64"), [1], .binary(words))
    let type = BSONSample.type("Base", "BitArray")
    let vector = try array(.structure(type, chunks, 10, .tuple(-99)))
    #expect(vector?.dimensions == [10])
    #expect(try vector?.weight?.bytes() == [1, 0, 1, 0, 0, 1, 0, 1, 1, 1])
    #expect(try array(.structure(type, chunks, 10, .tuple(2, 5)))?.dimensions == [2, 5])
    #expect(code(.structure(type, chunks, 65, .tuple(65))) == .fluxArraySizeMismatch)
    #expect(code(.structure(type, chunks, 10, .tuple(3, 5))) == .fluxArraySizeMismatch)
  }

  @Test func `structs in an array are kept without numbers`() throws {
    let complex = BSONSample.type("Base", "Complex", parameters: [.type("Core", "Int64")])
    let opaque = try array(.array(complex, [2], .binary([UInt8](repeating: 0, count: 32))))
    #expect(opaque?.weight == nil)
    #expect(opaque?.summary == "a Complex array of 2")
    let single = BSONSample.type("Base", "Complex", parameters: [.type("Core", "Float32")])
    #expect(
      try array(.array(single, [1], .binary([UInt8](repeating: 0, count: 8))))?.elementType
        == .complex64)
  }
}
