import Diagnostics
import TestSupport
import Testing
import TorchScriptSource

@Suite struct ScriptDefinitionTests {
  @Test func `a module has attributes of every spelling`() throws {
    let script = try ParsedScript(
      """
      class Net(Module):
        __parameters__ = ["weight", ]
        __buffers__ = []
        weight : Tensor
        __annotations__["0"] = __torch__.torch.nn.modules.linear.Linear
        for : Tensor
        size : Final[int] = 6
        def forward(self: __torch__.Net,
          x: Tensor,
          k: Optional[int]=None,
          *rest, **named) -> Tuple[Tensor, int]:
          return (x, 1)

      """)
    let net = try #require(script.file.classes.first)
    let symbols = script.symbols
    #expect(symbols[net.name] == "Net")
    #expect(net.bases.count == 1)
    #expect(
      net.attributes.map { symbols[$0.name] } == [
        "__parameters__", "__buffers__", "weight", "0", "for", "size",
      ])
    #expect(net.attributes.map { $0.type != nil } == [false, false, true, true, true, true])
    #expect(net.attributes.map { $0.value != nil } == [true, true, false, false, false, true])
    let forward = script.file[try #require(net.methods.first)]
    let parameters = Array(script.file[forward.parameters])
    #expect(parameters.map { symbols[$0.name] } == ["self", "x", "k", "rest", "named"])
    #expect(parameters.map { $0.defaultValue != nil } == [false, false, true, false, false])
    #expect(parameters.map(\.kind) == [.plain, .plain, .plain, .positionalRest, .namedRest])
    #expect(forward.returnType != nil)
    #expect(symbols.existingSymbol("Net").flatMap(script.file.scriptClass(named:)) == net)
    #expect(symbols.existingSymbol("Nothing") == nil)
  }

  @Test func `every kind of class is read`() throws {
    let code = """
      class A(NamedTuple):
        a : Tensor
        b : int = 3
      class B(Enum):
        A = 1
      class C:
        x : int
        def __init__(self: __torch__.C) -> NoneType:
          return None
      class D(ModuleInterface):
        def forward(self, x: Tensor) -> Tensor:
          pass
      class E:
        pass

      """
    #expect(try ParsedScript(code).printed == code)
  }

  @Test func `a class may lack a body`() throws {
    let script = try ParsedScript("class A:\nclass B(Module):\n\n")
    #expect(script.file.classes.map { script.symbols[$0.name] } == ["A", "B"])
  }

  @Test func `the earliest archives have a header and free functions`() throws {
    let script = try ParsedScript(
      "import torch\nop_version_set = 1\ndef forward(self,\n    x: Tensor) -> Tensor:\n  return x\n"
    )
    #expect(script.file.operatorSetVersion == 1)
    let forward = try #require(script.symbols.existingSymbol("forward"))
    let function = try #require(script.file.function(named: forward))
    #expect(script.file[script.file[function].parameters].first?.type == nil)
    #expect(script.file.location(of: function).path == "code/__torch__.py:3:1")
  }

  @Test func `an empty text defines nothing`() throws {
    for text in ["", "\n\n", "# nothing", "   "] {
      let script = try ParsedScript(text)
      #expect(script.file.classes.isEmpty && script.file.functions.isEmpty)
    }
  }

  @Test func `symbols are the same in all files of one table`() throws {
    var symbols = ScriptSymbolTable()
    let first = try ScriptFile.parse(
      Array("def f(x):\n  return \"name\"\n".utf8), path: "a.py", symbols: &symbols)
    let second = try ScriptFile.parse(
      Array("def g(f):\n  return f.name\n".utf8), path: "b.py", symbols: &symbols)
    let f = try #require(first.functions.first)
    let g = try #require(second.functions.first)
    #expect(first[f].name == second[second[g].parameters].first?.name)
    #expect(symbols.existingSymbol("name").map { symbols[$0] } == "name")
  }

  @Test func `a table survives a file that is refused`() throws {
    var symbols = ScriptSymbolTable()
    let kept = symbols.symbol("kept")
    #expect(throws: Diagnostic.self) {
      try ScriptFile.parse(Array("def f(".utf8), path: "a.py", symbols: &symbols)
    }
    #expect(symbols.symbol("kept") == kept)
  }

  @Test(arguments: [
    "import os\nos.system(\"echo\")\n", "x = 1\n", "if a:\n  b\n",
    "class A:\n  class B:\n    a : int\n",
    "class A:\n  f(x)\n", "class A:\n  a, b = 1\n", "class A:\n  if a:\n    b : int\n",
    "@a\ndef f():\n  b\n",
  ])
  func `other statements are refused outside of functions`(text: String) {
    let diagnostic = thrownDiagnostic { try ParsedScript(text) }
    #expect(
      diagnostic?.code == .torchScriptUnsupportedSyntax || diagnostic?.code == .torchScriptSyntax)
  }

  @Test func `a name is defined once`() {
    for text in [
      "def f():\n  a\ndef f():\n  a\n", "class A:\nclass A:\n",
      "class A:\n  def f():\n    a\n  def f():\n    a\n",
    ] {
      #expect(
        thrownDiagnostic { try ParsedScript(text) }?.message.contains("is defined twice") == true)
    }
  }
}
