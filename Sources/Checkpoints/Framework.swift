/// A training framework, whose names and layouts a checkpoint or an architecture follows.
public enum Framework: String, Hashable, Sendable, CaseIterable {
  case pytorch
  case flux
  case mindspore
  /// No framework in particular: safetensors without a mark, ONNX.
  case unspecified

  /// The name as its users write it.
  public var displayName: String {
    switch self {
    case .pytorch: "PyTorch"
    case .flux: "Flux"
    case .mindspore: "MindSpore"
    case .unspecified: "no framework in particular"
    }
  }
}
