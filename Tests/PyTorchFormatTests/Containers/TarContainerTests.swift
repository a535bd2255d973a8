import ByteIO
import Diagnostics
import Testing

@testable import PyTorchFormat

@Suite struct TarContainerTests {
  private static var storages: [UInt8] {
    var bytes = PickledValue.integer(1).pickle
    bytes +=
      PickledValue.tuple([.integer(5), .text("cpu"), .global("torch", "FloatStorage")]).pickle
    bytes.appendLittleEndian(Int64(4))
    bytes += TorchFileBytes.floats([1, 2, 3, 4])
    return bytes
      + PickledValue.list([.tuple([.integer(6), .integer(5), .integer(2), .integer(2)])]).pickle
  }

  private static func tensors(rank: Int32 = 2) -> [UInt8] {
    var bytes = PickledValue.integer(1).pickle
    bytes += PickledValue.tuple([.integer(8), .integer(6), .global("torch", "FloatTensor")]).pickle
    bytes.appendLittleEndian(rank)
    bytes.appendLittleEndian(Int32(0))
    for number in [1, 2, 2, 1, 0] { bytes.appendLittleEndian(Int64(number)) }
    return bytes
  }

  private static let object = PickledValue.dictionary([
    (.text("w"), .persistent(.text("8")))
  ]).pickle

  @Test func `a tensor views a part of a storage`() throws {
    let opened = try OpenedFile(
      TorchFileBytes.tar([
        ("./storages", Self.storages), ("tensors", Self.tensors()), ("pickle", Self.object),
      ]))
    guard case .tensor(let tensor)? = try opened.resolved().first else {
      Issue.record("a tensor is expected")
      return
    }
    #expect(tensor.shape == [1, 2])
    #expect(tensor.strides == [2, 1])
    #expect(tensor.elementType == .float32)
    #expect(try tensor.storage.bytes?.range().bytes() == TorchFileBytes.floats([3, 4]))
  }

  @Test func `an archive that lacks a member is refused`() {
    let refusal = OpenedFile.refusal(TorchFileBytes.tar([("storages", Self.storages)]))
    #expect(refusal?.code == .torchTarMalformed)
    #expect(refusal?.message.contains("'tensors'") == true)
  }

  @Test func `a tensor with more axes than its table has bytes is refused`() {
    let refusal = OpenedFile.refusal(
      TorchFileBytes.tar([
        ("storages", Self.storages), ("tensors", Self.tensors(rank: 1 << 30)),
        ("pickle", Self.object),
      ]))
    #expect(refusal?.code == .torchStreamMalformed)
  }

  @Test func `a header whose checksum differs is refused`() {
    var bytes = TorchFileBytes.tar([("storages", Self.storages)])
    bytes[0] ^= 1
    #expect(OpenedFile.refusal(bytes)?.code == .torchTarMalformed)
  }
}
