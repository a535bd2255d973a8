import Diagnostics

/// Whether a layer was in training mode when it was saved, and whether somebody had asked for that.
///
/// Up to Flux 0.9 every layer is made in training mode and stays there until `testmode!` is called;
/// since 0.10.2 the mode is `nothing` unless it is forced.
struct FluxTrainingMode: Hashable, Sendable {
  /// Which of the two the fields tell.
  enum Default: Hashable, Sendable {
    /// Fields of 0.9 or earlier only: training mode says nothing.
    case training
    /// Fields that releases before and after 0.10 share.
    case either
    /// Fields of 0.10.2 or later only: training mode was forced.
    case automatic
  }

  /// The stored mode: true for training, nothing where no mode is stored or it is automatic.
  let isActive: Bool?
  let usual: Default

  init(_ value: JuliaValue?, usual: Default) {
    isActive = value?.bool
    self.usual = usual
  }

  /// The mode as Flux prints it, where it is forced.
  var text: [String] {
    guard let isActive, usual == .automatic else { return [] }
    return ["active=\(isActive)"]
  }

  /// Says that not the saved mode but the test mode is exported.
  func report(in lowering: FluxLowering) {
    guard isActive == true, usual != .training else { return }
    lowering.diagnostics.emit(
      Diagnostic(
        .fluxTrainingMode, severity: usual == .automatic ? .warning : .note,
        usual == .automatic
          ? "the layer was saved in forced training mode; its test mode is exported"
          : "the layer was saved in training mode, as Flux up to 0.9 makes it; its test mode is exported",
        at: lowering.place))
  }
}
