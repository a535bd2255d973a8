import Diagnostics
import ModelIR

/// One operator of PyTorch, or one overload of it, and the nodes that compute it.
///
/// An operator whose name ends with an underscore needs no entry of its own: it is computed as the one
/// without and written back to its first argument.
public struct ATenOperator: Sendable {
  /// Builds the nodes and gives the results in the order of PyTorch's schema.
  typealias Build =
    @Sendable (ATenCall) throws(Diagnostic) -> [ATenValue]

  /// Gives the tensor that a view was taken of after the view was written to.
  typealias WriteBack =
    @Sendable (_ call: ATenCall, _ original: ValueID, _ view: ValueID, _ index: Int)
    throws(Diagnostic) -> ValueID

  /// The names and arguments.
  public let signature: ATenSignature

  let build: Build
  let writeBack: WriteBack?

  /// An operator whose results are new tensors.
  init(_ signature: StaticString, build: @escaping Build) {
    self.signature = ATenSignature(signature)
    self.build = build
    writeBack = nil
  }

  /// An operator whose results show elements of its first argument, so that writing to them writes to
  /// it.
  init(
    view signature: StaticString, build: @escaping Build, writeBack: @escaping WriteBack
  ) {
    self.signature = ATenSignature(signature)
    self.build = build
    self.writeBack = writeBack
  }

  private init(_ signature: ATenSignature, build: @escaping Build) {
    self.signature = signature
    self.build = build
    writeBack = nil
  }

  /// The operator that computes the same as new tensors.
  func withoutView(named name: String) -> ATenOperator {
    ATenOperator(signature.renamed(name), build: build)
  }
}
