import Diagnostics
import TestSupport
import Testing
import TorchScriptSource

/// Damaged code is refused or read, and what is read prints to the same tree.
@Suite struct ScriptMutationTests {
  private static let sample = """
    op_version_set = 1
    class Net(Module):
      __parameters__ = ["weight", "bias", ]
      weight : Tensor
      __annotations__["0"] = __torch__.layers.Linear
      size : Final[Tuple[int, float]] = (6, -1.e-05)
      def forward(self: __torch__.Net,
        x: Tensor,
        k: Optional[int]=None) -> Tuple[Tensor, Dict[str, int]]:
        _0, _1, = (getattr(self, "0")).forward(x, )
        names : Dict[str, int] = annotate(Dict[str, int], {"a\\n\\303\\251": 1, 'b': -2})
        if torch.__isnot__(k, None) and not (_0 is _1):
          y = torch.conv2d(_0, self.weight, None, [2, 2], groups=1, *_1)
        elif k:
          y = _0[1:, ..., None]
        else:
          pass
        while y < 3 or y in [1, 2]:
          y += 1.5e3 if k else 2.j
        for i in range(torch.len(names)):
          del names["a"]
          z = [v ** 2 for v in y if v]
        with _1 as w:
          def __forked_function():
            return "a" 'b' \"\"\"c\"\"\"
          ops.prim.RaiseException(torch.format("{} {}", k, z), "builtins.ValueError")
        return (y, names)
    def g(a, b=CONSTANTS.c0):
      assert a, "message"
      raise a

    """

  @Test func `the sample prints to the same tree`() throws {
    let printed = try ParsedScript(Self.sample).printed
    #expect(try ParsedScript(printed).printed == printed)
  }

  @Test func `a text may end anywhere`() {
    let bytes = Array(Self.sample.utf8)
    for count in 0..<bytes.count {
      _ = try? ParsedScript(bytes: Array(bytes[..<count]))
    }
  }

  @Test func `damage neither traps nor changes what is read`() throws {
    var generator = SeededGenerator(seed: 20)
    let pieces = [
      "(", ")", "[", "]", "{", "}", ":", ",", "=", " if ", " else ", " for ", " in ", "not ", "*",
      "-", "\n", "  ", "\\", "\"", "'", "\"\"\"", "def ", "lambda ", "1e", ".", "\0", "\t", ";",
    ].map { Array($0.utf8) }
    let original = Array(Self.sample.utf8)
    for _ in 0..<1500 {
      var bytes = original
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        let place = Int.random(in: 0..<bytes.count, using: &generator)
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: bytes[place] = UInt8.random(in: 0...255, using: &generator)
        case 1:
          let end = min(bytes.count - 1, place + Int.random(in: 0..<20, using: &generator))
          bytes.removeSubrange(place..<end)
        case 2: bytes.insert(contentsOf: pieces.randomElement(using: &generator) ?? [], at: place)
        default:
          let end = min(bytes.count, place + Int.random(in: 0..<40, using: &generator))
          bytes.insert(contentsOf: Array(bytes[place..<end]), at: place)
        }
      }
      guard let script = try? ParsedScript(bytes: bytes) else { continue }
      let printed = script.printed
      #expect(try ParsedScript(printed).printed == printed)
    }
  }
}
