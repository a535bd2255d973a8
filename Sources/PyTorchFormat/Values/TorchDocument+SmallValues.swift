import Diagnostics
import Pickle

extension TorchDocument {
  /// A small value of Python's or PyTorch's own; nothing for anything else.
  func smallValue(
    _ object: PickleObject, _ meaning: TorchGlobal, _ arguments: [PickleValue], depth: Int
  ) throws(Diagnostic) -> TorchValue? {
    switch meaning {
    case .size:
      guard let first = arguments.first else { return nil }
      return .sequence(TorchSequence(className: "torch.Size", items: items(first)))
    case .device:
      guard let kind = arguments.first.flatMap({ pickle.text($0) }) else { return nil }
      let index = arguments.dropFirst().first?.integer
      return .name(index.map { "\(kind):\($0)" } ?? kind)
    case .layoutFunction:
      return arguments.first.flatMap { pickle.text($0) }.map { .name($0) }
    case .textOfArgument where arguments.first?.integer != nil:
      return .text(arguments.compactMap(\.integer).map(String.init).joined(separator: "/"))
    case .versionText, .string, .textOfArgument:
      return arguments.first.flatMap { pickle.text($0) }.map { .text($0) } ?? .text("")
    case .path: return .text(path(arguments))
    case .identifier:
      return .note("a UUID")
    case .dateTime(let kind): return try dateTime(kind, arguments, depth: depth)
    case .encode: return try encoded(arguments)
    case .byteArray, .bytes: return try byteValue(arguments, depth: depth)
    case .complex:
      guard arguments.count == 2, let real = arguments[0].number,
        let imaginary = arguments[1].number
      else { return nil }
      return .complex(real: real, imaginary: imaginary)
    case .numeric:
      guard let first = arguments.first else { return .integer(0) }
      return try value(first, depth: depth)
    case .range, .slice:
      let texts = arguments.map { $0.integer.map(String.init) ?? "None" }
      let name = meaning == .range ? "range" : "slice"
      return .name("\(name)(\(texts.joined(separator: ", ")))")
    default: return nil
    }
  }

  private func path(_ parts: [PickleValue]) -> String {
    let texts = parts.compactMap { pickle.text($0) }
    guard let first = texts.first else { return "." }
    let rest = texts.dropFirst().joined(separator: "/")
    if rest.isEmpty { return first }
    return first.hasSuffix("/") || first.hasSuffix("\\") ? first + rest : "\(first)/\(rest)"
  }

  /// `_codecs.encode(text, 'latin1')`, which is how protocol 2 spells bytes.
  private func encoded(_ arguments: [PickleValue]) throws(Diagnostic) -> TorchValue? {
    guard let first = arguments.first, let spelled = try pickle.textBytes(first)?.bytes() else {
      return nil
    }
    let encoding = arguments.dropFirst().first.flatMap { pickle.text($0) } ?? "latin1"
    guard encoding == "latin1" || encoding == "latin-1" || encoding == "iso-8859-1" else {
      return .bytes(.memory(spelled))
    }
    return .bytes(.memory(Self.latin1(spelled)))
  }

  /// The bytes that a text of code points up to 255 stands for.
  static func latin1(_ text: [UInt8]) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count)
    var index = 0
    while index < text.count {
      let byte = text[index]
      if byte & 0xE0 == 0xC0, index + 1 < text.count {
        bytes.append(byte << 6 | text[index + 1] & 0x3F)
        index += 2
      } else {
        bytes.append(byte)
        index += 1
      }
    }
    return bytes
  }

  private func byteValue(
    _ arguments: [PickleValue], depth: Int
  ) throws(Diagnostic) -> TorchValue {
    guard let first = arguments.first else { return .bytes(.memory([])) }
    if let bytes = try byteArgument(first, depth: depth) { return .bytes(bytes) }
    if let spelled = try pickle.textBytes(first)?.bytes() {
      return .bytes(.memory(Self.latin1(spelled)))
    }
    return .note("bytes")
  }

  /// Dates and times, whose state is packed into bytes.
  private func dateTime(
    _ kind: String, _ arguments: [PickleValue], depth: Int
  ) throws(Diagnostic) -> TorchValue? {
    if kind == "timedelta" {
      let numbers = arguments.map { $0.integer ?? 0 }
      guard numbers.count == 3 else { return nil }
      return .text("\(numbers[0]) days, \(numbers[1]) s, \(numbers[2]) µs")
    }
    guard let first = arguments.first, let packed = try byteArgument(first, depth: depth),
      packed.byteCount <= 16
    else { return nil }
    let bytes = try packed.bytes().map(Int.init)
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    func date() -> String {
      "\(bytes[0] << 8 | bytes[1])-\(two(bytes[2] & 0x7F))-\(two(bytes[3]))"
    }
    func time(from start: Int) -> String {
      bytes[start..<start + 3].map { two($0 & 0x7F) }.joined(separator: ":")
    }
    switch (kind, bytes.count) {
    case ("date", 4): return .text(date())
    case ("datetime", 10): return .text("\(date()) \(time(from: 4))")
    case ("time", 6): return .text(time(from: 0))
    default: return nil
    }
  }
}
