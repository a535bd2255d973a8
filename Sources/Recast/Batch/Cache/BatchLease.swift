import ByteIO
import Diagnostics
import Glibc
import JSONText

/// Says in a cache that a batch is running, so that another one can tell what a killed one left behind.
///
/// Outputs appear whole, but a process that is killed cannot remove the temporary file that it was
/// writing. Its name has the number of the process; the lease says on which machine that was and in which
/// folders to look.
final class BatchLease: Sendable {
  private let cache: BatchCache
  private let name: String
  /// A lease of another machine that nobody renewed for so long is of a dead process.
  private static let patience = Duration.seconds(60)
  /// How often a lease is to be renewed.
  static let interval = Duration.seconds(10)

  /// Takes a lease for a process that will write to some folders.
  init(_ cache: BatchCache, folders: [String]) {
    self.cache = cache
    let pid = Int(getpid())
    let machine = Self.machine
    let here = GlobSearch.resolved(".") ?? ""
    name = "\(machine.replacing("/", with: "_"))-\(pid)"
    try? cache.write(
      .object([
        ("machine", .string(machine)), ("pid", .integer(pid)),
        ("started", .optional(Self.startTime(of: pid))),
        ("folders", .strings(folders.map { GlobSearch.joined(here, $0) })),
      ]), .runs, name)
  }

  deinit { end() }

  /// Shows that the process is alive.
  func renew() { unsafe utimensat(AT_FDCWD, cache.path(.runs, name), nil, 0) }

  /// Gives the lease back.
  func end() { unsafe unlink(cache.path(.runs, name)) }

  /// Removes what dead processes left, with their leases.
  func removeLeftovers() {
    renew()
    let runs = Folder(cache.folder.path(of: BatchCache.Part.runs.rawValue))
    guard let own = runs.member(named: name), let leases = try? runs.members() else { return }
    for lease in leases where lease.name != name && !lease.name.hasPrefix(".") {
      guard let record = cache.record(.runs, lease.name), let pid = record["pid"]?.integer else {
        continue
      }
      let isHere = record["machine"]?.string == Self.machine
      let isDead =
        isHere
        ? Self.startTime(of: pid) == nil || Self.startTime(of: pid) != record["started"]?.string
        : own.modified - lease.modified > Self.patience
      guard isDead else { continue }
      var folders = record["folders"]?.items.compactMap(\.string) ?? []
      folders += BatchCache.Part.allCases.map { cache.folder.path(of: $0.rawValue) }
      for folder in folders { Self.removeTemporaries(of: pid, in: Folder(folder)) }
      try? runs.remove(lease.name)
    }
  }

  private static func removeTemporaries(of pid: Int, in folder: Folder) {
    for member in (try? folder.members()) ?? []
    where member.kind == .file && member.name.hasPrefix(".recast-tmp-\(pid)-") {
      try? folder.remove(member.name)
    }
  }

  /// The machine, or rather what gives processes their numbers: a container is one of its own.
  private static var machine: String {
    let boot = MachineLimits.lines(of: "/proc/sys/kernel/random/boot_id").first ?? ""
    var status = stat()
    let space = unsafe stat("/proc/self/ns/pid", &status) == 0 ? "\(status.st_ino)" : ""
    return "\(boot)-\(space)"
  }

  /// When a process started, in the system's own count; nothing where there is none.
  private static func startTime(of pid: Int) -> String? {
    guard let line = MachineLimits.lines(of: "/proc/\(pid)/stat").first,
      let name = line.lastIndex(of: ")")
    else { return nil }
    let fields = line[name...].split(separator: " ")
    // A process that has ended and was not waited for is dead.
    guard fields.count > 20, fields[1] != "Z", fields[1] != "X" else { return nil }
    return String(fields[20])
  }
}
