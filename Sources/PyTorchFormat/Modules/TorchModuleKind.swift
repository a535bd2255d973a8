import Architectures
import Checkpoints

/// What a module's class says of how it computes.
enum TorchModuleKind {
  /// One of PyTorch's own layers.
  case layer(any Layer.Type)
  /// Its children one after the other.
  case sequential
  /// A class whose code is not in the file.
  case unknown

  /// Tells a class by its full name: only PyTorch's own `Linear` is a linear layer.
  init(_ name: TorchClassName) {
    if Self.isSequential(name) {
      self = .sequential
    } else if Self.isFrameworks(name.module), let layer = LayerCatalog.layer(name.name) {
      self = .layer(layer)
    } else {
      self = .unknown
    }
  }

  private static func isFrameworks(_ module: String) -> Bool {
    // Quantised layers keep their weights packed and compute with integers.
    if module.split(separator: ".").contains("quantized") { return false }
    return [
      "torch.nn", "torchvision.ops", "torchvision.models.convnext", "torch.ao.nn", "timm.layers",
      "timm.models.layers", "transformers.pytorch_utils", "transformers.modeling_utils",
      "transformers.activations",
    ].contains { module == $0 || module.hasPrefix($0 + ".") }
  }

  /// `Sequential`, and classes of torchvision that add nothing to it but their making.
  private static func isSequential(_ name: TorchClassName) -> Bool {
    if name.module.hasPrefix("torch.nn.modules.container") || name.module == "torch.nn" {
      return name.name == "Sequential"
    }
    guard name.module.hasPrefix("torchvision.") else { return false }
    return [
      "ConvNormActivation", "Conv2dNormActivation", "Conv3dNormActivation", "ConvBNReLU",
      "ConvBNActivation", "MLP", "_Transition",
    ].contains(name.name)
  }
}
