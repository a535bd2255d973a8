import Foundation
import TestSupport
import Testing

@Suite struct JSONResultTests {
  @Test func `a conversion describes what it wrote`() throws {
    let folder = try TemporaryFolder()
    let output = folder.path(of: "m.onnx")
    let run = try ProgramRun("convert", SampleFile.seed, "-o", output, "--json")
    let result = try run.jsonObject()
    #expect(run.exitCode == 0)
    #expect(result["status"] as? String == "converted")
    #expect(result["source"] as? String == "flux-bson")
    #expect(result["target"] as? String == "onnx")
    #expect(result["opset"] as? Int == 17)
    #expect((result["source_sha256"] as? String)?.count == 64)
    #expect((result["node_count"] as? Int ?? 0) > 0)
    #expect((result["diagnostics"] as? [Any])?.isEmpty == true)
    let file = (result["files"] as? [[String: Any]])?.first
    #expect(file?["path"] as? String == output)
    #expect(file?["byte_count"] as? Int == (try folder.bytes(of: "m.onnx")).count)
    let input = (result["inputs"] as? [[String: Any]])?.first
    #expect(input?["name"] as? String == "x")
    #expect(input?["dtype"] as? String == "f32")
    #expect((input?["shape"] as? [Any])?.first as? String == "batch")
    #expect((input?["shape"] as? [Any])?.last as? Int == 10)
  }

  @Test(arguments: ["convert", "inspect"])
  func `a failure is described on standard output and named on standard error`(
    command: String
  ) throws {
    let folder = try TemporaryFolder()
    let damaged = try SampleFile.damaged(in: folder)
    let options = command == "convert" ? "-o \(folder.path(of: "m.onnx"))" : ""
    let run = try ProgramRun(shell: "$RECAST \(command) \(damaged) \(options) --json")
    let result = try run.jsonObject()
    #expect(run.exitCode == 3)
    #expect(run.errorLines.count == 1)
    #expect(result["status"] as? String == "failed")
    #expect(result["exit_code"] as? Int == 3)
    let diagnostic = (result["diagnostics"] as? [[String: Any]])?.last
    #expect(diagnostic?["severity"] as? String == "error")
    #expect(diagnostic?["file"] as? String == damaged)
    #expect((diagnostic?["code"] as? String)?.contains(".") == true)
    #expect((diagnostic?["message"] as? String)?.isEmpty == false)
  }

  @Test func `an inspection describes the file and its modules`() throws {
    let run = try ProgramRun("inspect", SampleFile.seed, "--json", "--digest")
    let result = try run.jsonObject()
    #expect(run.exitCode == 0)
    #expect((result["format"] as? [String: Any])?["id"] as? String == "flux-bson")
    #expect(result["framework"] as? String == "Flux")
    #expect((result["sha256"] as? String)?.count == 64)
    let entry = (result["entries"] as? [[String: Any]])?.first
    #expect(entry?["kind"] as? String == "model")
    let tree = entry?["tree"] as? [String: Any]
    #expect(tree?["kind"] as? String == "Chain")
    let children = tree?["children"] as? [[String: Any]]
    #expect(children?.first?["text"] as? String == "Dense(10 => 5, relu)")
    #expect(children?.count == 3)
  }

  @Test func `tensors are one object a line, with the digest of their bytes`() throws {
    let folder = try TemporaryFolder()
    let run = try ProgramRun("inspect", SampleFile.seed, "--tensors", "--digest", "--json")
    #expect(run.exitCode == 0)
    let lines = run.output.split(separator: "\n").map(String.init)
    #expect(lines.count == 4)
    let tensors = try lines.map { try ProgramRun.jsonObject($0) }
    for tensor in tensors {
      let shape = tensor["shape"] as? [Int]
      #expect(shape?.reversed() == tensor["shape_julia"] as? [Int])
      #expect(tensor["dtype"] as? String == "f32")
      #expect((tensor["name"] as? String)?.hasPrefix("model.") == true)
    }
    // The digest is that of the bytes as they stand in the file.
    let file = [UInt8](try Data(contentsOf: URL(fileURLWithPath: SampleFile.seed)))
    let wanted = tensors.compactMap { $0["sha256"] as? String }
    for (digest, byteCount) in zip(wanted, [200, 20, 40, 8]) {
      // A whole array is found behind the length and the kind of its binary element.
      var length: [UInt8] = []
      for shift in [0, 8, 16, 24] { length.append(UInt8(byteCount >> shift & 255)) }
      let found = file.indices.dropLast(byteCount + 4).contains { start in
        guard Array(file[start..<start + 4]) == length, file[start + 4] == 0 else { return false }
        let bytes = Array(file[(start + 5)..<min(file.count, start + 5 + byteCount)])
        return (try? Self.sha256(of: bytes, in: folder)) == digest
      }
      #expect(found)
    }
  }

  @Test func `tensors without a digest have none, and a table where JSON is not asked for`() throws
  {
    let lines = try ProgramRun("inspect", SampleFile.seed, "--tensors", "--json").output
    #expect(!lines.contains("sha256"))
    let table = try ProgramRun("inspect", SampleFile.seed, "--tensors").output
    #expect(table.contains("f32[10, 5]"))
    #expect(table.hasSuffix("4 tensors, 268 bytes\n"))
  }

  @Test func `a selection shows one part`() throws {
    for path in ["model.layers[1]", "model.layers.0", "model[1]"] {
      let run = try ProgramRun("inspect", SampleFile.seed, "--select", path)
      #expect(run.output.contains("Dense(10 => 5, relu)"))
      #expect(!run.output.contains("Dense(5 => 2)"))
      let tensors = try ProgramRun("inspect", SampleFile.seed, "--tensors", "--select", path)
      #expect(tensors.output.hasSuffix("2 tensors, 220 bytes\n"))
    }
    let nothing = try ProgramRun("inspect", SampleFile.seed, "--select", "model.layers[9]")
    #expect(nothing.exitCode == 2)
    #expect(nothing.errorLines.count == 1)
  }

  @Test func `lists are described too`() throws {
    let formats = try ProgramRun("formats", "--json").jsonObject()
    #expect((formats["read"] as? [[String: Any]])?.first?["id"] as? String == "flux-bson")
    #expect((formats["written"] as? [[String: Any]])?.first?["id"] as? String == "onnx")
    let operators = try ProgramRun("operators", "--to", "onnx", "--json").jsonObject()
    let softmax = (operators["operators"] as? [[String: Any]])?.first {
      $0["name"] as? String == "Softmax"
    }
    #expect(softmax?["targets"] as? [String] == ["onnx"])
    #expect((softmax?["summary"] as? String)?.isEmpty == false)
  }

  private static func sha256(of bytes: [UInt8], in folder: TemporaryFolder) throws -> String {
    let path = try folder.write(bytes, to: "bytes")
    return String(try ProgramRun(shell: "sha256sum \(path)").output.prefix(64))
  }
}
