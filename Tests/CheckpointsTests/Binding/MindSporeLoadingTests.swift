import Checkpoints
import ModelIR
import Testing

/// What `load_param_into_net` of MindSpore 2.10 does, case by case.
@Suite struct MindSporeLoadingTests {
  private typealias Tensor = (name: String, type: ElementType, shape: [Int])

  private func checkpoint(_ tensors: [Tensor], optimizer: [String] = []) -> Checkpoint {
    Checkpoint(
      framework: .mindspore,
      entries: tensors.compactMap { name, type, shape in
        Weight(absent: "a test needs none", type, shape: shape).map {
          Checkpoint.Entry(name: name, weight: $0)
        }
      }, optimizerEntries: optimizer)
  }

  private func expected(_ tensors: [Tensor]) -> [ExpectedEntry] {
    ModuleTree(
      path: "", kind: "Net", text: "Net",
      parameters: tensors.map {
        ModuleTree.Parameter(name: $0.name, elementType: $0.type, shape: $0.shape)
      }
    ).expectedEntries
  }

  private func report(
    _ stored: [Tensor], _ wanted: [Tensor], isStrict: Bool, optimizer: [String] = []
  ) -> BindingReport {
    Binding(
      checkpoint(stored, optimizer: optimizer), to: expected(wanted), keepsPrefixes: true,
      isStrict: isStrict
    ).report
  }

  private func message(_ report: BindingReport) -> String {
    FrameworkMessage(report, className: "Net", framework: .mindspore, isStrict: false).text
  }

  @Test(arguments: [
    ([12, 4, 1, 1], [12, 4], true), ([1], [], true), ([3, 1], [3], true), ([3], [3, 1], false),
    ([4, 3, 1], [3, 4], false), ([12, 4, 2], [12, 4], false), ([], [1], false),
  ])
  func `trailing axes of size 1 are left out and nothing else`(
    stored: [Int], wanted: [Int], fits: Bool
  ) {
    for isStrict in [true, false] {
      let report = report(
        [("w", .float32, stored)], [("w", .float32, wanted)], isStrict: isStrict)
      #expect(report.shapeMismatches.isEmpty == fits)
      #expect(report.fits(isStrict: isStrict) == fits)
    }
  }

  @Test(arguments: [
    (ElementType.float16, ElementType.float32, true), (.bfloat16, .float64, true),
    (.int8, .int64, true), (.int32, .float32, false), (.float32, .int32, false),
    (.uint8, .int32, false), (.bool, .int8, false),
  ])
  func `numbers are converted within their family where loading is not strict`(
    stored: ElementType, wanted: ElementType, isConverted: Bool
  ) {
    let tensors: [Tensor] = [("w", stored, [2])]
    #expect(
      report(tensors, [("w", wanted, [2])], isStrict: false).fits(isStrict: false) == isConverted)
    #expect(!report(tensors, [("w", wanted, [2])], isStrict: true).fits(isStrict: true))
    #expect(report(tensors, [("w", stored, [2])], isStrict: true).fits(isStrict: true))
  }

  @Test func `names behind a prefix are found where loading is not strict`() {
    let stored: [Tensor] = [
      ("backbone.conv1.weight", .float32, [2]), ("backbone.fc.bias", .float32, [3]),
      ("other.fc.weight", .float32, [4]), ("head.weight", .float32, [5]),
    ]
    let wanted: [Tensor] = [
      ("conv1.weight", .float32, [2]), ("fc.bias", .float32, [3]), ("fc.weight", .float32, [4]),
      ("none", .float32, [1]),
    ]
    let lenient = report(stored, wanted, isStrict: false, optimizer: ["moments.conv1.weight"])
    #expect(lenient.matchedCount == 3)
    #expect(lenient.missing.map(\.name) == ["none"])
    #expect(lenient.unexpected.map(\.name) == ["head.weight"])
    #expect(lenient.adaptations.count == 2)
    #expect(lenient.adaptations.first?.contains("'backbone.'") == true)
    // MindSpore names what it found behind a prefix among what it did not load, and the optimizer's.
    #expect(
      message(lenient)
        == "(['none'], ['backbone.conv1.weight', 'backbone.fc.bias', 'other.fc.weight', "
        + "'head.weight', 'moments.conv1.weight'])")
    let strict = report(stored, wanted, isStrict: true)
    #expect(strict.matchedCount == 0)
    #expect(strict.missing.count == 4)
  }

  @Test func `accumulated gradients may be missing`() {
    let report = report(
      [("w", .float32, [1])], [("w", .float32, [1]), ("accu_grads.w", .float32, [1])],
      isStrict: true)
    #expect(report.missing.isEmpty)
    #expect(report.fits(isStrict: true))
    #expect(message(report) == "([], [])")
  }

  @Test func `the first parameter that is refused is named in MindSpore's words`() {
    let shape = report(
      [("a", .float32, [2]), ("b", .float32, [3, 4])],
      [("a", .float32, [2]), ("b", .float32, [4])], isStrict: false)
    #expect(
      message(shape)
        == "For 'load_param_into_net', b in the argument 'net' should have the same shape as b in the "
        + "argument 'parameter_dict'. But got its shape (4,) in the argument 'net' and shape (3, 4) in "
        + "the argument 'parameter_dict'.May you need to check whether the checkpoint you loaded is "
        + "correct or the batch size and so on in the 'net' and 'parameter_dict' are same.")
    let type = report(
      [("a", .int32, [2]), ("b", .float32, [3])], [("a", .float32, [2]), ("b", .float32, [4])],
      isStrict: false)
    #expect(
      message(type)
        == "For 'load_param_into_net', a in the argument 'net' should have the same type as a in the "
        + "argument 'parameter_dict'. but got its type Float32 in the argument 'net' and type Int32 in "
        + "the argument 'parameter_dict'.May you need to check whether the checkpoint you loaded is "
        + "correct.")
  }

  @Test func `other frameworks keep their own rules`() {
    var other = checkpoint([("w", .float32, [2, 1]), ("b", .int32, [1])])
    other.framework = .pytorch
    let report = Binding(
      other, to: expected([("w", .float32, [2]), ("b", .float32, [])]), isStrict: false
    ).report
    #expect(report.shapeMismatches.map(\.expected.name) == ["w"])
    #expect(report.typeMismatches.map(\.isConverted) == [true])
  }

  @Test func `a conversion takes either framework's names and a validation its own`() {
    let mindSpore: [Tensor] = [
      ("bn.gamma", .float32, [2]), ("bn.beta", .float32, [2]), ("bn.moving_mean", .float32, [2]),
      ("bn.moving_variance", .float32, [2]), ("emb.embedding_table", .float32, [3, 2]),
      ("fc.weight", .float32, [1, 2]),
    ]
    let pytorch: [Tensor] = [
      ("bn.weight", .float32, [2]), ("bn.bias", .float32, [2]), ("bn.running_mean", .float32, [2]),
      ("bn.running_var", .float32, [2]), ("emb.weight", .float32, [3, 2]),
      ("fc.weight", .float32, [1, 2]),
    ]
    for (stored, wanted) in [(mindSpore, pytorch), (pytorch, mindSpore)] {
      let converted = Binding(checkpoint(stored), to: expected(wanted), isStrict: false)
      #expect(converted.report.fits(isStrict: true))
      #expect(converted.bound.map(\.name) == wanted.map(\.name))
      #expect(converted.report.adaptations.count == 1)
      #expect(report(stored, wanted, isStrict: false).missing.count == 5)
    }
  }
}
