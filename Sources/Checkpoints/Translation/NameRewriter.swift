import Diagnostics

/// The user's changes of names, ready to be applied.
struct NameRewriter {
  private let rules: [Rule]

  fileprivate struct Rule {
    let rewrite: NameRewrite
    /// Nothing for a whole name that is meant literally.
    let pattern: Regex<AnyRegexOutput>?
    let replacement: RewriteTemplate?
  }

  /// Reads the patterns.
  ///
  /// - Throws: a list with every pattern and every replacement that cannot be read.
  init(_ rewrites: [NameRewrite]) throws {
    var problems: [Diagnostic] = []
    var rules: [Rule] = []
    for rewrite in rewrites {
      do throws(Diagnostic) {
        let pattern = try Self.pattern(of: rewrite)
        let template =
          try rewrite.isLiteral
          ? rewrite.replacement.map { RewriteTemplate(literal: $0) }
          : Self.template(of: rewrite)
        rules.append(Rule(rewrite: rewrite, pattern: pattern, replacement: template))
      } catch {
        problems.append(error)
      }
    }
    if let problems = DiagnosticList(problems) { throw problems }
    self.rules = rules
  }

  private static func pattern(
    of rewrite: NameRewrite
  ) throws(Diagnostic) -> Regex<AnyRegexOutput>? {
    guard !rewrite.isLiteral else { return nil }
    do {
      return try Regex(rewrite.pattern).matchingSemantics(.unicodeScalar)
    } catch {
      throw Diagnostic(
        .renamePattern,
        "'\(rewrite.pattern)' is no regular expression: \(error), at character "
          + "\(position(in: rewrite.pattern))")
    }
  }

  /// Where a pattern that cannot be read stops making sense: behind the longest beginning that can.
  private static func position(in pattern: String) -> Int {
    let lengths = (0..<min(pattern.count, 1000)).reversed()
    return (lengths.first { (try? Regex(String(pattern.prefix($0)))) != nil } ?? 0) + 1
  }

  private static func template(
    of rewrite: NameRewrite
  ) throws(Diagnostic) -> RewriteTemplate? {
    guard let replacement = rewrite.replacement else { return nil }
    return try RewriteTemplate(parsing: replacement)
  }

  /// The entries under their new names, without those that are left out.
  func apply(
    to entries: [Checkpoint.Entry], diagnostics: DiagnosticCollector
  ) -> [Checkpoint.Entry] {
    var used = [Bool](repeating: false, count: rules.count)
    let result = entries.compactMap { entry -> Checkpoint.Entry? in
      var name = entry.name
      for (index, rule) in rules.enumerated() {
        guard let change = rule.change(of: name) else { continue }
        used[index] = true
        guard let changed = change.name else { return nil }
        name = changed
      }
      return name == entry.name
        ? entry : Checkpoint.Entry(name: name, weight: entry.weight, facts: entry.facts)
    }
    for (rule, isUsed) in zip(rules, used) where !isUsed {
      diagnostics.emit(
        Diagnostic(
          .renameUnmatched, severity: .warning,
          rule.pattern == nil
            ? "no entry has the name '\(rule.rewrite.pattern)'"
            : "no name matches '\(rule.rewrite.pattern)'"))
    }
    return result
  }
}

extension NameRewriter.Rule {
  /// What a rule makes of a name that it applies to: another, or nothing at all.
  struct Change {
    let name: String?
  }

  /// The change, or nothing where the rule does not apply.
  fileprivate func change(of name: String) -> Change? {
    guard let pattern else {
      guard name.utf8.elementsEqual(rewrite.pattern.utf8) else { return nil }
      return Change(name: replacement?.text)
    }
    let matches = name.matches(of: pattern)
    guard !matches.isEmpty else { return nil }
    guard let replacement else { return Change(name: nil) }
    var result = ""
    var position = name.startIndex
    for match in matches {
      result += name[position..<match.range.lowerBound]
      result += replacement.filled(from: match.output)
      position = match.range.upperBound
    }
    return Change(name: result + name[position...])
  }
}
