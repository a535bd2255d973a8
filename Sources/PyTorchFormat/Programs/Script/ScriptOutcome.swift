import ATen
import ModelIR
import TorchScriptSource

/// What a branch or an iteration leaves behind.
struct ScriptOutcome {
  /// How its block ended.
  var flow = ScriptFlow.next
  /// The variables.
  var variables: [ScriptSymbol: ScriptValue] = [:]
  /// The containers that changed.
  var changed: [(container: ScriptContainer, after: ScriptContents)] = []
  /// The types of the tensors that it leaves behind.
  var types: [ATenTensor: TensorType] = [:]

  /// The contents of a container.
  func contents(of container: ScriptContainer) -> ScriptContents {
    changed.first { $0.container === container }?.after ?? container.contents
  }

  /// The value that the block returns; nothing that is set for none.
  var returned: ScriptValue? {
    if case .returned(let value) = flow { return value }
    return nil
  }
}
