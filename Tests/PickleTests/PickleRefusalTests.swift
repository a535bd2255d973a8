import ByteIO
import Diagnostics
import Testing

@testable import Pickle

@Suite struct PickleRefusalTests {
  @Test(arguments: programs)
  func `an instruction without its operands is refused where it stands`(program: PickleProgram) {
    let refusal = PickleProgram.refusal(program.bytes)
    #expect(refusal?.code == .pickleMalformed)
    #expect(refusal?.message == "\(program.opcode.name) \(program.expected)")
    let offset = refusal?.location.byteRange?.lowerBound ?? -1
    #expect(program.bytes.indices.contains(offset))
    if program.bytes.indices.contains(offset) {
      #expect(program.bytes[offset] == program.opcode.rawValue)
    }
  }

  static let programs: [PickleProgram] = [
    .init(.stop, ".", "expects one value on the stack, found 0"),
    .init(.stop, "NN.", "expects one value on the stack, found 2"),
    .init(.stop, "N(.", "expects one value on the stack, found 1"),
    .init(.pop, "0.", "expects 1 value on the stack, found 0"),
    .init(.popMark, "N1.", "expects a mark on the stack, found none"),
    .init(.dup, "N(2.", "expects 1 value on the stack, found 0"),
    .init(.tuple, "t.", "expects a mark on the stack, found none"),
    .init(.tuple1, "(\u{85}.", "expects 1 value on the stack, found 0"),
    .init(.tuple3, "NN\u{87}.", "expects 3 values on the stack, found 2"),
    .init(.append, "]a.", "expects 2 values on the stack, found 1"),
    .init(.append, "}Na.", "expects a list or an object to append to, found a dictionary"),
    .init(.appends, ")(Ne.", "expects a list or an object to append to, found a tuple"),
    .init(.appends, "](e(e0(e.", "expects 1 value on the stack, found 0"),
    .init(.setItem, ")NNs.", "expects a dictionary or an object to store in, found a tuple"),
    .init(.setItem, "}]Ns.", "expects keys that can be hashed, found a list"),
    .init(.setItem, "}]\u{85}\u{85}Ns.", "expects keys that can be hashed, found a tuple"),
    .init(.setItems, "}(Nu.", "expects a value for each key, found 1 values"),
    .init(.dictionary, "(Nd.", "expects a value for each key, found 1 values"),
    .init(.addItems, "](N\u{90}.", "expects a set or an object to add to, found a list"),
    .init(.addItems, "\u{8F}(]\u{90}.", "expects members that can be hashed, found a list"),
    .init(.frozenSet, "(}\u{91}.", "expects members that can be hashed, found a dictionary"),
    .init(.reduce, "ca\nb\nNR.", "expects a tuple of arguments, found None"),
    .init(.reduce, "N)R.", "expects something that can be called, found None"),
    .init(.reduce, ")R.", "expects 2 values on the stack, found 1"),
    .init(.newObject, "ca\nb\n]\u{81}.", "expects a tuple of arguments, found a list"),
    .init(
      .newObjectWithKeywords, "ca\nb\n)]\u{92}.", "expects a dictionary of arguments, found a list"),
    .init(.object, "(o.", "expects a class above the mark, found nothing"),
    .init(.instance, "ia\nb\n.", "expects a mark on the stack, found none"),
    .init(.build, "}}b.", "expects an object to give a state, found a dictionary"),
    .init(.build, "}b.", "expects 2 values on the stack, found 1"),
    .init(.stackGlobal, "NN\u{93}.", "expects a text for the name, found None"),
    .init(.stackGlobal, "N\u{8C}\u{01}a\u{93}.", "expects a text for the module, found None"),
    .init(.persistent, "Q.", "expects 1 value on the stack, found 0"),
    .init(.binaryGet, "h\u{03}.", "asks for entry 3 of the memo, which is not set"),
    .init(.binaryPut, "q\u{03}.", "expects 1 value on the stack, found 0"),
    .init(.get, "gx\n.", "expects an entry of the memo, found another text"),
    .init(.put, "Np-1\n.", "expects an entry of the memo, found another text"),
    .init(.integer, "I1x\n.", "expects decimal digits, found another text"),
    .init(.long, "LL\n.", "expects decimal digits, found another text"),
    .init(.float, "F0x10\n.", "expects a number, found another text"),
    .init(.string, "S'a\n.", "expects a text in quotes"),
    .init(.string, "S'a\\x4'\n.", "expects a text in quotes"),
    .init(.unicode, "V\\u12\n.", "expects escapes of four or eight hexadecimal digits"),
    .init(.binaryUnicode, "X\u{02}\0\0\0\u{C3}(.", "expects UTF-8, found other bytes"),
    .init(.shortBinaryUnicode, "\u{8C}\u{01}\u{C3}.", "expects UTF-8, found other bytes"),
    .init(.binaryString, "T\u{FF}\u{FF}\u{FF}\u{FF}.", "expects a length, found -1"),
    .init(.protocolVersion, "\u{80}\u{06}N.", "expects a protocol from 0 to 5, found 6"),
    .init(
      .frame, "\u{95}\u{FF}\0\0\0\0\0\0\0N.", "promises 255 bytes, 2 are left in the file"),
  ]

  @Test func `an unknown instruction is refused`() {
    let refusal = PickleProgram.refusal([0x4E, 0xFF])
    #expect(refusal?.code == .pickleMalformed)
    #expect(refusal?.location.byteRange == 1..<2)
  }

  @Test(arguments: [
    "\u{82}\u{01}.", "\u{83}\u{01}\0.", "\u{84}\u{01}\0\0\0.", "\u{97}.", "N\u{98}.",
  ])
  func `what is outside of the file is refused`(program: String) {
    let refusal = PickleProgram.refusal(PickleProgram.bytes(program))
    #expect(refusal?.code == .pickleUnsupportedOpcode)
  }

  @Test(arguments: ["X", "\u{8D}", "B", "\u{8E}", "\u{96}", "T", "\u{8B}"])
  func `a length beyond the file is refused before anything is allocated`(opcode: String) {
    let size = PickleOpcode(rawValue: PickleProgram.bytes(opcode)[0])
    let wide: [PickleOpcode?] = [.binaryUnicode8, .binaryBytes8, .byteArray8]
    let length = [UInt8](repeating: 0xFF, count: wide.contains(size) ? 7 : 3) + [0x0F]
    let refusal = PickleProgram.refusal(PickleProgram.bytes(opcode) + length + [0x2E])
    #expect(refusal?.code == .fileTruncated)
  }

  @Test func `a pickle cut anywhere is refused`() throws {
    for program in PickleOpcodeTests.programs {
      guard let stop = program.bytes.lastIndex(of: 0x2E), program.opcode != .stop else { continue }
      for count in 0..<stop {
        let refusal = PickleProgram.refusal(Array(program.bytes[..<count]))
        #expect(refusal != nil, "\(program.opcode.name) cut at \(count)")
      }
    }
  }
}
