import Foundation
import TestSupport
import Testing

@testable import Recast

@Suite struct GlobPatternTests {
  @Test(arguments: [
    ("a.pth", "a.pth", true), ("*.pth", "a.pth", true), ("*.pth", "a.bson", false),
    ("*.pth", "x/a.pth", false), ("**/*.pth", "a.pth", true), ("**/*.pth", "x/y/a.pth", true),
    ("x/**", "x/a", true), ("x/**/y/*", "x/y/a", true), ("x/**/y/*", "x/1/2/y/a", true),
    ("x/**/y/*", "x/1/2/a", false), ("?.pth", "a.pth", true), ("?.pth", "ab.pth", false),
    ("[abc].pth", "b.pth", true), ("[a-c]*.pth", "c1.pth", true), ("[!a-c].pth", "b.pth", false),
    ("[!a-c].pth", "d.pth", true), ("[]x].pth", "].pth", true), ("*", ".hidden", false),
    (".*", ".hidden", true), ("**/*", ".git/config", false), ("a\\*b*", "a*bc", true),
    ("a\\*b*", "axbc", false), ("*a*a*a*b", "aaaaaaaaaaaaaaaaaaaaaaaa", false),
    ("**/**/*.pth", "a/b/c.pth", true), ("ä*", "äb", true),
  ])
  func `a pattern matches what it should`(text: String, path: String, expected: Bool) throws {
    let pattern = try #require(GlobPattern("top/" + text))
    let whole = ["top"] + path.split(separator: "/").map(String.init)
    let below = whole.dropFirst(pattern.folder.split(separator: "/").count)
    let isBelow = ("top/" + path).hasPrefix(pattern.folder + "/")
    #expect((isBelow && pattern.matches(Array(below))) == expected)
  }

  @Test(arguments: ["", "/", "a**b", "x/[ab", "[b-a]", "*/../x", "a\\"])
  func `what is no pattern is refused`(text: String) {
    #expect(GlobPattern(text) == nil)
  }

  @Test func `the fixed folder is what stands before the first special character`() throws {
    #expect(try #require(GlobPattern("a/b/*.pth")).folder == "a/b")
    #expect(try #require(GlobPattern("../a/x.pth")).folder == "../a")
    #expect(try #require(GlobPattern("/data/**/x")).folder == "/data")
    #expect(try #require(GlobPattern("./*.pth")).folder == "")
    #expect(try #require(GlobPattern("runs/*/")).matchesFolders)
  }

  @Test func `matches come sorted by bytes and links do not lead out`() throws {
    let folder = try TemporaryFolder()
    for name in ["m/Z.pth", "m/a.pth", "m/ä.pth", "m/sub/b.pth", "outside/secret.pth", "m/.x.pth"] {
      try FileManager.default.createDirectory(
        atPath: URL(fileURLWithPath: folder.path(of: name)).deletingLastPathComponent().path,
        withIntermediateDirectories: true)
      try folder.write([1], to: name)
    }
    for (link, target) in [
      ("m/in.pth", "a.pth"), ("m/out.pth", "../outside/secret.pth"), ("m/loop", "."),
      ("m/broken.pth", "nowhere"),
    ] {
      try FileManager.default.createSymbolicLink(
        atPath: folder.path(of: link), withDestinationPath: target)
    }
    let search = GlobSearch(root: folder.path)
    let matches = try search.matches(of: try #require(GlobPattern("m/**/*.pth")))
    #expect(
      matches.map { String($0.path.dropFirst(folder.path.count + 3)) }
        == ["Z.pth", "a.pth", "in.pth", "out.pth", "sub/b.pth", "ä.pth"])
    #expect(matches.filter(\.leavesFolder).map(\.name) == ["out.pth"])
    #expect(matches.first { $0.name == "b.pth" }?.folders == ["sub"])
    #expect(try search.matches(of: try #require(GlobPattern("none/*"))).isEmpty)
  }
}

@Suite struct OutputPatternTests {
  private func path(_ pattern: String, _ name: String, _ folders: [String] = []) throws -> String? {
    try OutputPattern(pattern).path(
      for: GlobSearch.Match(path: "", folders: folders, name: name), job: "nets")
  }

  @Test func `placeholders stand for parts of the input's path`() throws {
    #expect(try path("out/{dir}/{stem}.onnx", "a.b.pth", ["x", "y"]) == "out/x/y/a.b.onnx")
    #expect(try path("{dir}/{stem}.onnx", "a.pth") == "a.onnx")
    #expect(try path("/o/{job}/{name}.onnx", "a.pth") == "/o/nets/a.pth.onnx")
    #expect(try path("o/{{{stem}}}", "a.pth") == "o/{a}")
    #expect(try path("../o/{stem}", "a.pth") == "../o/a")
  }

  @Test func `a name cannot lead out of the output's folder`() throws {
    #expect(try path("out/{stem}/x", "...pth") == nil)
    #expect(try path("out/{name}", "..") == nil)
    #expect(try path("out/{stem}/{dir}/x", "...pth", ["\u{301}accent"]) == nil)
  }

  @Test(arguments: ["", "{", "{nonsense}", "a}"])
  func `what is no output is refused`(text: String) {
    #expect(throws: OutputPattern.Problem.self) { try OutputPattern(text) }
  }
}
