import Checkpoints
import Diagnostics

/// A module tree as Flux prints one: a module a line, what is inside indented, parameters at the end.
struct ModuleTreeText {
  /// One line, and what is noted behind it.
  struct Line {
    var text: String
    var note: String?
  }

  /// The lines in order.
  private(set) var lines: [Line] = []

  /// Deeper modules are not indented further, so that a line stays on a screen.
  private static let deepestIndentation = 24
  /// A module's own text is cut after so many characters.
  private static let longestText = 160
  /// Notes stand in one column as far as texts are not wider than this.
  private static let widestAlignedText = 72

  /// Prints a tree.
  init(_ tree: ModuleTree) {
    append(tree, depth: 0, ending: "")
    let arrays = tree.arrayCount
    if !tree.children.isEmpty, arrays.all > 0 {
      lines[lines.count - 1].note =
        "Total: \(QuantityText.count(arrays.all, "array")), "
        + Self.countText(tree.elementCount, tree.trainableElementCount)
        + ", \(QuantityText.bytes(tree.byteCount))"
    }
  }

  /// The lines with their notes in one column.
  func rendered(indentation: String, style: TextStyle) -> [String] {
    let widest = lines.reduce(0) { widest, line in
      guard line.note != nil, line.text.count <= Self.widestAlignedText else { return widest }
      return max(widest, line.text.count)
    }
    return lines.map { line in
      guard let note = line.note else { return indentation + line.text }
      let space = String(repeating: " ", count: max(0, widest - line.text.count) + 2)
      return indentation + line.text + space + style.faint("# \(note)")
    }
  }

  private mutating func append(_ tree: ModuleTree, depth: Int, ending: String) {
    let name = tree.name.map { "\($0.escapedForTerminal(limit: 80)) = " } ?? ""
    let text = tree.text.escapedForTerminal(limit: Self.longestText)
    let indentation = Self.indentation(depth)
    // A text that states sizes says all there is to say of the module, as Flux has it.
    if tree.children.isEmpty || tree.text.contains(where: \.isNumber) {
      lines.append(Line(text: indentation + name + text + ending, note: Self.note(of: tree)))
      return
    }
    let isCall = text.hasSuffix(")")
    let opening = isCall ? text.dropLast() + "," : text + "("
    lines.append(
      Line(text: indentation + name + opening, note: Self.note(ofOwnParametersOf: tree)))
    for child in tree.children { append(child, depth: depth + 1, ending: ",") }
    lines.append(Line(text: indentation + ")" + ending))
  }

  private static func indentation(_ depth: Int) -> String {
    guard depth > deepestIndentation else { return String(repeating: "  ", count: depth) }
    return String(repeating: "  ", count: deepestIndentation) + "(level \(depth)) "
  }

  private static func note(of tree: ModuleTree) -> String? {
    let count = tree.elementCount
    guard count > 0 else { return nil }
    return countText(count, tree.trainableElementCount) + ", \(QuantityText.bytes(tree.byteCount))"
  }

  private static func note(ofOwnParametersOf tree: ModuleTree) -> String? {
    note(
      of: ModuleTree(path: "", kind: tree.kind, text: tree.text, parameters: tree.parameters))
  }

  private static func countText(_ all: Int, _ trainable: Int) -> String {
    all == trainable
      ? QuantityText.count(all, "parameter")
      : QuantityText.count(trainable, "parameter")
        + ", plus \(QuantityText.grouped(all - trainable)) non-trainable"
  }
}

extension ModuleTree {
  /// The number of arrays in the tree.
  fileprivate var arrayCount: (all: Int, trainable: Int) {
    var all = parameters.count
    var trainable = parameters.count { $0.isTrainable }
    for child in children {
      let inside = child.arrayCount
      all += inside.all
      trainable += inside.trainable
    }
    return (all, trainable)
  }
}
