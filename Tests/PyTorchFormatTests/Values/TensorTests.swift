import ConversionKit
import Diagnostics
import ModelIR
import Testing

@testable import PyTorchFormat

@Suite struct TensorTests {
  @Test func `a transposed view gives its elements row by row`() throws {
    let file = try ImportedBytes(
      .named([("t", .view(.storage("0", count: 6), offset: 0, shape: [3, 2], strides: [1, 3]))]),
      storages: [("0", [0, 1, 2, 3, 4, 5])])
    #expect(try file.numbers("t") == [0, 3, 1, 4, 2, 5])
  }

  @Test func `views of one storage say with which tensor they share it`() throws {
    let storage = PickledValue.storage("0", count: 4)
    let file = try ImportedBytes(
      .named([
        ("all", .tensor(storage, shape: [4])), ("last", .tensor(storage, shape: [1], offset: 3)),
      ]), storages: [("0", [1, 2, 3, 4])])
    let last = try #require(try file.file.tensors().last)
    #expect(last.facts.first { $0.key == "shares_storage_with" }?.value == "all")
    #expect(try last.weight.doubles() == [4])
  }

  @Test func `tensors are found in storages of any order, and again in the same one`() throws {
    let first = PickledValue.storage("a", count: 2)
    let last = PickledValue.storage("b", count: 3)
    let file = try ImportedBytes(
      .named([
        ("w", .tensor(last, shape: [3])), ("x", .tensor(first, shape: [2, 1])),
        ("y", .tensor(last, shape: [1], offset: 2)), ("z", .tensor(first, shape: [0])),
      ]), storages: [("a", [1, 2]), ("b", [3, 4, 5])])
    #expect(file.file.contents.list.entries.map(\.elementCount) == [3, 2, 1, 0])
    #expect(file.file.contents.list.entries.map(\.tensor.weight.shape) == [[3], [2, 1], [1], [0]])
    #expect(try file.numbers("w") == [3, 4, 5])
    #expect(try file.numbers("y") == [5])
    #expect(try file.numbers("x") == [1, 2])
  }

  @Test(arguments: [
    ([5], [1], 0), ([2, 3], [3, 1], 0), ([1], [1], 4), ([2], [2_147_483_647], 0),
    ([1 << 20, 1 << 20], [1 << 30, 1 << 30], 0),
  ])
  func `a tensor beyond its storage is refused by name`(
    shape: [Int], strides: [Int], offset: Int
  ) {
    let refusal = ImportedBytes.refusal(
      .named([
        ("w", .view(.storage("0", count: 4), offset: offset, shape: shape, strides: strides))
      ]), storages: [("0", [1, 2, 3, 4])])
    #expect(refusal?.code == .torchTensorOutside || refusal?.code == .torchTensorMalformed)
    #expect(refusal?.location.path == "w")
  }

  @Test(arguments: [([-1], [1]), ([2], [-1]), ([2, 2], [1])])
  func `sizes and strides that no tensor has are refused`(shape: [Int], strides: [Int]) {
    let refusal = ImportedBytes.refusal(
      .named([("w", .view(.storage("0", count: 4), offset: 0, shape: shape, strides: strides))]),
      storages: [("0", [1, 2, 3, 4])])
    #expect(refusal?.code == .torchTensorMalformed)
  }

  @Test func `a negated tensor is read with the other sign`() throws {
    let file = try ImportedBytes(
      .named([
        (
          "n",
          .view(
            .storage("0", count: 2), offset: 0, shape: [2], strides: [1],
            metadata: .named([("neg", .boolean(true))]))
        )
      ]), storages: [("0", [1, -2])])
    #expect(try file.numbers("n") == [-1, 2])
  }

  @Test func `a parameter is its tensor`() throws {
    let file = try ImportedBytes(
      .named([
        ("p", .rebuild("_rebuild_parameter", [.vector("0", count: 1), .boolean(true), .none]))
      ]), storages: [("0", [3])])
    let tensor = try #require(try file.file.tensors().first)
    #expect(tensor.facts.first { $0.key == "requires_grad" }?.value == "true")
    #expect(try tensor.weight.doubles() == [3])
  }

  @Test func `a tensor of the device meta has a shape and no elements`() throws {
    let file = try ImportedBytes(
      .named([
        (
          "m",
          .rebuild(
            "_rebuild_meta_tensor_no_storage",
            [
              .global("torch", "float16"), .tuple([.integer(3)]), .tuple([.integer(1)]),
              .boolean(false),
            ])
        ), ("w", .vector("0", count: 1)),
      ]), storages: [("0", [1])])
    let tensor = try #require(try file.file.tensors().first)
    #expect(tensor.weight.elementType == .float16)
    #expect(!tensor.weight.hasElements)
  }

  @Test func `a quantised tensor keeps its scale beside its integers`() throws {
    let file = try ImportedBytes(
      TorchFileBytes.saved(
        .named([
          (
            "q",
            .rebuild(
              "_rebuild_qtensor",
              [
                .storage("0", count: 2, type: "QInt8Storage"), .integer(0), .tuple([.integer(2)]),
                .tuple([.integer(1)]),
                .tuple([.global("torch", "per_tensor_affine"), .integer(2), .integer(3)]),
                .boolean(false), .none,
              ])
          )
        ]), storages: [("0", [1, 255])]))
    let tensor = try #require(try file.file.tensors().first)
    #expect(tensor.weight.elementType == .int8)
    #expect(try tensor.weight.doubles() == [1, -1])
    #expect(tensor.facts.first { $0.key == "scale" }?.value == "2.0")
    #expect(tensor.facts.first { $0.key == "zero_point" }?.value == "3")
  }

  @Test func `a sparse tensor is listed by its parts`() throws {
    let layout = PickledValue.call(
      .global("torch.serialization", "_get_layout"), [.text("torch.sparse_coo")])
    let file = try ImportedBytes(
      .named([
        (
          "s",
          .rebuild(
            "_rebuild_sparse_tensor",
            [
              layout,
              .tuple([
                .vector("0", count: 1), .vector("1", count: 1), .tuple([.integer(4)]),
              ]),
            ])
        )
      ]), storages: [("0", [2]), ("1", [7])])
    #expect(try file.names == ["s.indices", "s.values"])
  }
}
