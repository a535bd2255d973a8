import Checkpoints
import Diagnostics
import Recast
import TestSupport
import Testing

/// Checkpoints and architectures of `Samples/torch/pairs` that do not fit, each for one reason.
@Suite struct BrokenPairsTests {
  private func report(
    _ name: String, checksValues: Bool = false, isStrict: Bool = true
  ) throws -> ValidationReport {
    let folder = "\(PackageFolder.path)/Samples/torch/pairs"
    return try Validation(
      of: "\(folder)/\(name).pth", against: "\(folder)/\(name).txt", isStrict: isStrict,
      checksValues: checksValues
    ).run(diagnostics: DiagnosticCollector())
  }

  private func advice(_ kind: BindingAdvice.Kind, in report: ValidationReport) throws -> String {
    try #require(report.binding.advice.first { $0.kind == kind }?.text)
  }

  @Test func `other sizes are named as the framework names them, with those that fit`() throws {
    let report = try report("sizes")
    #expect(!report.fits)
    #expect(
      report.frameworkText == """
        Error(s) in loading state_dict for Network:
        \tsize mismatch for hidden_layers.0.weight: copying a param with shape torch.Size([9, 20]) \
        from checkpoint, the shape in current model is torch.Size([10, 20]).
        \tsize mismatch for hidden_layers.0.bias: copying a param with shape torch.Size([9]) from \
        checkpoint, the shape in current model is torch.Size([10]).
        \tsize mismatch for hidden_layers.1.weight: copying a param with shape torch.Size([7, 9]) \
        from checkpoint, the shape in current model is torch.Size([8, 10]).
        \tsize mismatch for hidden_layers.1.bias: copying a param with shape torch.Size([7]) from \
        checkpoint, the shape in current model is torch.Size([8]).
        \tsize mismatch for hidden_layers.2.weight: copying a param with shape torch.Size([5, 7]) \
        from checkpoint, the shape in current model is torch.Size([6, 8]).
        \tsize mismatch for hidden_layers.2.bias: copying a param with shape torch.Size([5]) from \
        checkpoint, the shape in current model is torch.Size([6]).
        \tsize mismatch for output.weight: copying a param with shape torch.Size([4, 5]) from \
        checkpoint, the shape in current model is torch.Size([4, 6]).
        """)
    let texts = report.binding.advice.filter { $0.kind == .sizes }.map(\.text)
    #expect(texts.contains { $0.contains("hidden_layers.0 Linear(in_features=20, out_features=9") })
    #expect(texts.contains { $0.contains("hidden_layers (9, 7, 5)") })
  }

  @Test func `a prefix that would make all entries match is named`() throws {
    let report = try report("prefix")
    #expect(report.binding.missing.count == 6 && report.binding.unexpected.count == 6)
    #expect(try advice(.prefix, in: report).contains("without the prefix 'backbone.net.'"))
    #expect(try advice(.prefix, in: report).contains("6 of the 6"))
  }

  @Test func `a wrapper's key that should have been opened is named`() throws {
    #expect(try advice(.wrapper, in: report("wrapper")).contains("the key 'state_dict'"))
  }

  @Test func `transposed weights are told`() throws {
    let report = try report("transposed")
    #expect(report.binding.shapeMismatches.count == 3)
    #expect(try advice(.layout, in: report).contains("3 weights have their axes in the opposite"))
  }

  @Test func `kernels of another layout are told`() throws {
    #expect(try advice(.layout, in: report("kernel_order")).contains("1 kernel"))
  }

  @Test func `the same network under other names is told`() throws {
    #expect(try advice(.renamed, in: report("renamed")).contains("'fc_in.weight' for '0.weight'"))
  }

  @Test func `names of another framework are told`() throws {
    let text = try advice(.otherFramework, in: report("other_framework"))
    #expect(text.contains("MindSpore") && text.contains("'gamma' for 'weight'"))
  }

  @Test func `what is missing is listed, and another architecture that would fit`() throws {
    let report = try report("missing")
    #expect(report.binding.missing.map(\.name) == ["4.weight", "4.bias"])
    #expect(try advice(.otherArchitecture, in: report).contains("mlp-2"))
    #expect(try self.report("missing", isStrict: false).fits)
  }

  @Test func `weights in another parametrisation are told`() throws {
    let text = try advice(.parametrisation, in: report("weight_norm"))
    #expect(text.contains("weight normalisation"))
  }

  @Test func `elements that are not finite are counted where they are looked for`() throws {
    #expect(try report("not_finite").fits)
    let report = try report("not_finite", checksValues: true)
    #expect(!report.fits)
    #expect(report.binding.nonFinite.map(\.name) == ["0.weight", "4.bias"])
    #expect(report.binding.nonFinite.map(\.notANumberCount) == [1, 0])
    #expect(report.binding.nonFinite.map(\.infiniteCount) == [0, 1])
  }

  @Test func `element types that the framework does not convert make a pair unfit`() throws {
    let report = try report("types")
    #expect(!report.fits)
    #expect(
      report.binding.typeMismatches.filter { !$0.isConverted }.map(\.expected.name) == ["4.weight"])
    #expect(report.binding.typeMismatches.count == 6)
  }
}
