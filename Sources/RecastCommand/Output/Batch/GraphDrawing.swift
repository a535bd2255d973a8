import Recast

/// A drawing of a graph as an SVG element: a box for each node, below those whose results it takes.
struct GraphDrawing {
  private let outline: GraphOutline
  private static let boxWidth = 132
  private static let boxHeight = 22
  private static let columnWidth = 148
  private static let rowHeight = 40
  /// Wider rows are continued in a further one.
  private static let mostColumns = 6

  init(_ outline: GraphOutline) { self.outline = outline }

  /// Where each node is: its row and its column.
  private var places: [(row: Int, column: Int)] {
    var levels: [Int] = []
    for (position, node) in outline.nodes.enumerated() {
      let above = node.sources.filter { $0 >= 0 && $0 < position }.map { levels[$0] }.max() ?? 0
      // What follows the gap stands below it.
      let floor = outline.gap.map { position >= $0 ? (levels.prefix($0).max() ?? 0) + 1 : 0 } ?? 0
      levels.append(max(above + 1, floor + 1))
    }
    var rows = [[Int]](repeating: [], count: (levels.max() ?? 0) + 1)
    for (position, level) in levels.enumerated() { rows[level].append(position) }
    var places = [(row: Int, column: Int)](repeating: (0, 0), count: levels.count)
    var row = 1
    for nodes in rows.dropFirst() where !nodes.isEmpty {
      for (index, position) in nodes.enumerated() {
        places[position] = (row + index / Self.mostColumns, index % Self.mostColumns)
      }
      row += (nodes.count - 1) / Self.mostColumns + 1
    }
    return places
  }

  /// The element.
  var text: String {
    let places = places
    let columns = (places.map(\.column).max() ?? 0) + 1
    let rows = (places.map(\.row).max() ?? 0) + 2
    let width = columns * Self.columnWidth + 8
    let height = rows * Self.rowHeight
    var edges = ""
    var boxes = ""
    var labels = Self.label("input", row: 0, column: 0)
    boxes += Self.box(row: 0, column: 0)
    for (position, node) in outline.nodes.enumerated() {
      let place = places[position]
      boxes += Self.box(row: place.row, column: place.column)
      labels += Self.label(node.operator, title: node.name, row: place.row, column: place.column)
      for source in node.sources {
        let from = source >= 0 ? places[source] : (row: 0, column: 0)
        edges += Self.edge(from, place)
      }
    }
    var gap = ""
    if let first = outline.gap, first < places.count {
      let y = places[first].row * Self.rowHeight - 1
      gap =
        "<text class=\"gap\" x=\"4\" y=\"\(y)\">… "
        + "\(outline.nodeCount - outline.nodes.count) nodes not drawn …</text>"
    }
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-label=\"graph of "
      + "\(outline.nodeCount) nodes\" width=\"\(width)\" height=\"\(height)\" "
      + "viewBox=\"0 0 \(width) \(height)\"><path class=\"edges\" d=\"\(edges)\"/>"
      + "<path class=\"boxes\" d=\"\(boxes)\"/>\(labels)\(gap)</svg>"
  }

  private static func corner(row: Int, column: Int) -> (x: Int, y: Int) {
    (4 + column * columnWidth, 4 + row * rowHeight)
  }

  private static func box(row: Int, column: Int) -> String {
    let corner = corner(row: row, column: column)
    return "M\(corner.x) \(corner.y)h\(boxWidth)v\(boxHeight)h-\(boxWidth)z"
  }

  private static func edge(
    _ from: (row: Int, column: Int), _ to: (row: Int, column: Int)
  ) -> String {
    let start = corner(row: from.row, column: from.column)
    let end = corner(row: to.row, column: to.column)
    let (x, y) = (start.x + boxWidth / 2, start.y + boxHeight)
    let (endX, endY) = (end.x + boxWidth / 2, end.y)
    let bend = max(12, (endY - y) / 2)
    return "M\(x) \(y)C\(x) \(y + bend) \(endX) \(endY - bend) \(endX) \(endY)"
  }

  private static func label(
    _ text: String, title: String = "", row: Int, column: Int
  ) -> String {
    let corner = corner(row: row, column: column)
    let hint = title.isEmpty ? "" : "<title>\(title.htmlEscaped)</title>"
    return "<text x=\"\(corner.x + boxWidth / 2)\" y=\"\(corner.y + 15)\">"
      + "\(String(text.prefix(20)).htmlEscaped)\(hint)</text>"
  }
}
