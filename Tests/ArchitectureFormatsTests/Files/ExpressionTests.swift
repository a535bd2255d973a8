@testable import ArchitectureFormats
import Checkpoints
import ModelIR
import Testing
import YAMLText

@Suite struct ExpressionTests {
  private func evaluator() -> ExpressionEvaluator {
    let shapes = StoredShapes(
      CheckpointSample.of([
        "net.layer1.0.weight": [4, 3], "net.layer1.1.weight": [4, 4], "net.features.3.weight": [2],
        "net.features.0.weight": [2], "net.features.x.weight": [2],
      ]))
    return ExpressionEvaluator(
      stored: StoredNames(shapes, prefix: "net."),
      definitions: [("a", 2), ("b", 9)].compactMap { name, number in
        (try? Template(YAMLNode(.integer(number), at: YAMLMark(line: 1, column: 1)))).map {
          Template.Entry(name: name, value: $0)
        }
      },
      overrides: ["b": .integer(5)],
      metadata: CheckpointNames(
        ["depth": .integer(7), "config": .mapping(["width": .integer(64)])]))
  }

  private func value(_ text: String) throws -> HyperparameterValue {
    var evaluator = evaluator()
    return try evaluator.evaluate(
      try ExpressionParser.expression(text), in: ExpressionScope(path: "layer1"))
  }

  @Test(arguments: [
    ("1 + 2 * 3 ** 2", HyperparameterValue.integer(19)), ("-7 // 2", .integer(-4)),
    ("-7 % 3", .integer(2)), ("7 / 2", .number(3.5)), ("2 ** -1", .number(0.5)),
    ("(1 + 2) * 3", .integer(9)), ("-2 ** 2", .integer(-4)), ("10 - 3 - 2", .integer(5)),
    ("1 < 2 and not 2 < 1", .boolean(true)), ("1 == 1.0", .boolean(true)),
    ("'a' + 'b'", .text("ab")), ("3 + '.weight'", .text("3.weight")),
    ("[1, 2] + [3]", .list([.integer(1), .integer(2), .integer(3)])),
    ("[1, 2, 3][-1]", .integer(3)), ("len([1, 2, 3][1:])", .integer(2)),
    ("sum([1, 2, 3][:2])", .integer(3)), ("2 in [1, 2]", .boolean(true)),
    ("2 not in [1, 2]", .boolean(false)), ("'x' if false else 'y'", .text("y")),
    ("unknown ?? 4", .integer(4)), ("null ?? 4", .integer(4)),
    ("unknown ?? 1 == 1", .boolean(true)),
    ("size('/nothing', 0) ?? 4", .integer(4)), ("a + b", .integer(7)), ("depth", .integer(7)),
    ("width", .integer(64)), ("config['width']", .integer(64)), ("has('0')", .boolean(true)),
    ("has('0.weight')", .boolean(true)), ("has('/layer2')", .boolean(false)),
    ("size('0.weight', 1)", .integer(3)), ("size('0.weight', -1)", .integer(3)),
    ("rank('/layer1.0.weight')", .integer(2)), ("count('')", .integer(2)),
    ("count('/layer1.', 1)", .integer(1)),
    ("names('/features.')", .list([.integer(0), .integer(3)])),
    ("range(2, 4)", .list([.integer(2), .integer(3)])), ("range(-1)", .list([])),
    ("min(3, 2)", .integer(2)), ("max([1, 5, 2])", .integer(5)), ("int(7.9)", .integer(7)),
    ("sqrt(9)", .number(3)), ("len(zip([1, 2], [3]))", .integer(1)),
    ("lookup(2, [[1, 'a'], [2, 'b']])", .text("b")), ("'lay' in 'layer'", .boolean(true)),
  ])
  func `expressions have values`(text: String, expected: HyperparameterValue) throws {
    #expect(try value(text) == expected)
  }

  @Test(arguments: [
    "", "1 +", "(1", "[1", "f(1)", "1 2", "a b", "'open", "1 if 2", "has()", "size('a')", "@",
    "1.2.3",
    "99999999999999999999", "and", "if", "a[", "a[1", "has('a',", "not",
    String(repeating: "(", count: 100) + "1" + String(repeating: ")", count: 100),
    String(repeating: "-", count: 5000) + "1", String(repeating: "1+", count: 5000) + "1",
  ])
  func `texts that are no expressions are refused`(text: String) {
    #expect(throws: ExpressionProblem.self) { try ExpressionParser.expression(text) }
  }

  @Test(arguments: [
    "1 // 0", "1 % 0", "1 / 0", "9223372036854775807 + 1", "2 ** 64", "range(10 ** 9)", "'a' * 2",
    "[1] * 10 ** 9", "unknown", "[1][1]", "len(3)", "1 < 'a'", "min([])", "sqrt(-1)", "int('x')",
    "size('0.weight', 9)", "lookup(1, [])", "-'a'", "has(1)", "repeat",
    "(0 - 9223372036854775807 - 1) // -1",
  ])
  func `expressions without a value are refused`(text: String) throws {
    #expect(throws: ExpressionProblem.self) { try value(text) }
  }

  @Test func `changing an expression's bytes never traps`() {
    let text = Array("${a ?? [1, 2][0] * size('x', -1) ** 2 if not has('y') else 'z' + 3.5e1}".utf8)
    var seed: UInt64 = 9
    for _ in 0..<5000 {
      var changed = text
      for _ in 0..<2 {
        seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        changed[Int(seed >> 33) % changed.count] = UInt8(truncatingIfNeeded: seed >> 40) & 0x7F
      }
      let expression = String(decoding: changed.dropFirst(2).dropLast(), as: UTF8.self)
      _ = try? value(expression)
    }
  }
}
