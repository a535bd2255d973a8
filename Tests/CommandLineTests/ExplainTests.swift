import Testing

@Suite struct ExplainTests {
  @Test func `every code of the catalogue is explained`() throws {
    let result = try ProgramRun("explain", "--list", "--json").jsonObject()
    let codes = (result["codes"] as? [[String: Any]] ?? []).compactMap { $0["code"] as? String }
    #expect(codes.count > 30)
    let listed = try ProgramRun("explain", "--list").output
    for code in codes {
      let run = try ProgramRun("explain", code)
      #expect(run.exitCode == 0)
      #expect(run.output.hasPrefix(code))
      #expect(run.output.split(separator: "\n").count >= 2, "\(code) has no explanation")
      #expect(listed.contains(code))
    }
  }

  @Test func `a code that does not exist is a usage error with a suggestion`() throws {
    let run = try ProgramRun("explain", "bson.truncated")
    #expect(run.exitCode == 2)
    #expect(run.errorLines.count == 1)
    #expect(run.errors.contains("io.truncated"))
  }
}
