import Checkpoints
import Diagnostics
import ModelIR

/// What stands between the two dense layers of a transformer's block: a function or a layer.
struct FeedForwardActivation {
  /// The layer that computes it.
  private(set) var layer: any Layer
  /// The setting that names it: `relu` for a function, a class with its settings for a layer.
  let hyperparameter: HyperparameterValue
  /// Whether it is a child of the block, as layers are and functions are not.
  let isChild: Bool

  /// Reads the setting.
  ///
  /// - Parameters:
  ///   - given: a function's or a class's name, or a pickled layer as a mapping with its `kind`.
  ///   - code: what a block that keeps only the two usual functions says: 1 relu, 2 gelu.
  init(
    _ given: HyperparameterValue?, code: Int?, _ settings: LayerSettings
  ) throws(Diagnostic) {
    var name = code == 2 ? "gelu" : "relu"
    var own: Hyperparameters = [:]
    if case .mapping(let mapping)? = given {
      // Without the class's name the block's own note tells the two usual ones.
      let usual = code == 1 ? "ReLU" : code == 2 ? "GELU" : nil
      guard let kind = mapping["kind"]?.text ?? usual else { throw settings.missing("activation") }
      name = kind
      own = mapping
      own["kind"] = nil
    } else if let text = given?.text {
      // A pickled function is named behind its module.
      name = text.split { $0 == "." || $0 == " " }.last.map(String.init) ?? text
    }
    let function = LayerFunction.kind(of: name)
    guard let type = LayerCatalog.layer(function ?? name) else {
      throw settings.invalid("activation", .text(name), "relu, gelu, or a known activation")
    }
    var child = settings.child("activation", kind: function ?? name, given: own)
    layer = try type.init(&child)
    isChild = function == nil
    hyperparameter =
      isChild
      ? .mapping(layer.hyperparameters.merging(["kind": .text(name)])) : .text(name)
  }

  /// The activation of a decoder's block that was copied: a layer has no part in it.
  func copied() -> FeedForwardActivation {
    var copy = self
    if isChild { copy.layer = ReLULayer(inPlace: false) }
    return copy
  }
}
