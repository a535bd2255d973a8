import Glibc

/// How much of this machine a batch may use, by what the system and its containers allow.
public struct MachineLimits: Hashable, Sendable {
  /// How many processors there are for this process.
  public let processorCount: Int
  /// How many bytes of memory are free for it.
  public let availableByteCount: Int

  /// Asks the system.
  public init() {
    var processors = max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
    var available = Int.max
    for line in Self.lines(of: "/proc/self/status") where line.hasPrefix("Cpus_allowed_list:") {
      processors = max(1, min(processors, Self.count(inList: line.dropFirst(18))))
    }
    for line in Self.lines(of: "/proc/meminfo") where line.hasPrefix("MemAvailable:") {
      let digits = line.filter(\.isNumber)
      available = Int(digits).map { $0 << 10 } ?? available
    }
    for folder in Self.controlGroups {
      let quota = Self.lines(of: folder + "/cpu.max").first?.split(separator: " ") ?? []
      if quota.count == 2, let time = Int(quota[0]), let period = Int(quota[1]), period > 0 {
        processors = max(1, min(processors, (time + period - 1) / period))
      }
      if let most = Self.lines(of: folder + "/memory.max").first.flatMap({ Int($0) }) {
        let used = Self.lines(of: folder + "/memory.current").first.flatMap { Int($0) } ?? 0
        available = min(available, max(0, most - used))
      }
    }
    processorCount = processors
    availableByteCount = available
  }

  /// The folders of this process's control group and those above it.
  private static var controlGroups: [String] {
    guard let line = lines(of: "/proc/self/cgroup").first(where: { $0.hasPrefix("0::/") }) else {
      return []
    }
    var names = line.dropFirst(3).split(separator: "/")
    var folders: [String] = []
    while !names.isEmpty, folders.count < 32 {
      folders.append("/sys/fs/cgroup/" + names.joined(separator: "/"))
      names.removeLast()
    }
    return folders + ["/sys/fs/cgroup"]
  }

  /// How many numbers a list such as `0-3,8` has.
  private static func count(inList text: Substring) -> Int {
    text.split(separator: ",").reduce(0) { total, part in
      let ends = part.split(separator: "-").compactMap { Int($0.filter(\.isNumber)) }
      guard let first = ends.first, let last = ends.last, last >= first else { return total }
      return total + min(last - first + 1, 1 << 16)
    }
  }

  /// The lines of a file that the system makes when it is read.
  static func lines(of path: String) -> [Substring] {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return [] }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: 16 << 10)
    let count = unsafe read(descriptor, &bytes, bytes.count)
    guard count > 0 else { return [] }
    return String(decoding: bytes[..<count], as: UTF8.self).split(separator: "\n")
  }
}
