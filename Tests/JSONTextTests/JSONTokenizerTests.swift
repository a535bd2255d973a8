import JSONText
import Testing

struct JSONTokenizerTests {
  @Test func `a text is given token by token`() throws {
    var tokens = try JSONTokenizer(Array(#"{"a":[1,"\u0062",false],"c":null}"#.utf8))
    var seen: [JSONToken] = []
    while true {
      let token = try tokens.next()
      seen.append(token)
      if token == .end { break }
    }
    #expect(
      seen == [
        .objectStart, .name, .arrayStart, .number, .string, .boolean(false), .arrayEnd, .name,
        .null, .objectEnd, .end,
      ])
  }

  @Test func `content is read of the last token`() throws {
    var tokens = try JSONTokenizer(Array(#"["dtype","\u0062",12,1.5]"#.utf8))
    _ = try tokens.next()
    _ = try tokens.next()
    #expect(tokens.text == "dtype")
    #expect(tokens.textEquals(Array("dtype".utf8)) && !tokens.textEquals(Array("dtypf".utf8)))
    _ = try tokens.next()
    #expect(tokens.hasEscapes && tokens.text == "b" && tokens.textEquals([98]))
    _ = try tokens.next()
    #expect(tokens.integer == 12)
    _ = try tokens.next()
    #expect(tokens.integer == nil && tokens.number == 1.5)
  }

  @Test func `a value is stepped over with all that is in it`() throws {
    var tokens = try JSONTokenizer(Array(#"{"a":{"b":[[],{}]},"c":1}"#.utf8))
    _ = try tokens.next()
    _ = try tokens.next()
    try tokens.skipValue(from: try tokens.next())
    #expect(try tokens.next() == .name)
    #expect(tokens.text == "c")
  }
}
