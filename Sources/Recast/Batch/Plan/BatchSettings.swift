import Checkpoints
import ConversionKit

/// How a job's files are converted, as the batch file says.
struct BatchSettings: Hashable, Sendable {
  /// The exporter's name; nothing chooses by the output's ending.
  var target: String?
  /// The architecture: a path below the batch file's folder, a printed model, or a name.
  var architecture: String?
  /// Values for names of the architecture file.
  var overrides = Hyperparameters()
  /// The shapes of inputs as they are written.
  var inputShapes: [String] = []
  /// The version of ONNX's operator set.
  var opset: Int?
  /// The release of CANN.
  var cannRelease: String?
  /// The object inside the files.
  var selection: String?
  /// Whether weights that the architecture does not use are an error.
  var isStrict = true
  /// Whether width and height are exchanged.
  var swapsSpatialAxes = false
  /// Whether tensors are kept in a second file.
  var externalData: Bool?
  /// What is asked of checkpoints.
  var checkpoint = CheckpointOptions()
}

/// What is expected of a job's outputs.
struct BatchExpectation: Hashable, Sendable {
  /// The inputs by name, as `x: f32[batch, 10]`; nothing where any will do.
  var inputs: [ExpectedTensor]?
  /// The outputs by name.
  var outputs: [ExpectedTensor]?
  /// Numbers that the model has to compute.
  var numbers: Numbers?

  /// Recorded inputs and outputs.
  struct Numbers: Hashable, Sendable {
    /// The file with the inputs by name.
    var inputs: OutputPattern
    /// The file with the outputs by name.
    var outputs: OutputPattern
    /// The relative tolerance.
    var relativeTolerance = 1e-4
    /// The absolute tolerance.
    var absoluteTolerance = 1e-5
  }
}
