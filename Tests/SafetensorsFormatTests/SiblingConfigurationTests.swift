import ByteIO
import Checkpoints
import ConversionKit
import Diagnostics
import TestSupport
import Testing

struct SiblingConfigurationTests {
  private let folder: TemporaryFolder
  private let diagnostics = DiagnosticCollector()

  init() throws { folder = try TemporaryFolder() }

  private func read(_ text: String?) throws -> Hyperparameters? {
    if let text { try folder.write(Array(text.utf8), to: "config.json") }
    return SiblingConfiguration.read(
      beside: try folder.sourceFile([1], named: "model.safetensors"), diagnostics: diagnostics)
  }

  @Test func `settings keep their order and their kinds`() throws {
    let settings = try read(
      """
      {"num_attention_heads": 12, "layer_norm_eps": 1e-12, "hidden_act": "gelu", "tie": true,
       "id2label": {"0": "a"}, "sizes": [1, 2.5, null], "x": NaN}
      """)
    #expect(
      settings?.entries.map(\.name) == [
        "num_attention_heads", "layer_norm_eps", "hidden_act", "tie", "id2label", "sizes", "x",
      ])
    #expect(settings?["num_attention_heads"] == .integer(12))
    #expect(settings?["layer_norm_eps"] == .number(1e-12))
    #expect(settings?["hidden_act"] == .text("gelu"))
    #expect(settings?["tie"] == .boolean(true))
    #expect(settings?["id2label"] == .mapping(["0": .text("a")]))
    #expect(settings?["sizes"] == .list([.integer(1), .number(2.5), .none]))
    #expect(settings?["x"]?.number?.isNaN == true)
    #expect(diagnostics.diagnostics.isEmpty)
  }

  @Test func `no settings are no fault`() throws {
    #expect(try read(nil) == nil)
    #expect(diagnostics.diagnostics.isEmpty)
  }

  @Test(arguments: [
    "[1]", "{", "{\"a\": 1, \"a\": 2}", String(repeating: "[", count: 65),
    String(repeating: " ", count: (1 << 20) + 1),
  ])
  func `settings that cannot be read are warned of`(text: String) throws {
    #expect(try read(text) == nil)
    #expect(diagnostics.diagnostics.map(\.severity) == [.warning])
    #expect(diagnostics.diagnostics.first?.message.contains("not used") == true)
  }
}
