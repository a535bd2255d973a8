import ConversionKit
import Diagnostics
import ModelIR
import Testing

@Suite struct InputSpecificationTests {
  @Test func `a name, a type and sizes are read, spaces around sizes too`() throws {
    let full = try InputSpecification(parsing: "x:f16[batch, 3 ,224]")
    #expect(full.name == "x")
    #expect(full.elementType == .float16)
    #expect(full.shape == [.symbol("batch"), 3, 224])
    #expect(try InputSpecification(parsing: "batch,3").name == nil)
    #expect(try InputSpecification(parsing: "x:f32[]").shape == [])
  }

  @Test(arguments: ["", "x:", ":3", "x:a b,3", "x:0", "x:-1", "x:3,,4", "x:q7[3]", "x:99999999999"])
  func `what is no shape is a usage error that quotes it`(text: String) {
    let error = #expect(throws: Diagnostic.self) { try InputSpecification(parsing: text) }
    #expect(error?.code == .invalidInputShape)
    #expect(error?.message.contains("'\(text)'") == true)
  }
}
