/// Numbers as people read them.
enum QuantityText {
  /// A size in bytes: `268 bytes`, `1.2 KiB`.
  static func bytes(_ count: Int) -> String {
    if count == 1 { return "1 byte" }
    if count < 1024 { return "\(count) bytes" }
    var unit = 1024
    var names = ["KiB", "MiB", "GiB", "TiB", "PiB", "EiB"][...]
    while names.count > 1, count / 1024 >= unit {
      unit *= 1024
      names = names.dropFirst()
    }
    // Tenths, rounded to nearest, without leaving the range of integers.
    let tenths = count / unit * 10 + (count % unit / 16 * 10 + unit / 32) / (unit / 16)
    return "\(tenths / 10).\(tenths % 10) \(names.first ?? "")"
  }

  /// A count with its digits in groups of three, as Julia writes it: `16_384`.
  static func grouped(_ count: Int) -> String {
    let digits = Array(String(count))
    guard digits.count > 4 else { return String(digits) }
    var result = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0, digits[index - 1] != "-" { result += "_" }
      result.append(digit)
    }
    return result
  }

  /// A duration: `0.3 s`, `2 min 5 s`.
  static func seconds(_ milliseconds: Int) -> String {
    guard milliseconds >= 60_000 else {
      let tenths = (milliseconds + 50) / 100
      return "\(tenths / 10).\(tenths % 10) s"
    }
    let seconds = (milliseconds + 500) / 1000
    return "\(seconds / 60) min \(seconds % 60) s"
  }

  /// A count with its noun: `1 parameter`, `55 parameters`.
  static func count(_ count: Int, _ noun: String) -> String {
    "\(grouped(count)) \(noun)\(count == 1 ? "" : "s")"
  }
}
