import Diagnostics

/// Branches side by side, whose results a connection joins: `connection(f1(x), f2(x), …)`.
///
/// One input goes to every branch, a tuple is dealt out to them.
///
/// | release | fields |
/// |---|---|
/// | 0.12 and later | connection, layers (a tuple or a named tuple) |
///
/// Release 0.12 joined results two at a time from the left. That differs only for a connection that
/// takes exactly two arguments, which tells the release.
struct Parallel: FluxLayer {
  static let typeNames = ["Parallel"]

  let connection: FluxModule
  let branches: [FluxChild]

  init(decoding fields: FluxFields) throws(Diagnostic) {
    guard fields.count == 2 else { throw fields.unknownEra() }
    connection = try fields.module(0, "connection")
    branches = try fields.modules(1, "layers")
    guard !branches.isEmpty else { throw fields.malformed("a Parallel has no layers") }
  }

  var text: String { "Parallel" }

  var children: [FluxChild] {
    [FluxChild(path: "connection", module: connection)] + branches
  }

  var inputExpectation: FluxInputExpectation {
    FluxInputExpectation.ofBranches(branches.map(\.module.inputExpectation))
  }

  var era: FluxEra { .since("0.12") }

  func lower(_ input: FluxValue, in lowering: inout FluxLowering) throws(Diagnostic) -> FluxValue {
    let results = try lowering.lower(branches, input)
    guard joinsPairs, let first = results.first else {
      return try lowering.call(connection, results)
    }
    var joined = first
    for next in results.dropFirst() { joined = try lowering.call(connection, [joined, next]) }
    return joined
  }

  /// Whether the connection takes two arguments and there are more branches.
  private var joinsPairs: Bool {
    guard branches.count > 2, case .callable(.closure(let closure), _) = connection else {
      return false
    }
    return (try? readClosure(closure, argumentCount: branches.count)) == nil
      && (try? readClosure(closure, argumentCount: 2)) != nil
  }
}

extension FluxLowering {
  /// Gives an input to layers that stand side by side: a tuple's items one to each, anything else to
  /// all.
  ///
  /// - Throws: ``DiagnosticCode/fluxTupleInput`` if there are as many tensors as layers neither way.
  mutating func lower(
    _ branches: [FluxChild], _ input: FluxValue
  ) throws(Diagnostic) -> [FluxValue] {
    var results: [FluxValue] = []
    for (branch, value) in zip(branches, try inputs(of: branches, input)) {
      results.append(try lower(branch.module, value))
    }
    return results
  }

  /// The input of each of several layers that stand side by side.
  func inputs(of branches: [FluxChild], _ input: FluxValue) throws(Diagnostic) -> [FluxValue] {
    let values = input.branches
    if values.count == 1 { return [FluxValue](repeating: values[0], count: branches.count) }
    guard values.count == branches.count else {
      throw Diagnostic(
        .fluxTupleInput,
        "there are \(branches.count) layers side by side and \(values.count) inputs", at: place)
    }
    return values
  }
}

extension FluxValue {
  /// The items of a tuple; a tensor is a tuple of one.
  var branches: [FluxValue] {
    switch self {
    case .tensor: [self]
    case .tuple(let values): values
    }
  }
}
