import CONNXRuntime
import Diagnostics
import ModelIR

/// A model that ONNX Runtime has loaded.
///
/// The library is looked for when a model is to be run and nothing of it is needed before.
@safe struct ModelRun: ~Copyable {
  /// Why a model is not run.
  enum Failure: Error {
    /// There is no library, or one that does not serve.
    case noRuntime(String)
    /// The library refuses the model or a value.
    case refused(String)
  }

  /// A value that the model gave.
  struct Output {
    let name: String
    let elementType: ElementType
    let shape: [Int]
    let bytes: [UInt8]
  }

  /// ONNX's numbers for types.
  private static let types: [(number: Int32, type: ElementType)] = [
    (1, .float32), (2, .uint8), (3, .int8), (4, .uint16), (5, .int16), (6, .int32), (7, .int64),
    (9, .bool), (10, .float16), (11, .float64), (12, .uint32), (13, .uint64), (16, .bfloat16),
  ]

  private let session: OpaquePointer

  private init(_ session: OpaquePointer) { unsafe self.session = session }

  deinit { unsafe recast_session_close(session) }

  /// Loads a model.
  static func load(_ model: String, with library: String) throws(Failure) -> ModelRun {
    guard let session = unsafe recast_session_open(library, model) else {
      throw .refused("there is no memory for it")
    }
    let run = unsafe ModelRun(session)
    try run.check()
    return run
  }

  /// The names of the inputs.
  var inputNames: [String] {
    unsafe (0..<recast_session_input_count(session)).map { index in
      unsafe String(cString: recast_session_input_name(session, index))
    }
  }

  /// Gives an input its value.
  func set(_ index: Int, to array: RecordedArrays.Array) throws(Failure) {
    guard let type = Self.types.first(where: { $0.type == array.elementType })?.number else {
      throw .refused("\(array.elementType) is no type of an input")
    }
    let shape = array.shape.map(Int64.init)
    unsafe recast_session_set_input(
      session, Int64(index), type, shape, Int64(shape.count), array.bytes,
      Int64(array.bytes.count))
    try check()
  }

  /// Runs the model.
  func outputs() throws(Failure) -> [Output] {
    unsafe recast_session_run(session)
    try check()
    var outputs: [Output] = []
    for index in 0..<(unsafe recast_session_output_count(session)) {
      let name = unsafe String(cString: recast_session_output_name(session, index))
      let number = unsafe recast_session_output_type(session, index)
      guard let type = Self.types.first(where: { $0.number == number })?.type else {
        throw .refused("the output '\(name)' is no tensor of numbers")
      }
      let rank = unsafe recast_session_output_rank(session, index)
      let shape = (0..<rank).map { axis in
        Int(unsafe recast_session_output_size(session, index, axis))
      }
      var bytes = [UInt8](
        repeating: 0, count: Int(unsafe recast_session_output_byte_count(session, index)))
      unsafe recast_session_copy_output(session, index, &bytes)
      outputs.append(Output(name: name, elementType: type, shape: shape, bytes: bytes))
    }
    return outputs
  }

  private func check() throws(Failure) {
    let message = unsafe String(cString: recast_session_message(session))
    switch unsafe recast_session_state(session) {
    case RECAST_SESSION_READY: return
    case RECAST_SESSION_NO_RUNTIME: throw .noRuntime(message)
    default: throw .refused(message)
    }
  }
}
