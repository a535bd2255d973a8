/// What the name of a checkpoint tells: the training's series that it is of, and its place there.
///
/// It knows MindSpore's `CKP-3_100.ckpt`, Flux's `model-2018-03-08T09:34:02.951.bson`, `epoch=3-step=100`
/// with metrics as Lightning writes them, and numbers behind the words that people use: `epoch_3`,
/// `checkpoint-1000`. A number behind any other word is part of the word: `resnet50.pth` is of no series.
struct CheckpointName: Hashable {
  /// What all names of the series have in common, with `#` for their numbers; nothing where the name has
  /// no place in any.
  let series: String?
  /// The epoch.
  let epoch: Int?
  /// The step; inside the epoch in MindSpore's names.
  let step: Int?
  /// The time in the name, since 1970.
  let time: Duration?
  /// The metric in the name.
  let metric: CheckpointMetric?

  private static let epochWords: Set = ["epoch", "epochs", "ep"]
  private static let stepWords: Set = [
    "step", "steps", "iter", "iters", "iteration", "iterations", "it", "global_step", "globalstep",
    "batch", "checkpoint", "checkpoints", "ckpt", "chkpt", "chkpoint", "cp", "snapshot", "model",
    "net", "network", "weights", "params", "parameters", "state", "save", "saved",
  ]

  /// Reads a name.
  ///
  /// - Parameter suffix: its ending, with the dot.
  init(_ name: String, suffix: String) {
    var stem = Array(name.utf8.dropLast(suffix.utf8.count))
    let mark = Array("_breakpoint".utf8)
    let isBreakpoint = stem.count > mark.count && stem.suffix(mark.count).elementsEqual(mark)
    if isBreakpoint { stem.removeLast(mark.count) }
    let ending = (isBreakpoint ? "_breakpoint" : "") + suffix
    if let found = Self.timed(stem) {
      self.init(series: found.prefix + "-#" + ending, time: found.time)
    } else if let found = Self.numbered(stem) {
      self.init(
        series: found.prefix + "-#_#" + ending, epoch: found.epoch, step: found.step)
    } else {
      self.init(worded: stem, ending: ending)
    }
  }

  /// A name with `#` for each of its numbers: the series of names that only their folder's description
  /// puts into one.
  static func shape(of name: String) -> String {
    var shape: [UInt8] = []
    for byte in name.utf8 {
      if !byte.isDigit {
        shape.append(byte)
      } else if shape.last != UInt8(ascii: "#") {
        shape.append(UInt8(ascii: "#"))
      }
    }
    return String(decoding: shape, as: UTF8.self)
  }

  private init(
    series: String?, epoch: Int? = nil, step: Int? = nil, time: Duration? = nil,
    metric: CheckpointMetric? = nil
  ) {
    self.series = series
    self.epoch = epoch
    self.step = step
    self.time = time
    self.metric = metric
  }

  /// Numbers behind words anywhere in the name.
  private init(worded stem: [UInt8], ending: String) {
    var series: [UInt8] = []
    var epoch: Int?
    var step: Int?
    var metric: CheckpointMetric?
    var index = 0
    while index < stem.count {
      guard stem[index].isDigit, index == 0 || !stem[index - 1].isDigit else {
        series.append(stem[index])
        index += 1
        continue
      }
      var end = index
      while end < stem.count, stem[end].isDigit { end += 1 }
      let word = Self.word(before: index, in: stem)
      let number = Int(String(decoding: stem[index..<end], as: UTF8.self))
      if let number, Self.epochWords.contains(word.text) {
        epoch = number
      } else if let number, Self.stepWords.contains(word.text) {
        step = number
      } else if word.isAssigned {
        end = Self.endOfNumber(stem, digitsUpTo: end)
        let isNegative = series.last == UInt8(ascii: "-")
        if isNegative { series.removeLast() }
        let value = Double(String(decoding: stem[index..<end], as: UTF8.self))
        if let value { metric = CheckpointMetric(word.text, isNegative ? -value : value) }
      } else {
        series += stem[index..<end]
        index = end
        continue
      }
      series.append(UInt8(ascii: "#"))
      index = end
    }
    self.init(
      series: epoch == nil && step == nil
        ? nil : String(decoding: series, as: UTF8.self) + ending,
      epoch: epoch, step: step, metric: metric)
  }

  /// Where a number ends whose fraction and exponent belong to it.
  private static func endOfNumber(_ stem: [UInt8], digitsUpTo start: Int) -> Int {
    var end = start
    func digits(from first: Int) -> Int? {
      var last = first
      while last < stem.count, stem[last].isDigit { last += 1 }
      return last > first ? last : nil
    }
    if end < stem.count, stem[end] == UInt8(ascii: "."), let fraction = digits(from: end + 1) {
      end = fraction
    }
    if end + 1 < stem.count, stem[end] | 0x20 == UInt8(ascii: "e") {
      let sign = "+-".utf8.contains(stem[end + 1]) ? 1 : 0
      if let exponent = digits(from: end + 1 + sign) { end = exponent }
    }
    return end
  }

  /// The word before a number, and whether an equals sign stands between them.
  private static func word(
    before index: Int, in stem: [UInt8]
  ) -> (text: String, isAssigned: Bool) {
    var end = index
    var isAssigned = false
    while end > 0, "-_. =".utf8.contains(stem[end - 1]) {
      end -= 1
      if stem[end] == UInt8(ascii: "=") {
        isAssigned = true
        break
      }
    }
    var start = end
    while start > 0,
      stem[start - 1].isLetter || (isAssigned && (stem[start - 1] == UInt8(ascii: "_")))
    {
      start -= 1
    }
    return (String(decoding: stem[start..<end], as: UTF8.self).lowercased(), isAssigned)
  }

  /// `PREFIX-EPOCH_STEP`.
  private static func numbered(_ stem: [UInt8]) -> (prefix: String, epoch: Int, step: Int)? {
    guard let hyphen = stem.lastIndex(of: UInt8(ascii: "-")) else { return nil }
    let parts = stem[(hyphen + 1)...].split(
      separator: UInt8(ascii: "_"), omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy(\.isDigit) }),
      let epoch = Int(String(decoding: parts[0], as: UTF8.self)),
      let step = Int(String(decoding: parts[1], as: UTF8.self))
    else { return nil }
    return (String(decoding: stem[..<hyphen], as: UTF8.self), epoch, step)
  }

  /// `PREFIX-TIME`.
  private static func timed(_ stem: [UInt8]) -> (prefix: String, time: Duration)? {
    guard let mark = stem.lastIndex(of: UInt8(ascii: "T")), mark > 10,
      stem[mark - 11] == UInt8(ascii: "-"),
      let time = CalendarTime(
        parsing: String(decoding: stem[(mark - 10)...], as: UTF8.self))
    else { return nil }
    return (String(decoding: stem[..<(mark - 11)], as: UTF8.self), time.sinceEpoch)
  }
}

extension UInt8 {
  fileprivate var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }

  fileprivate var isLetter: Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20)
  }
}
