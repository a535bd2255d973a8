import Testing

@testable import Pickle

@Suite struct PickleOpcodeTests {
  @Test(arguments: programs)
  func `an instruction does what Python's does`(program: PickleProgram) throws {
    #expect(program.bytes.contains(program.opcode.rawValue))
    #expect(try PickleProgram.describe(program.bytes) == program.expected)
  }

  @Test func `every instruction is read, or refused for being outside of the file`() {
    let outside: [PickleOpcode] = [
      .extension1, .extension2, .extension4, .nextBuffer, .readonlyBuffer,
    ]
    let read = Set(Self.programs.map(\.opcode)).union(outside)
    for byte in UInt8.min...UInt8.max {
      guard let opcode = PickleOpcode(rawValue: byte) else { continue }
      #expect(read.contains(opcode), "\(opcode.name)")
    }
    #expect(read.count == 68)
  }

  static let programs: [PickleProgram] = scalars + containers + objects

  private static let scalars: [PickleProgram] = [
    .init(.protocolVersion, "\u{80}\u{05}N.", "None"),
    .init(.frame, "\u{95}\u{02}\0\0\0\0\0\0\0N.", "None"),
    .init(.stop, "N.tail", "None"),
    .init(.none, "N.", "None"),
    .init(.newTrue, "\u{88}.", "True"),
    .init(.newFalse, "\u{89}.", "False"),
    .init(.integer, "I-12\n.", "-12"),
    .init(.integer, "I01\n.", "True"),
    .init(.integer, "I00\n.", "False"),
    .init(.integer, "I9223372036854775807\n.", "9223372036854775807"),
    .init(.integer, "I-9223372036854775808\n.", "-9223372036854775808"),
    .init(
      .integer, "I9223372036854775808\n.",
      "long'\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x80\\x00'"),
    .init(.binaryInteger, "J\u{FE}\u{FF}\u{FF}\u{FF}.", "-2"),
    .init(.binaryInteger1, "K\u{FF}.", "255"),
    .init(.binaryInteger2, "M\u{FF}\u{FF}.", "65535"),
    .init(.long, "L12L\n.", "12"),
    .init(.long, "L-1\n.", "-1"),
    .init(.long, "L-256L\n.", "-256"),
    .init(.long1, "\u{8A}\0.", "0"),
    .init(.long1, "\u{8A}\u{01}\u{80}.", "-128"),
    .init(.long1, "\u{8A}\u{08}\0\0\0\0\0\0\0\u{80}.", "-9223372036854775808"),
    .init(.long1, "\u{8A}\u{09}\u{01}\0\0\0\0\0\0\0\0.", "1"),
    .init(
      .long1, "\u{8A}\u{09}\u{01}\0\0\0\0\0\0\0\u{40}.",
      "long'\\x01\\x00\\x00\\x00\\x00\\x00\\x00\\x00@'"),
    .init(.long4, "\u{8B}\u{02}\0\0\0\0\u{01}.", "256"),
    .init(.float, "F-1.5e3\n.", "-1500.0"),
    .init(.float, "Finf\n.", "inf"),
    .init(.binaryFloat, "G\u{3F}\u{F8}\0\0\0\0\0\0.", "1.5"),
    .init(.string, "S'a\\n\\x41\\101\\'\\\\q'\n.", "str'a\\x0aAA\\'\\\\q'"),
    .init(.string, "S\"it's\"\n.", "str'it\\'s'"),
    .init(.binaryString, "T\u{02}\0\0\0hi.", "str'hi'"),
    .init(.shortBinaryString, "U\u{02}\u{FF}i.", "str'\\xffi'"),
    .init(
      .unicode, "Va\\u00e9\u{E9}\\U0001f600\\\\u0041\n.",
      "'a\\xc3\\xa9\\xc3\\xa9\\xf0\\x9f\\x98\\x80\\\\\\\\u0041'"),
    .init(.binaryUnicode, "X\u{02}\0\0\0\u{C3}\u{A9}.", "'\\xc3\\xa9'"),
    .init(.binaryUnicode, "X\u{03}\0\0\0\u{ED}\u{A0}\u{80}.", "'\\xed\\xa0\\x80'"),
    .init(.shortBinaryUnicode, "\u{8C}\u{02}hi.", "'hi'"),
    .init(.binaryUnicode8, "\u{8D}\u{02}\0\0\0\0\0\0\0hi.", "'hi'"),
    .init(.binaryBytes, "B\u{02}\0\0\0hi.", "bytes'hi'"),
    .init(.shortBinaryBytes, "C\u{02}hi.", "bytes'hi'"),
    .init(.binaryBytes8, "\u{8E}\u{02}\0\0\0\0\0\0\0hi.", "bytes'hi'"),
    .init(.byteArray8, "\u{96}\u{02}\0\0\0\0\0\0\0hi.", "bytearray'hi'"),
  ]

