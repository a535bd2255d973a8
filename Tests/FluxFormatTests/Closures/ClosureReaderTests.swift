import Diagnostics
@testable import FluxFormat
import TestSupport
import Testing

struct ClosureReaderTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func text(_ sample: ClosureSample, argumentCount: Int = 1) throws -> String? {
    try folder.closureBody(sample, argumentCount: argumentCount).map { "\($0.result)" }
  }

  private func text(_ statements: BSONSample...) throws -> String? {
    try text(ClosureSample(statements: statements))
  }

  private func refusal(_ statements: BSONSample...) -> Diagnostic? {
    thrownDiagnostic { try text(ClosureSample(statements: statements)) }
  }

  @Test(arguments: ClosureSample.Layout.allCases)
  func `a reshape reads alike in the layout of every release`(layout: ClosureSample.Layout) throws {
    let end: BSONSample =
      layout == .expressionReturns ? .expression("return", [.result(2)]) : .returning(.result(2))
    let sample = ClosureSample(
      layout: layout,
      statements: [
        .call("size", .slot(2), 4), .call("reshape", .slot(2), .global(":"), .result(1)), end,
      ])
    #expect(try text(sample) == "reshape(arg1, :, size(arg1, 4))")
  }

  @Test func `callees and colons as statements of their own read alike`() throws {
    #expect(
      try text(
        .global("reshape"), .global(":"), .global("size"), .callResult(3, .slot(2), 4),
        .callResult(1, .slot(2), .result(2), .result(4)), .returning(.result(5)))
        == "reshape(arg1, :, size(arg1, 4))")
  }

  @Test func `keywords through a sorter and through kwcall read alike`() throws {
    let names = BSONSample.call("apply_type", .global("NamedTuple"), .tuple(.symbol("dims")))
    let values = BSONSample.call("tuple", 3)
    let sorter = try text(
      names, values, .callResult(1, .result(2)), .call("kwfunc", .global("cat")),
      .callResult(4, .result(3), .global("cat"), .slot(2), .slot(2)), .returning(.result(5)))
    let kwcall = try text(
      names, values, .callResult(1, .result(2)),
      .call("kwcall", .result(3), .global("cat"), .slot(2), .slot(2)), .returning(.result(4)))
    #expect(sorter == "cat(arg1, arg1; dims=3)")
    #expect(kwcall == sorter)
  }

  @Test func `ranges and indices are written as in Julia`() throws {
    #expect(
      try text(
        .call("lastindex", .slot(2), 1), .call(":", 2, .result(1)),
        .call("getindex", .slot(2), .result(2), .global(":")), .returning(.result(3)))
        == "arg1[2:lastindex(arg1, 1), :]")
  }

  @Test func `a jump behind the last integer of code is refused`() throws {
    let jump = BSONSample.structure(.type("Core", "GotoNode"), .int64(.min))
    #expect(refusal(jump, .returning(.slot(2)))?.code == .fluxUnreadableClosure)
  }

  @Test func `broadcasts nest and are not materialised`() throws {
    #expect(
      try text(
        .call("broadcasted", .global("*"), .slot(2), .float32(2)),
        .call("broadcasted", .global("tanh"), .result(1)), .call("materialize", .result(2)),
        .returning(.result(3))) == "tanh.(*.(arg1, 2.0f0))")
  }

  @Test func `powers by a literal are powers`() throws {
    #expect(
      try text(
        .call("apply_type", .global("Val"), 2), .callResult(1),
        .call("literal_pow", .global("^"), .slot(2), .result(2)), .returning(.result(3)))
        == "^(arg1, 2)")
    #expect(
      try text(
        .call("apply_type", .global("Val"), 2), .callResult(1),
        .call("broadcasted", .global("literal_pow"), .global("^"), .slot(2), .result(2)),
        .call("materialize", .result(3)), .returning(.result(4))) == "^.(arg1, 2)")
  }

  @Test func `captured values are found by their names`() throws {
    let sample = ClosureSample(
      capturedNames: ["width", "layer"],
      captured: [7, .structure(.type("Main", "Layer"), 1)],
      statements: [
        .call("getfield", .slot(1), .quoted(.symbol("layer"))), .callResult(1, .slot(2)),
        .call("getfield", .slot(1), .quoted(.symbol("width"))),
        .call("reshape", .result(2), .result(3), .global(":")), .returning(.result(4)),
      ])
    let body = try folder.closureBody(sample)
    #expect(body?.result.description == "reshape((layer)(arg1), width, :)")
    guard case .call(_, let arguments, _)? = body?.result,
      case .invoke(.captured(_, let layer), _, _) = arguments[0]
    else {
      Issue.record("no call of a captured layer")
      return
    }
    #expect(layer.structure?.type.name == "Layer")
    #expect(arguments[1].integer == 7)
  }

  @Test func `names by their module are names`() throws {
    #expect(
      try text(
        .call("getproperty", .global("Flux"), .quoted(.symbol("softmax"))),
        .callResult(1, .slot(2)), .returning(.result(2))) == "softmax(arg1)")
  }

  @Test func `a result that is used twice is computed once`() throws {
    let sample = ClosureSample(statements: [
      .call("relu", .slot(2)), .call("+", .result(1), .result(1)), .returning(.result(2)),
    ])
    let body = try folder.closureBody(sample)
    #expect(body?.bindings.map(\.description) == ["relu(arg1)"])
    #expect(body?.result.description == "+(let1, let1)")
  }

  @Test func `local variables and destructuring are followed`() throws {
    #expect(
      try text(
        .call("tuple", .slot(2), 5),
        .call("indexed_iterate", .result(1), 1),
        .expression("=", [.slot(3), .call("getfield", .result(2), 1)]),
        .call("getfield", .result(2), 2), .call("indexed_iterate", .result(1), 2, .result(4)),
        .expression("=", [.slot(4), .call("getfield", .result(5), 1)]),
        .call("reshape", .slot(3), .slot(4)), .returning(.result(7))) == "reshape(arg1, 5)")
  }

  @Test func `arithmetic of known integers is done`() throws {
    #expect(
      try text(
        .call("*", 3, 4), .call("-", .result(1), 2), .call("÷", .result(2), 5),
        .call("reshape", .slot(2), .result(3)), .returning(.result(4))) == "reshape(arg1, 2)")
    #expect(
      try text(.call("+", .int64(.max), 1), .returning(.result(1))) == "+(\(Int64.max), 1)")
  }

  @Test func `what only passes a value on is gone`() throws {
    #expect(
      try text(
        .call("gpu", .slot(2)), .call("collect", .result(1)), .call("param", .result(2)),
        .call("|>", .result(3), .global("softmax")), .returning(.result(4))) == "softmax(arg1)")
  }

  @Test func `the last argument of many takes all that are left`() throws {
    let sample = ClosureSample(
      isVariadic: true,
      statements: [
        .call("_apply_iterate", .global("iterate"), .global("vcat"), .slot(2)),
        .returning(.result(1)),
      ])
    #expect(try text(sample, argumentCount: 3) == "vcat(arg1, arg2, arg3)")
  }

  @Test func `a branch on a known value is taken`() throws {
    let branch = BSONSample.structure(.type("Core", "GotoIfNot"), .result(1), 4)
    #expect(
      try text(
        .call("==", 1, 2), branch, .returning(.slot(2)), .call("relu", .slot(2)),
        .returning(.result(4))) == "relu(arg1)")
  }

  @Test func `a branch on data is refused with the function's place and text`() {
    let diagnostic = refusal(
      .call("iseven", .slot(2)), .structure(.type("Core", "GotoIfNot"), .result(1), 4),
      .returning(.slot(2)), .returning(1))
    #expect(diagnostic?.code == .fluxUnreadableClosure)
    #expect(
      diagnostic?.message
        == "the anonymous function #1#2 at network.jl:12 cannot be read: it branches on what its "
        + "arguments are; its code: %1 = Main.iseven(x); goto %4 if not %1; return x; return 1")
    #expect(diagnostic?.location.path == "x")
  }

  @Test func `a loop is refused`() {
    #expect(
      refusal(.call("size", .slot(2)), .structure(.type("Core", "GotoNode"), 1))?.message
        .contains("it loops") == true)
  }

  @Test func `a call whose result is not used is refused unless it only prints`() throws {
    #expect(
      refusal(.call("setindex!", .slot(2), 1, 1), .returning(.slot(2)))?.message
        .contains("'setindex!' is not used") == true)
    #expect(try text(.call("println", .slot(2)), .returning(.slot(2))) == "arg1")
  }

  @Test func `a call with the wrong number of arguments is refused`() {
    let sample = ClosureSample(argumentCount: 2, statements: [.returning(.slot(2))])
    let diagnostic = thrownDiagnostic { try text(sample) }
    #expect(diagnostic?.message.contains("takes 2 arguments, here it gets 1") == true)
  }

  @Test func `what refers to itself is refused`() {
    let recursive = refusal(.expression("call", [.slot(1), .slot(2)]), .returning(.result(1)))
    #expect(recursive?.message.contains("it calls itself") == true)
    #expect(refusal(.returning(.result(2)))?.code == .fluxUnreadableClosure)
    #expect(refusal(.returning(.slot(9)))?.code == .fluxUnreadableClosure)
    #expect(refusal(.call("size", .slot(2)))?.message.contains("it does not return") == true)
  }

  @Test func `expressions that share their parts are not expanded`() throws {
    var statements: [BSONSample] = [.call("+", .slot(2), .slot(2))]
    for number in 1...200 {
      statements.append(.call("+", .result(Int64(number)), .result(Int64(number))))
    }
    let body = try folder.closureBody(
      ClosureSample(statements: statements + [.returning(.result(201))]))
    #expect(body?.bindings.count == 200)
  }

  @Test func `a long chain of calls stays flat`() throws {
    var statements: [BSONSample] = [.call("f", .slot(2))]
    for number in 1...500 { statements.append(.call("f", .result(Int64(number)))) }
    let body = try folder.closureBody(
      ClosureSample(statements: statements + [.returning(.result(501))]))
    #expect(body?.result.isNested(33) == false)
    #expect(body?.bindings.allSatisfy { !$0.isNested(40) } == true)
  }

  @Test func `code in an unknown layout is refused`() throws {
    let description = BSONSample.structure(.type("Core", "TypeName"), "0.6", .symbol("#1#2"), nil)
    let sample = ClosureSample(statements: [])
    guard
      case .closure(let closure) = try folder.juliaValue(
        sample.function(describedAt: 1), shared: [description])
    else {
      Issue.record("no closure")
      return
    }
    #expect(thrownDiagnostic { try readClosure(closure) }?.code == .fluxUnreadableClosure)
  }
}
