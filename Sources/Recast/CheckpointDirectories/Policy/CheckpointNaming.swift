public import Diagnostics

/// How the checkpoints of one training are called.
public struct CheckpointNaming: Hashable, Sendable {
  /// What stands behind the prefix.
  public enum Form: Hashable, Sendable {
    /// `CKP-3_100.ckpt`: the epoch, and the step inside it.
    case epochAndStep
    /// `model-2018-03-08T09:34:02.951.bson`: the time in Greenwich, written as Julia's `now()` is.
    case time
  }

  /// What stands behind the prefix.
  public let form: Form
  /// How every name begins.
  public let prefix: String
  /// How every name ends, with its dot: `.ckpt`.
  public let suffix: String

  /// Makes names.
  ///
  /// - Throws: ``DiagnosticCode/checkpointPrefixInvalid`` for a slash or a control character.
  public init(
    _ form: Form = .epochAndStep, prefix: String = "CKP", suffix: String = ".ckpt"
  ) throws(Diagnostic) {
    guard Self.isPlain(prefix), Self.isPlain(suffix) else {
      throw Diagnostic(
        .checkpointPrefixInvalid,
        "'\(prefix)…\(suffix)' has a slash or a control character; give the folder by itself")
    }
    self.form = form
    self.prefix = prefix
    self.suffix = suffix
  }

  /// Whether a text can be part of a file's name.
  static func isPlain(_ text: String) -> Bool {
    text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F && $0 != UInt8(ascii: "/") }
  }

  /// The names of a training that starts in a folder with files of an earlier one: `_1` or the next
  /// free number behind the prefix, so that neither touches the other's.
  ///
  /// As in MindSpore a file counts if it has the prefix, no letter right behind it, and a hyphen
  /// further on; what lies between is the number.
  ///
  /// - Parameter forBreakpoint: whether files that were saved after a failure count, and only those.
  public func distinguished(
    from names: [String], forBreakpoint: Bool = false
  ) -> CheckpointNaming {
    guard form == .epochAndStep else { return self }
    let own = Array(prefix.unicodeScalars)
    var number = 0
    for name in names {
      let isBreakpoint = Self.isBreakpoint(name)
      guard forBreakpoint ? isBreakpoint : !isBreakpoint && Self.isCheckpoint(name) else {
        continue
      }
      let scalars = Array(name.unicodeScalars)
      guard scalars.starts(with: own), scalars.count > own.count, !scalars[own.count].isAlphabetic
      else { continue }
      let rest = scalars[own.count...]
      guard let hyphen = rest.firstIndex(of: "-") else { continue }
      if hyphen == own.count {
        number = max(number, 1)
      } else if let found = Self.number(rest[(own.count + 1)..<hyphen]), found < Int.max {
        number = max(number, found + 1)
      }
    }
    guard number > 0 else { return self }
    return CheckpointNaming(form: form, unchecked: "\(prefix)_\(number)", suffix: suffix)
  }

  /// The name for a moment.
  func name(for event: CheckpointEvent, at now: Duration, besides existing: [String]) -> String {
    if let name = event.name { return name + suffix }
    switch form {
    case .epochAndStep: return "\(prefix)-\(event.epoch)_\(event.stepInEpoch)\(suffix)"
    case .time:
      let stem = "\(prefix)-\(CalendarTime(sinceEpoch: now).text)"
      var name = stem + suffix
      var number = 1
      while existing.contains(name) {
        name = "\(stem)_\(number)\(suffix)"
        number += 1
      }
      return name
    }
  }

  /// The name of what is saved after a failure.
  func breakpointName(for event: CheckpointEvent) -> String {
    "\(prefix)-\(event.epoch)_\(event.stepInEpoch)_breakpoint\(suffix)"
  }

  /// Whether a file is one of this training's, which its policy may remove.
  ///
  /// - Parameter event: the moment, which may name its files itself.
  func manages(_ name: String, at event: CheckpointEvent) -> Bool {
    let beginning = Array("\(event.name ?? prefix)-".utf8)
    let bytes = name.utf8
    guard bytes.starts(with: beginning), bytes.count >= beginning.count + suffix.utf8.count,
      bytes.reversed().starts(with: suffix.utf8.reversed())
    else { return false }
    let middle = bytes.dropFirst(beginning.count).dropLast(suffix.utf8.count)
    guard let text = String(validating: middle, as: UTF8.self) else { return false }
    switch form {
    case .epochAndStep: return !text.unicodeScalars.contains(where: \.isAlphabetic)
    case .time: return CalendarTime(parsing: text) != nil
    }
  }

  /// Whether a file may be of a training of this prefix, whatever number it got.
  func mayHaveNamed(_ name: String) -> Bool {
    guard name.utf8.starts(with: prefix.utf8) else { return false }
    let rest = name.utf8.dropFirst(prefix.utf8.count)
    let number = rest.first == UInt8(ascii: "_") ? rest.dropFirst() : rest[...]
    let hyphen = number.drop { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    return hyphen.first == UInt8(ascii: "-")
  }

  private init(form: Form, unchecked prefix: String, suffix: String) {
    self.form = form
    self.prefix = prefix
    self.suffix = suffix
  }

  private static func isBreakpoint(_ name: String) -> Bool {
    name.utf8.reversed().starts(with: "_breakpoint.ckpt".utf8.reversed())
  }

  private static func isCheckpoint(_ name: String) -> Bool {
    [".ckpt", ".safetensors"].contains { suffix in
      name.utf8.count > suffix.utf8.count
        && name.utf8.reversed().starts(with: suffix.utf8.reversed())
    }
  }

  private static func number(_ digits: ArraySlice<Unicode.Scalar>) -> Int? {
    guard !digits.isEmpty else { return nil }
    var number = 0
    for digit in digits {
      guard digit.properties.numericType == .decimal, let value = digit.properties.numericValue
      else { return nil }
      let (product, overflow) = number.multipliedReportingOverflow(by: 10)
      let (sum, carry) = product.addingReportingOverflow(Int(value))
      guard !overflow, !carry else { return nil }
      number = sum
    }
    return number
  }
}

extension Unicode.Scalar {
  /// Whether Python's `isalpha` holds: the scalar is a letter of any alphabet.
  fileprivate var isAlphabetic: Bool {
    switch properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: true
    default: false
    }
  }
}
