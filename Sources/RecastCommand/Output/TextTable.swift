/// Rows of cells as aligned columns.
struct TextTable {
  private var rows: [[String]] = []

  /// A column is at most this wide for alignment; longer cells push what follows.
  private static let widestColumn = 60

  /// Adds a row.
  mutating func add(_ cells: [String]) { rows.append(cells) }

  /// The rows, every column as wide as its widest cell.
  var lines: [String] {
    let columnCount = rows.map(\.count).max() ?? 0
    let widths = (0..<columnCount).map { column in
      rows.reduce(0) { widest, row in
        guard column < row.count, row[column].count <= Self.widestColumn else { return widest }
        return max(widest, row[column].count)
      }
    }
    return rows.map { row in
      var line = ""
      for (column, cell) in row.enumerated() {
        line += cell
        if column < row.count - 1 {
          line += String(repeating: " ", count: max(0, widths[column] - cell.count) + 2)
        }
      }
      return line
    }
  }
}