  private static let containers: [PickleProgram] = [
    .init(.mark, "(t.", "()"),
    .init(.pop, "NK\u{01}0.", "None"),
    .init(.pop, "N(0.", "None"),
    .init(.popMark, "N(K\u{01}K\u{02}1.", "None"),
    .init(.dup, "]2\u{86}.", "([], [])"),
    .init(.emptyTuple, ").", "()"),
    .init(.tuple1, "N\u{85}.", "(None)"),
    .init(.tuple2, "NN\u{86}.", "(None, None)"),
    .init(.tuple3, "K\u{01}K\u{02}K\u{03}\u{87}.", "(1, 2, 3)"),
    .init(.tuple, "(K\u{01}K\u{02}t.", "(1, 2)"),
    .init(.emptyList, "].", "[]"),
    .init(.list, "(K\u{01}l.", "[1]"),
    .init(.append, "]K\u{01}aK\u{02}a.", "[1, 2]"),
    .init(.appends, "](K\u{01}K\u{02}e(e.", "[1, 2]"),
    .init(.emptyDictionary, "}.", "{}"),
    .init(.dictionary, "(U\u{01}aNd.", "{str'a': None}"),
    .init(.setItem, "}K\u{01}K\u{02}s.", "{1: 2}"),
    .init(.setItems, "}(K\u{01}K\u{02}K\u{03}K\u{04}u.", "{1: 2, 3: 4}"),
    .init(.emptySet, "\u{8F}.", "set()"),
    .init(.addItems, "\u{8F}(K\u{01}K\u{02}\u{90}.", "set(1, 2)"),
    .init(.frozenSet, "(K\u{01}\u{91}.", "frozenset(1)"),
    .init(.put, "]p7\ng7\n\u{86}.", "([], [])"),
    .init(.get, "Np0\n0g0\n.", "None"),
    .init(.binaryPut, "Nq\u{05}0h\u{05}.", "None"),
    .init(.binaryGet, "Nq\u{05}0h\u{05}.", "None"),
    .init(.longBinaryPut, "Nr\u{FF}\u{FF}\u{FF}\u{FF}0j\u{FF}\u{FF}\u{FF}\u{FF}.", "None"),
    .init(.longBinaryGet, "Nr\0\u{01}\0\00j\0\u{01}\0\0.", "None"),
    .init(.memoize, "K\u{07}\u{94}K\u{08}\u{94}h\0h\u{01}\u{86}\u{87}.", "(7, 8, (7, 8))"),
  ]

  private static let objects: [PickleProgram] = [
    .init(.global, "ccollections\nOrderedDict\n.", "<collections.OrderedDict>"),
    .init(.stackGlobal, "\u{8C}\u{01}a\u{8C}\u{03}b.c\u{93}.", "<a.b.c>"),
    .init(.reduce, "ca\nb\n(K\u{01}tR.", "<a.b>(1)"),
    .init(.reduce, "ca\nb\nK\u{01}R.", "<a.b>(1)"),
    .init(.newObject, "ca\nb\n)\u{81}.", "new <a.b>()"),
    .init(
      .newObjectWithKeywords, "ca\nb\n)}U\u{01}kNs\u{92}.", "new <a.b>(){str'k': None}"),
    .init(.instance, "(K\u{01}ia\nb\n.", "new <a.b>(1)"),
    .init(.object, "(ca\nb\nK\u{01}o.", "new <a.b>(1)"),
    .init(.build, "ca\nb\n)R}bNb.", "<a.b>() state {} state None"),
    .init(.append, "ca\nb\n)RK\u{01}a(K\u{02}e.", "<a.b>() append [1, 2]"),
    .init(.setItems, "ca\nb\n)R(K\u{01}K\u{02}uK\u{03}Ns.", "<a.b>() set {1: 2, 3: None}"),
    .init(.addItems, "ca\nb\n)R(K\u{01}\u{90}.", "<a.b>() add (1)"),
    .init(.persistent, "K\u{01}Q.", "persistent 1"),
    .init(.persistentText, "P12\n.", "persistent '12'"),
    .init(.newObject, "K\u{01}Q)\u{81}.", "new persistent 1()"),
  ]
}
