import ConversionKit
import Diagnostics
import ModelIR
import Testing

@testable import PyTorchFormat

@Suite struct ScriptInputTests {
  @Test func `the first operator that minds says what an input is`() throws {
    let module = ScriptedModule(
      """
      def forward(self: __torch__.Net, x: Tensor) -> Tensor:
        weight = self.weight
        return torch.linear(torch.relu(x), weight)
      """)
    #expect(try module.outputs() == ["output: f32[batch, 2]"])
  }

  @Test func `tokens are integers although only their shape is given`() throws {
    let module = ScriptedModule(
      """
      def forward(self: __torch__.Net, x: Tensor) -> Tensor:
        weight = self.weight
        return torch.embedding(weight, x)
      """)
    #expect(try module.outputs("x:batch,5") == ["output: f32[batch, 5, 3]"])
  }

  @Test func `inputs of which nothing is known are asked for`() {
    let module = ScriptedModule(
      """
      def forward(self: __torch__.Net, x: Tensor) -> Tensor:
        return torch.view(x, [-1])
      """)
    #expect(module.refusals().map(\.code) == [.inputShapeNeeded])
  }

  @Test func `tuples of tensors are inputs of their own`() throws {
    let module = ScriptedModule(
      """
      def forward(self: __torch__.Net, x: Tuple[Tensor, Tensor], scale: float=2.) -> Tensor:
        a, b, = x
        return torch.mul(torch.add(a, b), scale)
      """)
    let model = try module.model("x_0:batch,3", "x_1:batch,3")
    #expect(model.graph.inputs.map { model.graph[$0].name } == ["x_0", "x_1"])
  }

  @Test func `an integer is given in the place of sizes, or is an input`() throws {
    let module = ScriptedModule(
      """
      def forward(self: __torch__.Net, x: Tensor, n: int) -> Tensor:
        return torch.slice(x, 0, 0, n)
      """)
    #expect(try module.outputs("x:8", "n:3") == ["output: f32[3]"])
    #expect(try module.model("x:8").graph.inputs.count == 2)
  }

  @Test func `loops and recursion without end are refused`() {
    let endless = ScriptedModule(
      """
      def forward(self: __torch__.Net, x: Tensor) -> Tensor:
        i = 0
        while True:
          i = torch.add(i, 1)
        return x
      """)
    #expect(endless.refusals("x:3").map(\.code) == [.torchScriptOverSteps])
    let recursive = ScriptedModule(
      """
      def forward(self: __torch__.Net, x: Tensor) -> Tensor:
        return (self).forward(x, )
      """)
    #expect(recursive.refusals("x:3").map(\.code) == [.torchScriptOverSteps])
  }
}
