/// A number of bytes as people write it: `5GB`, `500MB`, `1GiB`, `1048576`.
public enum ByteSizeText {
  private static let units: [(name: String, byteCount: Int)] = [
    ("kb", 1_000), ("mb", 1_000_000), ("gb", 1_000_000_000), ("tb", 1_000_000_000_000),
    ("kib", 1 << 10), ("mib", 1 << 20), ("gib", 1 << 30), ("tib", 1 << 40), ("b", 1), ("", 1),
  ]

  /// The number of bytes; nothing for a text that is no size above 0, or too large a one.
  public static func byteCount(_ text: String) -> Int? {
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    let rest = text.dropFirst(digits.count).drop { $0 == " " }.lowercased()
    guard let number = Int(digits), number > 0,
      let unit = units.first(where: { $0.name == rest })
    else { return nil }
    let (byteCount, overflow) = number.multipliedReportingOverflow(by: unit.byteCount)
    return overflow ? nil : byteCount
  }
}
