/// Where outputs go: a path in which `{stem}` and the like stand for parts of the input's path.
struct OutputPattern: Hashable, Sendable {
  /// What can stand in braces.
  enum Placeholder: String, Hashable, Sendable, CaseIterable {
    /// The file's name without its last ending.
    case stem
    /// The file's name.
    case name
    /// The folders between the pattern's own and the file.
    case dir
    /// The job's name in the batch file.
    case job
  }

  private enum Piece: Hashable, Sendable {
    case text(String)
    case placeholder(Placeholder)
  }

  /// The pattern as it is written.
  let text: String
  private let pieces: [Piece]

  /// Why a pattern cannot be read.
  struct Problem: Error { let message: String }

  /// Reads a pattern; `{{` and `}}` stand for braces.
  init(_ text: String) throws(Problem) {
    self.text = text
    var pieces: [Piece] = []
    var plain = ""
    var rest = Substring(text)
    while let character = rest.popFirst() {
      if character == "{" || character == "}", rest.first == character {
        plain.append(character)
        rest.removeFirst()
      } else if character == "{" {
        guard let end = rest.firstIndex(of: "}") else {
          throw Problem(message: "'{' is not closed in '\(text)'")
        }
        let name = String(rest[..<end])
        guard let placeholder = Placeholder(rawValue: name) else {
          let known = Placeholder.allCases.map { "{\($0.rawValue)}" }.joined(separator: ", ")
          throw Problem(message: "'{\(name)}' stands for nothing; there are \(known)")
        }
        if !plain.isEmpty { pieces.append(.text(plain)) }
        plain = ""
        pieces.append(.placeholder(placeholder))
        rest = rest[rest.index(after: end)...]
      } else if character == "}" {
        throw Problem(message: "'}' opens nothing in '\(text)'")
      } else {
        plain.append(character)
      }
    }
    if !plain.isEmpty { pieces.append(.text(plain)) }
    guard !pieces.isEmpty else { throw Problem(message: "the path is empty") }
    self.pieces = pieces
  }

  /// The path for an input; nothing where the input's name would lead to another folder.
  func path(for match: GlobSearch.Match, job: String) -> String? {
    var result = ""
    for piece in pieces {
      switch piece {
      case .text(let text): result += text
      case .placeholder(.stem): result += Self.stem(of: match.name)
      case .placeholder(.name): result += match.name
      case .placeholder(.job): result += job
      case .placeholder(.dir): result += match.folders.joined(separator: "/")
      }
    }
    let isAbsolute = result.hasPrefix("/")
    // An empty {dir} leaves two slashes, or one at the start that was not meant.
    let names = Self.names(in: result).filter { $0 != "." }
    guard !names.isEmpty, names.count(where: { $0 == ".." }) == ownParentCount else { return nil }
    return (isAbsolute && text.hasPrefix("/") ? "/" : "") + names.joined(separator: "/")
  }

  /// How often the pattern itself goes to a parent folder.
  private var ownParentCount: Int { Self.names(in: text).count { $0 == ".." } }

  /// What lies between slashes, by bytes: with an accent behind it a slash is no `Character` of its own.
  private static func names(in path: String) -> [Substring] {
    path.utf8.split(separator: UInt8(ascii: "/")).map { Substring($0) }
  }

  private static func stem(of name: String) -> String {
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return name }
    return String(name[..<dot])
  }
}
