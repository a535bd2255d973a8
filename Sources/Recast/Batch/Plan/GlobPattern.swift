/// A pattern of paths: `*` and `?` within a name, `[abc]`, `[a-z]`, `[!x]`, and `**` for any folders.
///
/// A backslash takes the special meaning from what follows it. Names that begin with a dot are matched
/// only by a part that begins with one, and `**` does not enter folders with such names.
struct GlobPattern: Hashable, Sendable {
  /// One name of the path.
  enum Part: Hashable, Sendable {
    /// `**`: any number of folders, none too.
    case anyFolders
    /// Everything else.
    case name([Token])
  }

  /// A piece of a name.
  enum Token: Hashable, Sendable {
    case scalar(Unicode.Scalar)
    case anyScalar
    case anyText
    case scalars([ClosedRange<Unicode.Scalar>], isNegated: Bool)
  }

  /// The pattern as it is written.
  let text: String
  /// The folder that the pattern names before its first special character; empty for the current one.
  let folder: String
  /// What has to match below the folder.
  let parts: [Part]
  /// Whether it ends in a slash and so is for folders.
  let matchesFolders: Bool

  /// Reads a pattern; nothing for an empty one, one with `..` behind a special character, an unclosed
  /// bracket, or `**` beside something else.
  init?(_ text: String) {
    self.text = text
    var body = Substring(text)
    matchesFolders = body.hasSuffix("/")
    while body.hasSuffix("/") { body = body.dropLast() }
    let isAbsolute = body.hasPrefix("/")
    let names = body.split(separator: "/")
    guard !names.isEmpty else { return nil }
    var fixed: [String] = []
    var parts: [Part] = []
    for (index, name) in names.enumerated() {
      guard name != "." else { continue }
      guard let part = Self.part(name) else { return nil }
      let isLast = index == names.count - 1
      if parts.isEmpty, !isLast, let plain = Self.plainText(part) {
        fixed.append(plain)
      } else {
        guard name != ".." else { return nil }
        parts.append(part)
      }
    }
    guard !parts.isEmpty else { return nil }
    folder = (isAbsolute ? "/" : "") + fixed.joined(separator: "/")
    self.parts = parts
  }

  /// Whether names below the pattern's folder match.
  func matches(_ names: [String]) -> Bool { places(after: names).contains(parts.count) }

  /// Whether something below a folder could match.
  func mayMatch(below names: [String]) -> Bool {
    places(after: names).contains { $0 < parts.count }
  }

  /// Which parts may come next after some names.
  private func places(after names: [String]) -> Set<Int> {
    var places = reachable([0])
    for name in names {
      var next: Set<Int> = []
      for place in places where place < parts.count {
        switch parts[place] {
        case .anyFolders: if !name.hasPrefix(".") { next.insert(place) }
        case .name(let tokens):
          if Self.matches(tokens, Array(name.unicodeScalars)) { next.insert(place + 1) }
        }
      }
      places = reachable(next)
    }
    return places
  }

  /// The places and those behind any `**` at them.
  private func reachable(_ places: Set<Int>) -> Set<Int> {
    var result = places
    for place in places {
      var next = place
      while next < parts.count, parts[next] == .anyFolders {
        next += 1
        result.insert(next)
      }
    }
    return result
  }

  /// Whether a name matches, in time proportional to the product of both lengths.
  private static func matches(_ tokens: [Token], _ name: [Unicode.Scalar]) -> Bool {
    if name.first == ".", tokens.first != .scalar(".") { return false }
    var position = 0
    var token = 0
    var star: (token: Int, position: Int)?
    while position < name.count {
      if token < tokens.count, tokens[token] == .anyText {
        star = (token, position)
        token += 1
      } else if token < tokens.count, tokens[token].matches(name[position]) {
        token += 1
        position += 1
      } else if let last = star {
        star = (last.token, last.position + 1)
        token = last.token + 1
        position = last.position + 1
      } else {
        return false
      }
    }
    return tokens[token...].allSatisfy { $0 == .anyText }
  }

  private static func part(_ name: Substring) -> Part? {
    if name == "**" { return .anyFolders }
    var tokens: [Token] = []
    var rest = Array(name.unicodeScalars)[...]
    while let scalar = rest.popFirst() {
      switch scalar {
      case "\\":
        guard let escaped = rest.popFirst() else { return nil }
        tokens.append(.scalar(escaped))
      case "?": tokens.append(.anyScalar)
      case "*":
        // `a**b` would look as if it crossed folders.
        guard tokens.last != .anyText else { return nil }
        tokens.append(.anyText)
      case "[":
        guard let set = scalars(&rest) else { return nil }
        tokens.append(set)
      default: tokens.append(.scalar(scalar))
      }
    }
    return .name(tokens)
  }

  /// The set in brackets; a closing bracket that comes first belongs to it.
  private static func scalars(_ rest: inout ArraySlice<Unicode.Scalar>) -> Token? {
    var isNegated = false
    if rest.first == "!" || rest.first == "^" {
      isNegated = true
      rest.removeFirst()
    }
    var ranges: [ClosedRange<Unicode.Scalar>] = []
    while let scalar = rest.popFirst() {
      if scalar == "]", !ranges.isEmpty { return .scalars(ranges, isNegated: isNegated) }
      if rest.first == "-", let end = rest.dropFirst().first, end != "]" {
        guard scalar <= end else { return nil }
        rest.removeFirst(2)
        ranges.append(scalar...end)
      } else {
        ranges.append(scalar...scalar)
      }
    }
    return nil
  }

  /// The name that a part without special characters stands for.
  private static func plainText(_ part: Part) -> String? {
    guard case .name(let tokens) = part else { return nil }
    var text = ""
    for token in tokens {
      guard case .scalar(let scalar) = token else { return nil }
      text.unicodeScalars.append(scalar)
    }
    return text
  }
}

extension GlobPattern.Token {
  fileprivate func matches(_ scalar: Unicode.Scalar) -> Bool {
    switch self {
    case .scalar(let own): own == scalar
    case .anyScalar, .anyText: true
    case .scalars(let ranges, let isNegated):
      ranges.contains { $0.contains(scalar) } != isNegated
    }
  }
}
