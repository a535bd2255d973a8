import ByteIO
import Diagnostics
import Testing

@testable import PyTorchFormat

@Suite struct ArchivedObjectTests {
  private static let object = PickledValue.dictionary([
    (.text("w"), .tensor(.storage("0", count: 2), shape: [2])),
    (.text("v"), .tensor(.storage("1", count: 1), shape: [1])),
  ])
  private static let storages: [(String, [UInt8])] = [
    ("0", TorchFileBytes.floats([1, 2])), ("1", TorchFileBytes.floats([3])),
  ]

  @Test(arguments: ["archive/", "", "a name with spaces.v2/", "über/model/"])
  func `the object is found in a folder of any name`(folder: String) throws {
    let opened = try OpenedFile(
      TorchFileBytes.saved(Self.object, storages: Self.storages, folder: folder))
    let storages = try opened.storages()
    #expect(storages.map(\.key) == ["0", "1"])
    #expect(try storages[1].bytes?.range().bytes() == TorchFileBytes.floats([3]))
  }

  @Test func `the first release kept storages in a folder of another name`() throws {
    let opened = try OpenedFile(
      TorchFileBytes.saved(
        Self.object, storages: Self.storages, others: [("version", Array("1\n".utf8))],
        storageFolder: "tensors/"))
    #expect(try opened.storages().count == 2)
    #expect(opened.fact("written_by") == "torch 1.4")
  }

  @Test func `tensors that share a record share its bytes`() throws {
    let object = PickledValue.list([
      .tensor(.storage("0", count: 2), shape: [1]),
      .tensor(.storage("0", count: 2), shape: [1], offset: 1),
      .tensor(.storage("0", count: 1, type: "DoubleStorage"), shape: [1]),
    ])
    let storages = try OpenedFile(
      TorchFileBytes.saved(object, storages: Self.storages)
    ).storages()
    #expect(Set(storages.compactMap(\.bytes)).count == 1)
    #expect(storages.map(\.elementType) == [.float32, .float32, .float64])
  }

  @Test func `every record that is missing is named at once`() {
    let refusal = OpenedFile.refusal(TorchFileBytes.saved(Self.object, storages: []))
    #expect(refusal?.code == .torchRecordMissing)
    #expect(refusal?.message.contains("'0', '1'") == true)
  }

  @Test(arguments: [[1.0], [1, 2, 3]] as [[Float]])
  func `a record of another length than the object says is refused by its name`(values: [Float]) {
    let refusal = OpenedFile.refusal(
      TorchFileBytes.saved(
        Self.object, storages: [("0", TorchFileBytes.floats(values)), Self.storages[1]]))
    #expect(refusal?.code == .torchStorageLength)
    #expect(refusal?.location.path == "archive/data/0")
  }

  @Test func `a storage on the device meta has no bytes`() throws {
    let object = PickledValue.tensor(.storage("0", count: 9, location: "meta"), shape: [9])
    let storages = try OpenedFile(TorchFileBytes.saved(object, storages: [])).storages()
    #expect(storages[0].bytes == nil)
    #expect(storages[0].elementCount == 9)
  }

  @Test func `the byte order of the archive is that of its storages`() throws {
    let opened = try OpenedFile(
      TorchFileBytes.saved(
        Self.object, storages: Self.storages, others: [("byteorder", Array("big".utf8))]))
    #expect(try opened.storages().allSatisfy(\.isBigEndian))
    #expect(opened.fact("byte_order") == "big")
  }

  @Test(arguments: [("version", "999\n"), ("version", "x"), ("byteorder", "middle")])
  func `an archive of an unknown format is refused`(record: String, text: String) {
    let refusal = OpenedFile.refusal(
      TorchFileBytes.saved(
        Self.object, storages: Self.storages, others: [(record, Array(text.utf8))]))
    #expect(refusal?.code == .torchArchiveMalformed)
  }

  @Test func `two objects in one archive are refused`() {
    let pickle = PickledValue.none.pickle
    let refusal = OpenedFile.refusal(
      TorchFileBytes.zip([("a/data.pkl", pickle), ("b/data.pkl", pickle)]))
    #expect(refusal?.code == .torchArchiveMalformed)
  }

  @Test func `a file that a user put beside the object is no object`() throws {
    let opened = try OpenedFile(
      TorchFileBytes.saved(
        Self.object, storages: Self.storages, others: [("extra/data.pkl", [1, 2, 3])]))
    #expect(try opened.storages().count == 2)
  }

  @Test func `an archive of somebody else is told by its first record`() {
    let refusal = OpenedFile.refusal(TorchFileBytes.zip([("weights.npy", [1])]))
    #expect(refusal?.message.contains("'weights.npy'") == true)
  }

  @Test func `an archive without its end is a truncated download`() {
    let bytes = TorchFileBytes.saved(Self.object, storages: Self.storages)
    let refusal = OpenedFile.refusal(Array(bytes.dropLast(30)))
    #expect(refusal?.message.contains("incomplete download") == true)
  }

  @Test(arguments: [
    PickledValue.text("storage"), .tuple([.text("storage")]),
    .tuple([.text("storage"), .text("FloatStorage"), .text("0"), .text("cpu"), .integer(1)]),
    .tuple([
      .text("storage"), .global("torch", "FloatStorage"), .text("0"), .text("cpu"), .integer(-1),
    ]),
  ])
  func `a reference of another form is refused`(identifier: PickledValue) {
    let refusal = OpenedFile.refusal(
      TorchFileBytes.saved(.persistent(identifier), storages: Self.storages))
    #expect(refusal?.code == .torchPersistentID)
  }

  @Test func `a class of storages that is not known is refused`() {
    let refusal = OpenedFile.refusal(
      TorchFileBytes.saved(
        .storage("0", count: 2, type: "Float7Storage"), storages: Self.storages))
    #expect(refusal?.code == .torchStorageType)
  }
}
