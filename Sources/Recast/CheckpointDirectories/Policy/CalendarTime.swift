/// A date and a time of day in Greenwich, to the millisecond.
package struct CalendarTime: Hashable {
  let year: Int
  let month: Int
  let day: Int
  let hour: Int
  let minute: Int
  let second: Int
  let millisecond: Int

  /// The date of a time since 1970, as the Gregorian calendar counts.
  package init(sinceEpoch time: Duration) {
    let parts = time.components
    var seconds = Int(clamping: parts.seconds)
    var fraction = parts.attoseconds / 1_000_000_000_000_000
    if fraction < 0 {
      fraction += 1000
      seconds -= 1
    }
    millisecond = Int(fraction)
    let secondOfDay = Self.remainder(seconds, 86_400)
    hour = secondOfDay / 3600
    minute = secondOfDay / 60 % 60
    second = secondOfDay % 60
    // Days since the first of March of the year 0, which leap days end.
    let days = (seconds - secondOfDay) / 86_400 + 719_468
    let dayOfEra = Self.remainder(days, 146_097)
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    year = yearOfEra + (days - dayOfEra) / 146_097 * 400 + (month <= 2 ? 1 : 0)
  }

  /// Reads `2018-03-08T09:34:02.951`, with any part of the fraction or none, and a number behind an
  /// underscore for a second of the same time.
  init?(parsing text: some StringProtocol) {
    let outer = text.split(separator: "_", omittingEmptySubsequences: false)
    guard outer.count <= 2, outer.dropFirst().allSatisfy({ Self.digits($0) != nil }) else {
      return nil
    }
    let halves = outer[0].split(separator: "T", omittingEmptySubsequences: false)
    guard halves.count == 2 else { return nil }
    let date = halves[0].split(separator: "-", omittingEmptySubsequences: false)
    let clock = halves[1].split(separator: ".", omittingEmptySubsequences: false)
    let time = clock[0].split(separator: ":", omittingEmptySubsequences: false)
    guard date.count == 3, time.count == 3, clock.count <= 2,
      let year = Self.digits(date[0], 4), let month = Self.digits(date[1], 2),
      let day = Self.digits(date[2], 2), let hour = Self.digits(time[0], 2),
      let minute = Self.digits(time[1], 2), let second = Self.digits(time[2], 2),
      (1...12).contains(month), (1...31).contains(day), hour < 24, minute < 60, second < 60
    else { return nil }
    var millisecond = 0
    if clock.count == 2 {
      guard (1...3).contains(clock[1].count), let fraction = Self.digits(clock[1]) else {
        return nil
      }
      millisecond = fraction * [100, 10, 1][clock[1].count - 1]
    }
    self.year = year
    self.month = month
    self.day = day
    self.hour = hour
    self.minute = minute
    self.second = second
    self.millisecond = millisecond
  }

  /// The time as Julia prints it: `2018-03-08T09:34:02.951`, without zeros at the end of a fraction.
  package var text: String {
    var text = "\(Self.padded(year, 4))-\(Self.padded(month, 2))-\(Self.padded(day, 2))T"
    text += "\(Self.padded(hour, 2)):\(Self.padded(minute, 2)):\(Self.padded(second, 2))"
    guard millisecond > 0 else { return text }
    var fraction = Self.padded(millisecond, 3)
    while fraction.hasSuffix("0") { fraction.removeLast() }
    return "\(text).\(fraction)"
  }

  /// The time since 1970.
  var sinceEpoch: Duration {
    let shiftedYear = month <= 2 ? year - 1 : year
    let yearOfEra = Self.remainder(shiftedYear, 400)
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    let days = (shiftedYear - yearOfEra) / 400 * 146_097 + dayOfEra - 719_468
    return .seconds(days * 86_400 + hour * 3600 + minute * 60 + second)
      + .milliseconds(millisecond)
  }

  private static func remainder(_ number: Int, _ divisor: Int) -> Int {
    let rest = number % divisor
    return rest < 0 ? rest + divisor : rest
  }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }

  /// A number of decimal digits alone, as many as are asked for.
  private static func digits(_ text: some StringProtocol, _ count: Int? = nil) -> Int? {
    guard !text.isEmpty, text.utf8.count <= 9, count == nil || text.utf8.count == count,
      text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
    else { return nil }
    return Int(text)
  }
}
