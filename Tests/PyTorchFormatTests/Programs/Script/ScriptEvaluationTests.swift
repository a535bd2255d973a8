import Diagnostics
import ModelIR
import Testing

@testable import PyTorchFormat

@Suite struct ScriptEvaluationTests {
  @Test func `attributes of the module are weights under their paths`() throws {
    let model = try ScriptedModule(
      """
      def forward(self: __torch__.Net, x: Tensor) -> Tensor:
        weight = self.weight
        return torch.linear(x, weight)
      """
    ).model("x:batch,3")
    #expect(model.name == "Net")
    #expect(model.graph.values.contains { $0.name == "weight" && $0.weight != nil })
    #expect(model.graph.nodes.last?.operator.definition.name == "Linear")
  }

  @Test func `conditions and loops over what is known leave nothing behind`() throws {
    let module = ScriptedModule(
      """
      def forward(self: __torch__.Net, x: Tensor) -> Tensor:
        sizes = self.sizes
        y = x
        for i in range(torch.len(sizes)):
          if torch.gt(sizes[i], 5):
            z = torch.relu(y)
          else:
            z = torch.tanh(y)
          y = z
        return y
      """)
    #expect(try module.operators("x:batch,3") == ["Tanh", "Relu"])
  }

  @Test func `a condition on data becomes a branch`() throws {
    let module = ScriptedModule(
      """
      def forward(self: __torch__.Net, x: Tensor) -> Tensor:
        if bool(torch.gt(torch.sum(x), 0)):
          y = torch.relu(x)
        else:
          y = torch.tanh(x)
        return y
      """)
    #expect(try module.operators("x:batch,3").filter { $0 == "If" } == ["If"])
    #expect(try module.outputs("x:batch,3") == ["output: f32[batch, 3]"])
  }

  @Test func `a function that returns early in a branch keeps what it returns`() throws {
    let module = ScriptedModule(
      """
      def forward(self: __torch__.Net, x: Tensor) -> Tensor:
        _1 = uninitialized(Tensor)
        if bool(torch.gt(torch.sum(x), 0)):
          _2, _3, y = True, torch.relu(x), _1
        else:
          _2, _3, y = False, _1, torch.tanh(x)
        if _2:
          _4 = _3
        else:
          _4 = y
        return _4
      """)
    #expect(try module.outputs("x:batch,3") == ["output: f32[batch, 3]"])
  }

  @Test func `a check that only data can fail is left out`() throws {
    let module = ScriptedModule(
      """
      def forward(self: __torch__.Net, x: Tensor) -> Tensor:
        if bool(torch.gt(torch.sum(x), 0)):
          ops.prim.RaiseException("AssertionError: positive")
        else:
          pass
        return torch.relu(x)
      """)
    #expect(try module.operators("x:batch,3").contains("Relu"))
    #expect(try module.operators("x:batch,3").contains("If") == false)
  }

  @Test func `an exception that always comes is the program's own message`() {
    let module = ScriptedModule(
      """
      def forward(self: __torch__.Net, x: Tensor) -> Tensor:
        if torch.ne(torch.dim(x), 4):
          ops.prim.RaiseException(torch.format("four axes, not {}", torch.dim(x)))
        else:
          pass
        return x
      """)
    let refusals = module.refusals("x:batch,3")
    #expect(refusals.map(\.code) == [.torchScriptRaised])
    #expect(refusals.first?.message.contains("four axes, not 2") == true)
    #expect(refusals.first?.location.path?.contains("code/__torch__.py:") == true)
  }

  @Test func `a loop that runs as often as an input is long is one loop`() throws {
    let module = ScriptedModule(
      """
      def forward(self: __torch__.Net, x: Tensor) -> Tuple[Tensor, Tensor]:
        results = annotate(List[Tensor], [])
        state = torch.select(x, 0, 0)
        for i in range(torch.size(x, 0)):
          state1 = torch.add(torch.select(x, 0, i), state)
          _0 = torch.append(results, state1)
          state = state1
        return (torch.stack(results), state)
      """)
    #expect(try module.operators("x:length,3").filter { $0 == "Loop" } == ["Loop"])
    #expect(
      try module.outputs("x:length,3") == ["output_0: f32[length, 3]", "output_1: f32[3]"])
  }

  @Test func `lists and dictionaries are changed where they are`() throws {
    let module = ScriptedModule(
      """
      def forward(self: __torch__.Net, x: Tensor) -> Dict[str, Tensor]:
        _0 = annotate(List[Tensor], [])
        _1 = _0
        _2 = torch.append(_1, x)
        _3 = {"first": _0[0]}
        _4 = torch._set_item(_3, "second", torch.relu(x))
        return _3
      """)
    #expect(
      try module.outputs("x:batch,3") == ["first: f32[batch, 3]", "second: f32[batch, 3]"])
  }

  @Test func `sizes as tracing writes them stay sizes`() throws {
    let module = ScriptedModule(
      """
      def forward(self: __torch__.Net, x: Tensor) -> Tensor:
        _0 = ops.prim.NumToTensor(torch.size(x, 1))
        _1 = int(torch.floor_divide(_0, CONSTANTS.c0))
        return torch.slice(x, 1, 0, _1)
      """)
    #expect(try module.outputs("x:batch,8") == ["output: f32[batch, 4]"])
  }

  @Test func `functions inside of functions see the variables around them`() throws {
    let module = ScriptedModule(
      """
      def forward(self: __torch__.Net, x: Tensor) -> Tensor:
        def __forked_function():
          _0 = __torch__.twice(x, )
          return _0
        f = fork(__forked_function)
        return torch.wait(f)
      """,
      functions: """
        def twice(x: Tensor, factor: int=2) -> Tensor:
          return torch.mul(x, factor)

        """)
    #expect(try module.operators("x:batch,3") == ["Multiply"])
  }

  @Test func `every operator that is not converted is named once, with its number`() {
    let module = ScriptedModule(
      """
      def forward(self: __torch__.Net, x: Tensor) -> Tensor:
        _0 = torch.no_such_operator(x)
        _1 = torch.no_such_operator(x)
        return torch.add(torch.nor_this_one(x), torch.add(_0, _1))
      """)
    let refusals = module.refusals("x:batch,3")
    #expect(
      refusals.map(\.code.name) == ["aten.operator-unsupported", "aten.operator-unsupported"])
    #expect(refusals.first?.message.hasSuffix(", 2 times") == true)
  }

  @Test func `integers of archives before version 4 are divided without fractions`() throws {
    let code = """
      def forward(self: __torch__.Net, x: Tensor) -> Tensor:
        return torch.div(x, 2)
      """
    #expect(
      try ScriptedModule(code, version: 3).outputs("x:i64[batch]") == ["output: i64[batch]"])
    #expect(
      try ScriptedModule(code, version: 4).outputs("x:i64[batch]") == ["output: f32[batch]"])
  }
}
