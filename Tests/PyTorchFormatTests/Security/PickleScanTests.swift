import ByteIO
import ConversionKit
import Diagnostics
import TestSupport
import Testing

@testable import PyTorchFormat

@Suite struct PickleScanTests {
  private let weights = PickledValue.named([("w", .vector("0", count: 1))])
  private let attack = PickledValue.named([
    ("w", .vector("0", count: 1)),
    ("x", .call(.global("posix", "system"), [.text("true")])),
    ("y", .call(.global("mylib.layers", "Gate"), [])),
  ])
  private let storage = TorchFileBytes.floats([1])

  private func report(_ bytes: [UInt8]) throws -> SecurityReport {
    let folder = try TemporaryFolder()
    return try PickleScan.report(of: SourceFile(path: try folder.write(bytes, to: "model.pth")))
  }

  private func others(_ report: SecurityReport) -> [String] {
    report.references.filter { $0.verdict != .constructor }
      .map { "\($0.verdict.rawValue) \($0.name)" }
  }

  @Test func `weights name constructors alone`() throws {
    let report = try report(TorchFileBytes.saved(weights, storages: [("0", storage)]))
    #expect(report.isClean)
    #expect(report.parts == ["archive/data.pkl"])
    #expect(report.references.map(\.name).contains("torch._utils._rebuild_tensor_v2"))
  }

  @Test func `what is outside the list is told from what is dangerous, in every container`() throws
  {
    let expected = ["dangerous posix.system", "unknown mylib.layers.Gate"]
    for bytes in [
      TorchFileBytes.saved(attack, storages: [("0", storage)]),
      TorchFileBytes.gzip(TorchFileBytes.saved(attack, storages: [("0", storage)])),
      TorchFileBytes.stream(attack, keys: ["0"], storages: [(1, storage)]),
      TorchFileBytes.zip([("inner/model.pt", TorchFileBytes.zip([("data.pkl", attack.pickle)]))]),
      attack.pickle, weights.pickle + attack.pickle,
    ] {
      let report = try report(bytes)
      #expect(!report.isClean)
      #expect(others(report) == expected)
    }
  }

  @Test func `a pickle beside the one that is loaded is read, and those behind it`() throws {
    let report = try report(
      TorchFileBytes.saved(
        weights, storages: [("0", storage)], others: [("extra/more.pkl", attack.pickle)]))
    #expect(others(report).count == 2)
    #expect(report.references.last?.part == "archive/extra/more.pkl")
  }

  @Test func `a byte string that is a pickle is read`() throws {
    // BINBYTES inside of a tuple.
    var bytes: [UInt8] = [0x80, 3, UInt8(ascii: "("), UInt8(ascii: "B")]
    let inner = attack.pickle
    bytes.appendLittleEndian(UInt32(inner.count))
    bytes += inner + Array("t.".utf8)
    let report = try report(bytes)
    #expect(others(report).count == 2)
    #expect(report.references.last?.part == "(byte string)")
  }

  @Test func `what cannot be read to its end is not clean`() throws {
    let whole = TorchFileBytes.saved(weights, storages: [("0", storage)])
    #expect(try !report(Array(weights.pickle.dropLast(4))).isClean)
    #expect(try !report(Array(whole.dropLast(30))).isClean)
    // A name that only an extension registry knows.
    #expect(try !report([0x80, 2, 0x82, 1, UInt8(ascii: ".")]).isClean)
  }
}
