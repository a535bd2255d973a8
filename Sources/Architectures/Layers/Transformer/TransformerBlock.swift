import Diagnostics
import ModelIR

/// A block of an encoder or a decoder.
protocol TransformerBlockLayer: Layer {
  /// The block as the framework computes it after copying it.
  func copied() -> Self
}

extension TransformerBlockLayer {
  func copied() -> Self { self }
}

/// How a transformer's block runs its children.
struct TransformerBlock {
  /// The children by name.
  let children: [(name: String, layer: any Layer)]
  /// The block's settings.
  let shared: TransformerSettings

  /// The one result of a child.
  func run(
    _ name: String, _ inputs: [ValueID], in context: inout LayerContext
  ) throws(Diagnostic) -> ValueID {
    guard let child = children.first(where: { $0.name == name }) else {
      throw context.problem("there is no child '\(name)'")
    }
    return try context.inside(name) { (context) throws(Diagnostic) in
      try context.single(try child.layer.build(inputs, in: &context))
    }
  }

  /// A value with what is computed of it added, normalised before or after.
  func residual(
    _ x: ValueID, norm: String, in context: inout LayerContext,
    _ body: (ValueID, inout LayerContext) throws(Diagnostic) -> ValueID
  ) throws(Diagnostic) -> ValueID {
    if shared.isNormFirst {
      let change = try body(try run(norm, [x], in: &context), &context)
      return try context.add(Add(), x, change)
    }
    let change = try body(x, &context)
    return try run(norm, [try context.add(Add(), x, change)], in: &context)
  }

  /// Two dense layers with the activation between.
  func feedForward(
    _ x: ValueID, in context: inout LayerContext
  ) throws(Diagnostic) -> ValueID {
    let wide = try run("linear1", [x], in: &context)
    let bent = try context.single(try shared.activation.layer.build([wide], in: &context))
    return try run("linear2", [bent], in: &context)
  }
}
