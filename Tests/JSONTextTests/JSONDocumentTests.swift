import Diagnostics
import JSONText
import TestSupport
import Testing

struct JSONDocumentTests {
  private func parse(
    _ text: String, options: JSONOptions = JSONOptions()
  ) throws -> JSONNode {
    try JSONDocument.parse(Array(text.utf8), options: options, file: "x.json").root
  }

  private func failure(_ text: String, options: JSONOptions = JSONOptions()) -> Diagnostic? {
    thrownDiagnostic { try parse(text, options: options) }
  }

  @Test func `every kind of value is read`() throws {
    let root = try parse(
      #" {"o": {"a": [1, -2.5e1, "x", true, false, null, {}, []]}, "": 7} "#)
    let items = Array(try #require(root["o"]?["a"]).items)
    #expect(
      items.map(\.kind) == [
        .number, .number, .string, .boolean, .boolean, .null, .object, .array,
      ])
    #expect(items[0].integer == 1)
    #expect(items[1].integer == nil)
    #expect(items[1].number == -25)
    #expect(items[1].numberText == "-2.5e1")
    #expect(items[2].string == "x")
    #expect(items[3].boolean == true)
    #expect(items[4].boolean == false)
    #expect(items[5].isNull)
    #expect(items[6].count == 0 && items[7].count == 0)
    #expect(root[""]?.integer == 7)
    #expect(root["absent"] == nil)
    #expect(root["o"]?["a"]?.count == 8)
    #expect(items[0].items.map(\.kind).isEmpty && items[7].members.map(\.name).isEmpty)
  }

  @Test func `members keep their order and their places`() throws {
    let root = try parse(#"{"b":1,"a":"two","c":[3]}"#)
    #expect(root.members.map(\.name) == ["b", "a", "c"])
    #expect(root.members.map(\.nameRange) == [2..<3, 8..<9, 18..<19])
    #expect(root["a"]?.byteRange == 12..<15)
    #expect(root["c"]?.byteRange == 21..<24)
    #expect(root.byteRange == 0..<25)
  }

  @Test func `places count from where the text begins in its file`() throws {
    let root = try JSONDocument.parse(Array("[1]".utf8), file: "f", fileOffset: 8).root
    #expect(root.items.map(\.byteRange) == [9..<10])
    let diagnostic = thrownDiagnostic {
      try JSONDocument.parse(Array("[1,]".utf8), file: "f", fileOffset: 8)
    }
    #expect(diagnostic?.location == Location(file: "f", byteRange: 11..<11))
  }

  @Test(arguments: [
    ("9223372036854775807", Int.max), ("-9223372036854775808", .min), ("0", 0), ("-0", 0),
    ("9223372036854775808", nil), ("-9223372036854775809", nil), ("1.0", nil), ("1e2", nil),
  ])
  func `an integer is exact or none`(text: String, expected: Int?) throws {
    let node = try parse(text)
    #expect(node.integer == expected)
    #expect(node.numberText == text)
    #expect(node.number == Double(text))
  }

  @Test func `a number of a million digits costs no more than its text`() throws {
    let node = try parse(String(repeating: "7", count: 1_000_000))
    #expect(node.integer == nil)
    #expect(node.number == .infinity)
  }

  @Test func `escapes stand for their characters`() throws {
    let node = try parse(#""\"\\\/\b\f\n\r\tA\u00e9\u0000\uD83D\uDE00é😀""#)
    #expect(node.string == "\"\\/\u{8}\u{C}\n\r\tAé\0😀é😀")
  }

  @Test(arguments: [
    ("", 0), ("  ", 2), ("{", 1), ("[1,]", 3), ("{\"a\":1,}", 7), ("{a:1}", 1), ("[1 2]", 3),
    ("01", 0), ("-", 0), ("1.", 0), (".5", 0), ("+1", 0), ("1e", 0), ("1e+", 0), ("tru", 0),
    ("nul", 0), ("\"a", 0), ("{\"a\" 1}", 5), ("[1]]", 3), ("{} x", 3), ("NaN", 0), ("Infinity", 0),
    ("/* */ 1", 0), ("'a'", 0), ("\u{FEFF}1", 0), ("{\"a\":}", 5), ("[}", 1), ("{]", 1), ("1\0", 1),
    ("\"\\", 0),
  ])
  func `what the grammar forbids is refused with its offset`(text: String, offset: Int) {
    let diagnostic = failure(text)
    #expect(diagnostic?.code == .jsonMalformed)
    #expect(diagnostic?.location.byteRange?.lowerBound == offset)
    #expect(diagnostic?.location.file == "x.json")
  }

  @Test(arguments: [
    [0xC0, 0x80], [0xC1, 0xBF], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80], [0xF0, 0x80, 0x80, 0x80],
    [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0x80], [0xFF], [0xE2, 0x82], [0xC3],
    [0x01], [0x0A], [0x1F],
  ])
  func `a string of invalid text is refused with its offset`(bytes: [UInt8]) {
    let diagnostic = thrownDiagnostic {
      try JSONDocument.parse(Array("[\"ab".utf8) + bytes + Array("\"]".utf8))
    }
    #expect(diagnostic?.code == .jsonInvalidText)
    #expect(diagnostic?.location.byteRange?.lowerBound == 4)
  }

  @Test(arguments: [
    #"\ud800"#, #"\udc00"#, #"\ud800\ud800"#, #"\ud800x"#, #"\u12g4"#, #"\u12"#, #"\x41"#, #"\'"#,
  ])
  func `an escape that stands for no character is refused`(escape: String) {
    let diagnostic = failure("\"ab\(escape)\"")
    #expect(diagnostic?.code == .jsonInvalidText)
    #expect(diagnostic?.location.byteRange?.lowerBound == 3)
  }

  @Test func `a name that occurs twice is refused, however it is written`() {
    #expect(failure(#"{"w":1,"w":2}"#)?.code == .jsonDuplicateName)
    let diagnostic = failure(#"{"w":1,"\u0077":2}"#)
    #expect(diagnostic?.code == .jsonDuplicateName)
    #expect(diagnostic?.location.byteRange == 8..<14)
    let many = (0..<100).map { "\"key\($0)\":0" }.joined(separator: ",")
    #expect(failure("{\(many)}") == nil)
    #expect(failure("{\(many),\"key\\u0037\":1}")?.code == .jsonDuplicateName)
    #expect(failure("[{\(many)},{\(many)}]") == nil)
  }

  @Test func `names that differ only in Unicode form are two names`() throws {
    let root = try parse("{\"\u{E9}\":1,\"e\u{301}\":2}")
    #expect(root["\u{E9}"]?.integer == 1)
    #expect(root["e\u{301}"]?.integer == 2)
  }

  @Test func `names that occur twice can be kept`() throws {
    var options = JSONOptions()
    options.duplicateNames = .keep
    let root = try parse(#"{"w":1,"w":2}"#, options: options)
    #expect(root.members.map(\.value.integer) == [1, 2])
    #expect(root["w"]?.integer == 1)
  }

  @Test func `numbers that are none are read where they are allowed`() throws {
    var options = JSONOptions()
    options.acceptsNonFiniteNumbers = true
    let items = Array(try parse("[NaN, Infinity, -Infinity, -1]", options: options).items)
    #expect(items.map(\.kind) == [.number, .number, .number, .number])
    #expect(items[0].number?.isNaN == true)
    #expect(items[1].number == .infinity)
    #expect(items[2].number == -.infinity)
    #expect(items.map(\.integer) == [nil, nil, nil, -1])
    #expect(failure("[-Inf]", options: options)?.code == .jsonMalformed)
  }

  @Test func `nesting up to the limit is read and beyond it refused`() throws {
    func nested(_ depth: Int) -> String {
      String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }
    #expect(try parse(nested(512)).count == 1)
    let diagnostic = failure(nested(513))
    #expect(diagnostic?.code == .jsonOverLimit)
    #expect(diagnostic?.location.byteRange?.lowerBound == 512)
    #expect(failure(String(repeating: "[", count: 1_000_000))?.code == .jsonOverLimit)
  }

  @Test func `a text over the limit is refused`() {
    var options = JSONOptions()
    options.byteCountLimit = 3
    #expect(failure("[1]", options: options) == nil)
    #expect(failure("[11]", options: options)?.code == .jsonOverLimit)
  }

  @Test func `no damage to a text ends the process`() throws {
    let seed = Array(#"{"a":[1,-2.5e3,"x\u00e9\ud83d\ude00",null,true],"b":{"c":"é"}}"#.utf8)
    var generator = SeededGenerator(seed: 1)
    for _ in 0..<20_000 {
      var bytes = seed
      for _ in 0...Int.random(in: 0..<3, using: &generator) {
        bytes[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(
          in: 0...255, using: &generator)
      }
      if Bool.random(using: &generator) {
        bytes.removeLast(Int.random(in: 0..<bytes.count, using: &generator))
      }
      _ = try? JSONDocument.parse(bytes).root.members.map(\.value.string)
    }
  }
}
